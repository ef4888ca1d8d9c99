import { expect, test } from "vitest";
import type { MeasuredRun } from "../record/measured.ts";
import { measuredPartOf } from "../record/schema.ts";
import { sampleRecord } from "../report/fixtures/sample-record.ts";
import { checkGate } from "./gate.ts";
import { judge } from "./judge-run.ts";

/** The sample's first scenario, of which each stratum examined so many rows here and the original so many on average. */
function measuredOn(scale: string, here: readonly number[], original: number, drops = false): MeasuredRun {
	const sample = measuredPartOf(sampleRecord({ strata: 3 }));
	const [scenario] = sample.scenarios;
	const [stratum] = scenario?.strata ?? [];
	if (scenario === undefined || stratum === undefined) throw new Error("the sample has a stratum");
	const strata = here.map((rowsExamined, at) => ({ ...stratum, id: `s${at}`, fidelity: { rowsExamined, original } }));
	return {
		...sample,
		dataset: { ...sample.dataset, scale },
		published: { ...sample.published, ...(drops ? { drops: [{ table: "t", name: "i" }] } : {}) },
		scenarios: [{ ...scenario, strata }],
	};
}

const openOf = (run: MeasuredRun) =>
	judge(run).scenarios[0]?.strata.map(
		({ verdict, reasons }) => verdict === "unresolved" && reasons?.[0]?.kind === "twin-unlike",
	);

test("where the original's own count can be no mixture of the strata's, nothing is decided, and the reason says so", () => {
	expect(openOf(measuredOn("production", [10, 5000], 40_000))).toEqual([true, true]);
	expect(openOf(measuredOn("production", [4000, 5000], 20))).toEqual([true, true]);
});

test("any mixture of the strata will do, since nobody counted which parameters were asked for", () => {
	for (const original of [10, 700, 5000, 14_000])
		expect(openOf(measuredOn("production", [10, 5000], original))).toEqual([false, false]);
});

test("a few rows more or less, another size, and indexes that are to go say nothing", () => {
	expect(openOf(measuredOn("production", [1, 2], 300))).toEqual([false, false]);
	expect(openOf(measuredOn("x0.1", [10, 500], 40_000))).toEqual([false, false]);
	expect(openOf(measuredOn("production", [10, 500], 40_000, true))).toEqual([false, false]);
});

test("where matches lie otherwise in an order that stops early, nothing is decided either, and few rows say nothing", () => {
	const passing = (original: { p50: number; max: number }, here: { p50: number; max: number }) => {
		const run = measuredOn("production", [5000], 5000);
		const strata = run.scenarios.flatMap((scenario) =>
			scenario.strata.map((stratum) => ({
				...stratum,
				fidelity: { rowsExamined: 5000, original: 5000, passed: { here, original } },
			})),
		);
		const [scenario] = run.scenarios;
		if (scenario === undefined) throw new Error("the run has a scenario");
		return judge({ ...run, scenarios: [{ ...scenario, strata }] }).scenarios[0]?.strata[0]?.reasons?.[0];
	};
	const even = { p50: 900, max: 1500 };
	expect(passing({ p50: 900, max: 142_500 }, even)).toEqual({
		kind: "twin-passes-otherwise",
		original: 142_500,
		here: 1500,
		worst: true,
	});
	expect(passing(even, { p50: 4000, max: 5000 })).toMatchObject({ kind: "twin-passes-otherwise", worst: false });
	for (const here of [even, { p50: 2000, max: 6000 }])
		expect(passing(even, here)?.kind).not.toBe("twin-passes-otherwise");
	expect(passing({ p50: 2, max: 190 }, { p50: 40, max: 10 })?.kind).not.toBe("twin-passes-otherwise");
});

test("an unlike scenario fails no gate", () => {
	expect(
		checkGate(judge(measuredOn("production", [10, 5000], 40_000))).failures.filter(({ kind }) => kind === "regression"),
	).toEqual([]);
});
