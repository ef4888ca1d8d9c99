import { describe, expect, test } from "vitest";
import { BenchError } from "../../../base/errors.ts";
import type { MeasuredRun } from "../../record/measured.ts";
import { measuredPartOf } from "../../record/schema.ts";
import { sampleRecord } from "../../report/fixtures/sample-record.ts";
import { judge } from "../judge-run.ts";
import { mergeNotes } from "./merge-notes.ts";
import { mergeRuns } from "./merge-runs.ts";

const whole = measuredPartOf(sampleRecord({ change: (record) => ({ ...record, options: {} }) }));
const countOf = (scenarios: MeasuredRun["scenarios"]) => scenarios.flatMap(({ strata }) => strata).length;

/** The sample run as so many machines would have measured it. */
function partsOf(of: number, change: (part: MeasuredRun, index: number) => MeasuredRun = (part) => part) {
	return Array.from({ length: of }, (_, at) => {
		const scenarios = whole.scenarios.filter((_one, i) => i % of === at);
		const part: MeasuredRun = {
			...whole,
			runId: `part-${at + 1}`,
			options: { shard: `${at + 1}/${of}` },
			shard: { index: at + 1, of, elsewhere: countOf(whole.scenarios) - countOf(scenarios) },
			scenarios,
			planned: scenarios.map(({ id }) => id),
		};
		return { path: `runs/${at + 1}`, run: change(part, at + 1) };
	});
}

const judged = (run: Omit<MeasuredRun, "runId">) => {
	const { scenarios, indexes, claims, threshold } = judge({ ...run, runId: "merged" });
	return { scenarios, indexes, claims, threshold };
};

function refusalOf(parts: readonly { path: string; run: MeasuredRun }[]): string {
	try {
		mergeRuns(parts, ["only"]);
	} catch (error) {
		if (error instanceof BenchError && error.kind === "usage") return error.message;
		throw error;
	}
	throw new Error("they were merged");
}

test("the parts of a run, in any order, give every figure and verdict that the whole run gives", () => {
	for (const of of [1, 2, 4]) {
		const merged = mergeRuns(partsOf(of).toReversed(), ["only"]);
		expect(judged(merged)).toEqual(judged(whole));
		expect([merged.shard, merged.options, merged.mergedFrom?.length]).toEqual([undefined, {}, of]);
	}
});

test("a part by itself never says more than the whole: its intervals are no narrower", () => {
	const all = judge(whole).scenarios;
	let narrower = 0;
	for (const { run } of partsOf(4)) {
		for (const { id, strata } of judge(run).scenarios) {
			for (const stratum of strata) {
				const same = all.find((one) => one.id === id)?.strata.find((one) => one.id === stratum.id);
				const [low = 0, high = 0] = stratum.change?.ci ?? [];
				const [wholeLow = 0, wholeHigh = 0] = same?.change?.ci ?? [];
				if (low > wholeLow + 1e-9 || high < wholeHigh - 1e-9) narrower++;
			}
		}
	}
	expect(narrower).toBe(0);
});

test("machines are told apart, and the noisiest decides what counts", () => {
	const parts = partsOf(2, (part, index) =>
		index === 1
			? part
			: {
					...part,
					environment: { ...part.environment, cpuModel: "Another CPU", cores: 8 },
					noiseFloor: { ...part.noiseFloor, pct: 31 },
				},
	);
	const merged = mergeRuns(parts, ["only"]);
	expect(merged.mergedFrom?.map(({ cpuModel, cores }) => [cpuModel, cores])).toEqual([
		["Example CPU @ 2.60 GHz", 2],
		["Another CPU", 8],
	]);
	expect(judge({ ...merged, runId: "merged" }).threshold.pct).toBe(31);
	expect(mergeNotes(parts.map(({ run }) => run))).toMatchObject([
		{ kind: "part", index: 1 },
		{ kind: "part", index: 2, environment: { cores: 8 }, noiseFloorPct: 31 },
		{ kind: "noise-floors-apart", mostPct: 31 },
	]);
});

describe("what are not the parts of one run, each whole and once, is refused:", () => {
	const [one, two] = partsOf(2);
	if (one === undefined || two === undefined) throw new Error("there are two parts");
	const changed = (change: Partial<MeasuredRun>) => [one, { ...two, run: { ...two.run, ...change } }];
	const mysql = { ...two.run.environment.mysql, version: "9.7.0" };

	test.each<[string, readonly { path: string; run: MeasuredRun }[], RegExp]>([
		["none", [], /no run to merge/],
		["a missing one", [two], /1\/2 is missing/],
		["the same one twice", [one, two, { ...two, path: "runs/again" }], /2\/2 is there twice: runs\/2 and runs\/again/],
		["a run without --shard", [{ path: "runs/whole", run: whole }], /runs\/whole is no part/],
		["one that ended early", changed({ status: "interrupted" }), /runs\/2 is not whole/],
		["another number of parts", changed({ shard: { index: 2, of: 3 } }), /the number of parts is 2 .* and 3/],
		["another suite", changed({ suite: "other" }), /the suite is perf-001 .* and other/],
		["another seed", changed({ dataset: { ...two.run.dataset, seed: 2 } }), /the seed/],
		["another dataset", changed({ dataset: { ...two.run.dataset, fingerprint: "0" } }), /the dataset/],
		["another MySQL", changed({ environment: { ...two.run.environment, mysql } }), /version of MySQL is 8\.4\.7/],
		["another choice of scenarios", changed({ options: { only: "a*" } }), /--only/],
		["other indexes", changed({ indexes: two.run.indexes.slice(1) }), /the list of indexes/],
		["the same scenario in two", changed({ scenarios: one.run.scenarios }), /both measured/],
	])("%s", (_, parts, message) => {
		expect(refusalOf(parts)).toMatch(message);
	});
});
