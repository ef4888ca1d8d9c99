import { mkdir, mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BenchError } from "../../base/errors.ts";
import { junitXml } from "../report/export/junit.ts";
import { sampleRecord } from "../report/fixtures/sample-record.ts";
import { renderHtml } from "../report/html/html-report.ts";
import { renderJobSummary } from "../report/job-summary.ts";
import { renderMarkdown } from "../report/markdown/markdown-report.ts";
import { renderTerminal } from "../report/terminal/terminal.ts";
import { readRecord } from "./file.ts";
import type { RunRecord } from "./schema.ts";

let folder: string;
let path: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-record-"));
	path = join(folder, "run.json");
});
afterEach(() => rm(folder, { recursive: true }));

/** The record, or the sentence that refuses it; anything else that is thrown is a bug. */
async function readOrRefusal(text: string): Promise<RunRecord | BenchError> {
	await writeFile(path, text);
	try {
		return await readRecord(folder);
	} catch (error) {
		if (!(error instanceof BenchError)) throw error;
		expect(error.exitCode).toBe(2);
		expect(error.message.length).toBeLessThan(400);
		return error;
	}
}

function renderAll(record: RunRecord): void {
	for (const format of ["completion", "full", "summary"] as const) renderMarkdown(record, format);
	renderHtml(record);
	renderJobSummary(record);
	renderTerminal(record, { width: 100, color: false });
	junitXml(record, []);
}

type Json = ReturnType<typeof JSON.parse>;

/** Where in a value a hand may edit: each property and element below it. */
function places(value: Json, above: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
	if (typeof value !== "object" || value === null) return [];
	const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
	return [...keys].flatMap((key) => [[...above, key], ...places(value[key], [...above, key])]);
}

const numbers = fc.constantFrom(0, -1, 0.5, 1e308, -1e308, 5e-324, 2 ** 53);
const texts = fc.constantFrom("", "x", "</script>", "\u202e", "\u0000", "😀", "x".repeat(5000));
/** A replacement of the same kind three times out of four, so that it often passes the schema. */
const edit = fc.record({ number: numbers, text: texts, any: fc.jsonValue({ maxDepth: 2 }), kind: fc.nat(3) });

function edited(
	value: Json,
	{ number, text, any, kind }: { number: number; text: string; any: Json; kind: number },
): Json {
	if (kind === 0) return any;
	if (Array.isArray(value)) return kind === 1 ? [] : value.slice(0, -1);
	return typeof value === "number" ? number : typeof value === "string" ? text : undefined;
}

test("a record edited by hand in any place is refused with a sentence, or shown", async () => {
	const text = JSON.stringify(sampleRecord({ strata: 5, pairs: 10 }));
	const all = places(JSON.parse(text));
	let shown = 0;
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.tuple(fc.nat(all.length - 1), edit), { minLength: 1, maxLength: 3 }),
			async (edits) => {
				const spoilt = JSON.parse(text);
				for (const [at, value] of edits) {
					const where = [...(all[at] ?? [])];
					const last = where.pop() ?? "";
					const parent = where.reduce((inner: Json, key) => inner?.[key], spoilt);
					if (typeof parent !== "object" || parent === null) continue;
					const replaced = edited(parent[last], value);
					if (replaced === undefined) delete parent[last];
					else parent[last] = replaced;
				}
				const read = await readOrRefusal(JSON.stringify(spoilt));
				if (read instanceof BenchError) return;
				renderAll(read);
				shown++;
			},
		),
		{ numRuns: 300 },
	);
	expect(shown).toBeGreaterThan(30);
});

test("a record cut short at any place is refused with a sentence", async () => {
	const text = JSON.stringify(sampleRecord({ strata: 3, pairs: 8 }));
	await fc.assert(
		fc.asyncProperty(fc.nat(text.length - 1), async (length) => {
			expect(await readOrRefusal(text.slice(0, length))).toBeInstanceOf(BenchError);
		}),
		{ numRuns: 100 },
	);
});

test.each<[string, string]>([
	["a hundred thousand lists in each other", `{"schemaVersion":2,"notices":${"[".repeat(1e5)}${"]".repeat(1e5)}}`],
	[
		"options a hundred thousand levels deep",
		JSON.stringify(sampleRecord({ strata: 1 })).replace(
			"{",
			`{"options":{"deep":${"[".repeat(1e5)}${"]".repeat(1e5)}},`,
		),
	],
	["a prototype for the record", '{"__proto__":{"schemaVersion":2},"schemaVersion":2}'],
	["bytes that are no UTF-8", "\ufeff{}"],
	["a version of ten thousand digits", `{"schemaVersion":${"9".repeat(10_000)}}`],
	["no JSON at all", "\u0000".repeat(1000)],
])("%s is refused with a sentence", async (_, text) => {
	expect(await readOrRefusal(text)).toBeInstanceOf(BenchError);
});

test("what a record has besides its fields is neither kept nor believed", async () => {
	const record = sampleRecord({ strata: 3, pairs: 8 });
	const text = JSON.stringify(record);
	const read = await readOrRefusal(`${text.slice(0, -1)},"__proto__":{"polluted":true},"toString":1}`);
	expect(read).toEqual(record);
	expect("polluted" in {}).toBe(false);
});

test("a record of 500 MB is refused without being read", async () => {
	const file = await open(path, "w");
	await file.truncate(500 * 1024 * 1024);
	await file.close();
	await expect(readRecord(folder)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining("500 MB") });
});

test("a folder called run.json is no record", async () => {
	await mkdir(path);
	await expect(readRecord(folder)).rejects.toMatchObject({ message: expect.stringContaining("no run record") });
});
