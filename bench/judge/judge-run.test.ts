import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRecord, recordText } from "../record/file.ts";
import { type MeasuredRun, measuredRunSchema } from "../record/measured.ts";
import { type JudgedRun, measuredPartOf } from "../record/schema.ts";
import { sampleRecord } from "../report/fixtures/sample-record.ts";
import { wordedRecord } from "../report/words/worded-record.ts";
import { judge } from "./judge-run.ts";

/** Judged by net effect since: what its reads save is less than what they lose. */
const BY_NET_EFFECT = { "ledgerEntries.idx_ledger_entries_account_id": "drop" };

const EXAMPLE = new URL("../../results/example", import.meta.url).pathname;
const text = await readFile(join(EXAMPLE, "run.json"), "utf8");
const example = await readRecord(EXAMPLE);

describe("the committed example", () => {
	test("judged from its facts alone gives the same bytes", () => {
		expect(textOf(judge(measuredPartOf(example)))).toBe(text);
	});

	test("gives the same bytes in a process that cannot load the suite", async () => {
		const elsewhere = new URL("fixtures/judge-elsewhere.ts", import.meta.url).pathname;
		const { stdout } = await execa(process.execPath, [elsewhere, EXAMPLE], { stripFinalNewline: false });
		expect(stdout).toBe(text);
	});

	test("keeps the verdicts that its raw pairs had as a record of version 1", async () => {
		const then = JSON.parse(await readFile(new URL("fixtures/example-verdicts.json", import.meta.url), "utf8"));
		const now = judge(measuredPartOf(example));
		const strata = now.scenarios.flatMap((scenario) =>
			scenario.strata.map(({ id, verdict, decidedBy, change, before, after }) => [
				`${scenario.id} ${id}`,
				[verdict, decidedBy, change?.reductionPct, before.p50, after.p95].join(" "),
			]),
		);
		const indexes = now.indexes.map(({ table, name, verdict }) => [`${table}.${name}`, verdict]);
		const claims = now.claims.map(({ id, verdict, scope, observed }) => [id, [verdict, scope, observed?.ci ?? null]]);
		const weighings = Object.entries(now.concentration?.weighings ?? {});
		expect({
			strata: Object.fromEntries(strata),
			indexes: Object.fromEntries(indexes),
			claims: Object.fromEntries(claims),
			concentration: Object.fromEntries(weighings.map(([name, { verdict }]) => [name, verdict])),
		}).toEqual({ ...then, indexes: { ...then.indexes, ...BY_NET_EFFECT } });
		expect(strata).toHaveLength(38);
	});

	test("has facts that tell nothing of its verdicts", () => {
		const facts = JSON.stringify(measuredPartOf({ ...example, studies: {} }));
		for (const word of ["verdict", "reason", "decidedBy", "threshold", "usedBy", "breakEven", "p50"])
			expect(facts).not.toContain(`"${word}":`);
		expect(measuredRunSchema.strict().safeParse(example).success).toBe(false);
	});
});

test("judging changes no fact and remembers nothing: other facts give other verdicts, the same give the same", () => {
	const facts = measuredPartOf(example);
	const before = structuredClone(facts);
	const noisy = judge({ ...facts, noiseFloor: { ...facts.noiseFloor, pct: 95 } });
	expect(noisy.threshold.pct).toBe(95);
	expect(textOf(noisy)).not.toBe(text);
	expect(textOf(judge(facts))).toBe(text);
	expect(facts).toEqual(before);
});

const textOf = (record: JudgedRun) => recordText(wordedRecord(record));

type Json = ReturnType<typeof JSON.parse>;

function leaves(value: Json, above: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
	if (typeof value !== "object" || value === null) return [above];
	const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
	return [...keys].flatMap((key) => leaves(value[key], [...above, key]));
}

test("every run that the schema of facts allows is judged", () => {
	const facts = measuredPartOf(sampleRecord({ strata: 4, pairs: 6 }));
	const all = leaves(facts);
	const values = fc.record({
		number: fc.constantFrom(0, -1, 1e-9, 1e308, -1e308, 5e-324, 7),
		text: fc.constantFrom("", "x", "idx_sales_batch_id"),
	});
	let judged = 0;
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.nat(all.length - 1), values), { minLength: 1, maxLength: 4 }), (edits) => {
			const spoilt = structuredClone(facts) as Json;
			for (const [at, value] of edits) {
				const where = [...(all[at] ?? [])];
				const last = where.pop() ?? "";
				const parent = where.reduce((inner: Json, key) => inner?.[key], spoilt);
				if (typeof parent !== "object" || parent === null) continue;
				parent[last] = typeof parent[last] === "number" ? value.number : value.text;
			}
			const read = measuredRunSchema.safeParse(spoilt);
			if (!read.success) return;
			judge(read.data as MeasuredRun);
			judged++;
		}),
		{ numRuns: 400 },
	);
	expect(judged).toBeGreaterThan(60);
});
