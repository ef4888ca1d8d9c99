import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { SchemaModel } from "../model.ts";
import { audit } from "./audit.ts";
import { baselineOf, readBaseline } from "./baseline.ts";
import { model } from "./fixtures/model.ts";
import { withWaivers } from "./waivers.ts";

/** Two missing indexes on the lines 6 and 8 of a table that begins on line 4. */
function schemaWithPlaces(): SchemaModel {
	const ID = { id: "int not null" };
	const sketch = model({ users: { columns: ID }, orders: { columns: { ...ID, user_id: "int", created_by: "int" } } });
	const lines: Readonly<Record<string, number>> = { user_id: 6, created_by: 8 };
	return {
		...sketch,
		tables: sketch.tables.map((table) => ({
			...table,
			place: { file: "s.ts", line: table.name === "orders" ? 4 : 1 },
			columns: table.columns.map((column) => ({ ...column, place: { file: "s.ts", line: lines[column.name] ?? 5 } })),
		})),
	};
}

/** What is left and what is waived, of a source with comments on some of its lines. */
function withComments(comments: Readonly<Record<number, string>>) {
	const schema = schemaWithPlaces();
	const lines = Array.from({ length: 10 }, (_, at) => comments[at + 1] ?? "code,");
	const { findings, waived, problems } = withWaivers(
		audit(schema),
		schema,
		new Map([["s.ts", lines.join("\n")]]),
		undefined,
	);
	return {
		open: findings.map(({ columns }) => columns.join()),
		waived: waived.map(({ finding, reason }) => `${finding.columns}: ${reason}`),
		problems: problems.map((problem) => ("place" in problem ? `${problem.kind} ${problem.place.line}` : problem.kind)),
	};
}

const WAIVER = "// index-impact-ignore missing-reference-index: only written";

test("a comment on the line, or on the lines before it, waives what is found there and no other", () => {
	const expected = { open: ["created_by"], waived: ["user_id: only written"], problems: [] };
	expect(withComments({ 6: `user_id: int(), ${WAIVER}` })).toEqual(expected);
	expect(withComments({ 5: `	${WAIVER}` })).toEqual(expected);
	expect(withComments({ 4: WAIVER, 5: "// and more to say" })).toEqual(expected);
	expect(withComments({ 5: "/* index-impact-ignore missing-reference-index: only written */" })).toEqual(expected);
});

test("above a table it waives the rule in the whole table, and several rules at once", () => {
	expect(withComments({ 3: "// index-impact-ignore redundant-index, missing-reference-index: a log" })).toEqual({
		open: [],
		waived: ["user_id: a log", "created_by: a log"],
		problems: [],
	});
});

test("a comment that ends a line of code says nothing of the next line", () => {
	expect(withComments({ 5: `id: int(), ${WAIVER}` })).toEqual({
		open: ["user_id", "created_by"],
		waived: [],
		problems: ["unused 5"],
	});
});

test("without a reason it does not count; of an unknown rule, or where nothing is found, it is told", () => {
	expect(withComments({ 5: "// index-impact-ignore missing-reference-index" })).toMatchObject({
		open: ["user_id", "created_by"],
		problems: ["no-reason 5"],
	});
	expect(withComments({ 5: "// index-impact-ignore mising-index: typed wrong" }).problems).toEqual(["unknown-rule 5"]);
	expect(withComments({ 9: WAIVER }).problems).toEqual(["unused 9"]);
});

test("a baseline lets findings stand wherever they move, and is told what it has too much", () => {
	const schema = schemaWithPlaces();
	const found = audit(schema);
	const baseline = baselineOf(found.findings.slice(0, 1), "before we had the audit");
	const gone = { id: "00000000", rule: "no-primary-key", table: "old", columns: [], reason: "gone" };
	const result = withWaivers(found, schema, new Map(), { ...baseline, findings: [...baseline.findings, gone] });
	expect(result.findings.map(({ columns }) => columns.join())).toEqual(["created_by"]);
	expect(result.waived).toMatchObject([{ by: "baseline", reason: "before we had the audit" }]);
	expect(result.problems).toEqual([
		{ kind: "unused-in-baseline", id: "00000000", rule: "no-primary-key", table: "old" },
	]);
});

test("a baseline that is not there, no JSON, or without reasons is refused in a sentence", () => {
	const folder = mkdtempSync(join(tmpdir(), "baseline-"));
	const file = (text: string) => {
		writeFileSync(join(folder, "b.json"), text);
		return join(folder, "b.json");
	};
	try {
		expect(() => readBaseline(join(folder, "none.json"))).toThrow(/cannot be read/);
		expect(() => readBaseline(file("{"))).toThrow(/is no baseline/);
		const entry = { id: "0123abcd", rule: "no-primary-key", table: "t", columns: [], reason: " " };
		expect(() => readBaseline(file(JSON.stringify({ version: 1, findings: [entry] })))).toThrow(
			/Every entry needs a reason/,
		);
		const right = { version: 1, findings: [{ ...entry, reason: "why" }] };
		expect(readBaseline(file(JSON.stringify(right)))).toEqual(right);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
