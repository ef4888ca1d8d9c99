import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeRecord } from "../bench/record/file.ts";
import type { RunRecord } from "../bench/record/schema.ts";
import { sampleRecord } from "../bench/report/fixtures/sample-record.ts";

let folder: string;
const base = sampleRecord({ strata: 6 });

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-compare-"));
	await writeRecord(join(folder, "base"), base);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function compare(head: RunRecord, ...flags: string[]) {
	await writeRecord(join(folder, "head"), head);
	const script = join(import.meta.dirname, "index-impact.ts");
	return execa(process.execPath, [script, "compare", join(folder, "base"), join(folder, "head"), ...flags], {
		reject: false,
	});
}

const slower: RunRecord = {
	...base,
	scenarios: base.scenarios.map((scenario, at) =>
		at > 0 ? scenario : { ...scenario, strata: scenario.strata.map((s) => ({ ...s, verdict: "slower" as const })) },
	),
};

test("a later run that is worse fails the gate, and without the gate is only told", async () => {
	const gated = await compare(slower, "--gate");
	expect(gated.stdout).toMatch(/^\d+ differences, [1-9]\d* of them worse\.\n/);
	expect(gated.exitCode).toBe(1);
	expect((await compare(slower)).exitCode).toBe(0);
	expect((await compare(base, "--gate")).exitCode).toBe(0);
});

test("the differences come as JSON too", async () => {
	const { stdout } = await compare(slower, "--json");
	expect(JSON.parse(stdout).differences[0]).toMatchObject({
		what: "verdict",
		head: { is: "verdict", verdict: "slower" },
		worse: true,
	});
});

test("runs over different data are refused with the reason", async () => {
	const { exitCode, stderr, stdout } = await compare({ ...base, dataset: { ...base.dataset, seed: 2 } }, "--gate");
	expect([exitCode, stdout]).toEqual([2, ""]);
	expect(stderr).toContain("the base's seed is 1, the head's is 2");
});
