import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";
import { judge } from "../bench/judge/judge-run.ts";
import type { MeasuredRun } from "../bench/record/measured.ts";
import { type Evidence, measuredPartOf, type RunRecord } from "../bench/record/schema.ts";
import type { WorkKind } from "../bench/record/work.ts";

let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "index-impact-shards-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const command = (...words: string[]) =>
	execa(process.execPath, [join(import.meta.dirname, "index-impact.ts"), ...words], {
		reject: false,
		env: { NO_COLOR: "1" },
	});

const measure = (out: string, ...words: string[]) =>
	command(
		"bench",
		...["--scale", "smoke", "--server", "packages", "--counters-only", "--fresh", "--json", "--only", "customer/*"],
		...["--out", join(folder, out), ...words],
	);

/** Work is priced in microseconds of each server: with those of another, what is borderline could fall to either side. */
function withPrices(run: MeasuredRun, prices: MeasuredRun["prices"] = {}): MeasuredRun {
	const priced = (evidence: Evidence): Evidence => {
		const { work } = evidence;
		if (work === undefined) return evidence;
		const parts = Object.entries(work.parts).map(([kind, [count]]) => [
			kind,
			[count, ...(prices[kind as WorkKind] ?? [0, 0])],
		]);
		return { ...evidence, work: { ...work, parts: Object.fromEntries(parts) } };
	};
	const scenarios = run.scenarios.map((scenario) => ({
		...scenario,
		strata: scenario.strata.map((one) => ({ ...one, before: priced(one.before), after: priced(one.after) })),
	}));
	return { ...run, scenarios };
}

function verdictsOf(record: RunRecord, prices: MeasuredRun["prices"]) {
	const { scenarios, indexes, claims } = judge(withPrices(measuredPartOf(record), prices));
	return {
		strata: scenarios.flatMap(({ id, strata }) => strata.map((one) => `${id} ${one.id}: ${one.verdict}`)),
		indexes: indexes.map(({ table, name, verdict, usedBy }) => ({ table, name, verdict, usedBy })),
		claims: claims.map(({ id, verdict, scope }) => ({ id, verdict, scope })),
	};
}

test("four parts on servers of their own, merged, give the verdicts of one run", { timeout: 300_000 }, async () => {
	const parts = ["1/4", "2/4", "3/4", "4/4"];
	for (const part of parts) {
		const { exitCode, stderr } = await measure("parts", "--shard", part);
		expect([part, exitCode, exitCode === 0 ? "" : stderr]).toEqual([part, 0, ""]);
	}
	const whole = await measure("whole");
	const runs = (await readdir(join(folder, "parts"))).map((name) => join(folder, "parts", name));
	const merged = await command("merge", ...runs, "--json", "--out", join(folder, "merged"));
	expect([merged.exitCode, merged.exitCode === 0 ? "" : merged.stderr]).toEqual([0, ""]);
	const [record, one]: RunRecord[] = [JSON.parse(merged.stdout), JSON.parse(whole.stdout)];
	if (record === undefined || one === undefined) throw new Error("there are two records");
	expect(verdictsOf(record, one.prices)).toEqual(verdictsOf(one, one.prices));
	expect(one.scenarios.length).toBeGreaterThan(4);

	const lacking = await command("merge", ...runs.slice(1), "--out", join(folder, "lacking"));
	expect(lacking.exitCode).toBe(2);
	expect(lacking.stderr).toContain("is missing");
	const continued = await command(
		"bench",
		"--resume",
		join(folder, "merged", (await readdir(join(folder, "merged")))[0] ?? ""),
	);
	expect(continued.exitCode).toBe(2);
});

test.each(["0/4", "5/4", "1/0", "0/0", "1", "a/b"])("--shard %s is refused in a sentence", async (part) => {
	const { exitCode, stderr } = await measure("none", "--shard", part);
	expect([exitCode, stderr.includes("such as 1/4 to 4/4")]).toEqual([2, true]);
});
