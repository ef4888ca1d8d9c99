import { expect, test } from "vitest";
import { terpModel } from "../../../examples/terp/model.ts";
import { audit } from "../../../schema/audit/audit.ts";
import { foundBy, model } from "../../../schema/audit/fixtures/model.ts";
import { RULE_IDS } from "../../../schema/audit/rules.ts";
import type { AuditAnswer } from "./answer.ts";
import { auditDocument } from "./document.ts";
import { renderAuditGithub } from "./github.ts";
import { renderAuditHtml } from "./html.ts";
import { renderAuditMarkdown } from "./markdown.ts";
import { renderAuditSarif } from "./sarif.ts";
import { renderAuditTerminal } from "./terminal.ts";
import { adviceOf, sentenceOf, specText } from "./words.ts";

const ID = { id: "int not null" };

function answerOf(schema: Parameters<typeof audit>[0]): AuditAnswer {
	return { ...audit(schema), waived: [], problems: [], unreadable: [] };
}

const small = model({
	users: { columns: ID },
	orders: {
		columns: { ...ID, user_id: "int", a: "int" },
		indexes: { orders_a_unique: "(a)" },
	},
});

test("the terminal says how much there is first, then one line a finding with what to do", () => {
	expect(renderAuditTerminal(answerOf(small), false)).toBe(
		[
			"1 error and 1 warning in 2 tables with 1 index.",
			"",
			"orders",
			"  error orders_a_unique says that it is unique, and is a plain index: duplicates get in. Replace orders_a_unique by unique orders(a). unique-in-name efad6028",
			"  warn  user_id refers to users(id) by its name, and no index leads with it. Add orders(user_id). missing-reference-index 66eebfa4",
			"",
			"Next: index-impact audit --explain unique-in-name, or --write markdown=audit.md for a report.",
			"",
		].join("\n"),
	);
	expect(renderAuditTerminal(answerOf(model({ users: { columns: ID } })), false)).toBe(
		"Nothing found in 1 table with 0 indexes.\n",
	);
});

test("every finding on TERP has a sentence and an advice without holes", () => {
	for (const finding of audit(terpModel()).findings) {
		for (const text of [sentenceOf(finding), adviceOf(finding)]) {
			expect(text).not.toMatch(/undefined|NaN|\[object|\(\)|\.$/);
			expect(text.length).toBeGreaterThan(5);
		}
	}
});

test("names that need quotes get them in a spec, prefixes and unique are said", () => {
	expect(
		specText({ table: "odd table", columns: [{ column: "a`b" }, { column: "body", length: 20 }], unique: true }),
	).toBe("unique `odd table`(`a``b`, body(20))");
});

test("hostile names break neither Markdown nor HTML, nor GitHub's commands", () => {
	const name = "a|b<img src=x>`*\n::error::x";
	const answer = answerOf(model({ users: { columns: ID }, [name]: { columns: { ...ID, user_id: "int" } } }));
	const markdown = renderAuditMarkdown(answer);
	expect(markdown).not.toContain("<img");
	expect(markdown.split("\n").filter((line) => line.startsWith("| warning"))).toHaveLength(1);
	expect(renderAuditHtml(answer, model({ [name]: { columns: ID } }))).not.toContain("<img");
	const lines = renderAuditGithub(answer).trimEnd().split("\n");
	expect(lines).toHaveLength(1);
});

test("GitHub's annotations name file and line", () => {
	const answer = answerOf(small);
	const placed = {
		...answer,
		findings: answer.findings.map((finding) => ({ ...finding, place: { file: "db/a,b.ts", line: 7, column: 3 } })),
	};
	expect(renderAuditGithub(placed as AuditAnswer)).toMatch(
		/^::error file=db\/a%2Cb\.ts,line=7,col=3,title=orders%3A unique-in-name::orders_a_unique says/,
	);
});

test("SARIF has every rule, a result a finding with rule index, place and fingerprint, and what is waived as suppressed", () => {
	const [first, ...rest] = answerOf(small).findings;
	if (first === undefined) throw new Error("There are two findings.");
	const placed = { ...first, place: { file: "db/my schema.ts", line: 7 } };
	const answer: AuditAnswer = {
		...answerOf(small),
		findings: rest,
		waived: [{ finding: placed, reason: "old", by: "comment" }],
	};
	const sarif = JSON.parse(renderAuditSarif(answer, "1.2.3"));
	expect(sarif).toMatchObject({
		version: "2.1.0",
		runs: [{ tool: { driver: { name: "index-impact", version: "1.2.3" } } }],
	});
	const [run] = sarif.runs;
	expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(RULE_IDS);
	for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
	expect(run.results).toMatchObject([
		{ level: "warning", partialFingerprints: { "finding/v1": rest[0]?.id } },
		{
			level: "error",
			locations: [{ physicalLocation: { artifactLocation: { uri: "db/my%20schema.ts" }, region: { startLine: 7 } } }],
			suppressions: [{ kind: "inSource", justification: "old" }],
		},
	]);
});

test("the document for other programs has findings as data, beside them sentences and the spec of an index", () => {
	const document = auditDocument(answerOf(small));
	expect(document.summary).toMatchObject({ tables: 2, errors: 1, warnings: 1, waived: 0 });
	expect(document.findings[1]).toMatchObject({
		rule: "missing-reference-index",
		evidence: { refTable: "users", sources: ["name"] },
		indexSpec: "orders(user_id)",
		advice: "Add orders(user_id)",
	});
	expect(JSON.parse(JSON.stringify(document))).toEqual(document);
});

test("the picture has a square for every reference, red and named where it has no index", () => {
	const schema = terpModel();
	const html = renderAuditHtml(answerOf(schema), schema);
	const picture = html.slice(html.indexOf("<dl"), html.indexOf("</dl>"));
	const missing = foundBy("missing-reference-index", schema);
	expect(picture.match(/<i class="missing"/g)).toHaveLength(missing.length);
	expect(picture.match(/<i class="served"/g)?.length).toBeGreaterThan(150);
	for (const { table, columns } of missing) expect(picture).toContain(`${table}.${columns.join("+")}`);
	expect(html).not.toMatch(/(?:src|href)=/);
});
