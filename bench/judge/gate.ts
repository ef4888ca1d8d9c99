import type { RunMode, RunRecord, StratumRecord } from "../record/schema.ts";
import { describePlanChange, describeWorkChange } from "./describe-work.ts";
import { evidentRegression } from "./evident-regression.ts";
import type { Waiver } from "./waivers.ts";
import { workFactor } from "./work-change.ts";

/** What a gate says of a run: it holds when nothing failed. */
export interface GateResult {
	/** Why the run must not pass, one sentence each. */
	readonly failures: readonly string[];
	/** What would have failed but is accepted, with the reason given. */
	readonly waived: readonly string[];
	/** Waivers that nothing needed: a regression that is gone, or a name that is wrong. */
	readonly unused: readonly Waiver[];
}

/**
 * Judges a run for merging. That the clock left something open is no failure: a gate that fails on noise gets rerun until
 * it is green. Evidence is no noise: where it shows decisively more work and the clock does not deny it, the gate fails.
 * @param waivers accepted regressions; one that exceeds its bound fails all the same.
 */
export function checkGate(record: RunRecord, waivers: readonly Waiver[] = []): GateResult {
	const failures: string[] = [];
	const waived: string[] = [];
	const needed = new Set<Waiver>();
	const fail = (sentence: string, accepted: Waiver | undefined) => {
		if (accepted === undefined) failures.push(sentence);
		else {
			needed.add(accepted);
			waived.push(`${sentence} Accepted: ${accepted.reason}`);
		}
	};
	if (record.status !== "complete") failures.push(`The run is ${record.status}: what is missing cannot pass.`);
	for (const scenario of record.scenarios) {
		for (const stratum of scenario.strata) {
			if (stratum.verdict === "invalid") failures.push(`${scenario.id} ${stratum.id} is invalid: ${stratum.reason}`);
			const regression = regressionOf(stratum, record.mode ?? "timed");
			if (regression === undefined) continue;
			const [widest] = waiversFor(scenario.id, stratum.id, waivers);
			const sentence = `${scenario.id} ${stratum.id} ${regression.sentence}`;
			if (widest === undefined || regression.timesWorse <= widest.atMost) fail(sentence, widest);
			else {
				needed.add(widest);
				failures.push(`${sentence} The waiver accepts ${times(widest.atMost)} at most.`);
			}
		}
	}
	for (const index of record.indexes) {
		if (index.verdict !== "drop") continue;
		const accepted = waivers.find((waiver) => "index" in waiver && waiver.index === index.name);
		fail(`${index.table}.${index.name} does not earn its keep: ${index.reasons.join(" ")}`, accepted);
	}
	return { failures, waived, unused: waivers.filter((waiver) => !needed.has(waiver)) };
}

type ScenarioWaiver = Extract<Waiver, { readonly scenario: string }>;

/** Those that speak of a stratum, the one that accepts most first. */
function waiversFor(scenario: string, stratum: string, waivers: readonly Waiver[]): readonly ScenarioWaiver[] {
	return waivers
		.filter((waiver): waiver is ScenarioWaiver => "scenario" in waiver && waiver.scenario === scenario)
		.filter((waiver) => waiver.stratum === undefined || waiver.stratum === stratum)
		.toSorted((a, b) => b.atMost - a.atMost);
}

interface Regression {
	/** What follows the name of the stratum. */
	readonly sentence: string;
	/** How many times worse it surely is; infinite where a query did not come to its end. */
	readonly timesWorse: number;
}

/** What the clock resolved as slower, or what evidence shows and no clock denies; undefined where there is neither. */
function regressionOf(stratum: StratumRecord, mode: RunMode): Regression | undefined {
	const { verdict, before, after, change, reason } = stratum;
	const givenUp = after.timedOutSeconds !== undefined && before.timedOutSeconds === undefined;
	if (verdict === "slower") {
		if (givenUp) return { sentence: `is slower (given up): ${reason}`, timesWorse: Number.POSITIVE_INFINITY };
		if (change === undefined) {
			const timesWorse = timesTheWork(stratum);
			return { sentence: `is slower (${times(timesWorse)} the work): ${reason}`, timesWorse };
		}
		const timesWorse = 1 - change.ci[1] / 100;
		return {
			sentence: `is slower (${times(1 / change.factor)}, at least ${times(timesWorse)}): ${reason}`,
			timesWorse,
		};
	}
	const evident = evidentRegression(stratum, mode);
	if (evident === undefined) return undefined;
	if (evident === "given-up") {
		return { sentence: `is given up with the indexes alone: ${reason}`, timesWorse: Number.POSITIVE_INFINITY };
	}
	const timesWorse = timesTheWork(stratum);
	const evidence = `${describePlanChange(stratum)} ${describeWorkChange(stratum)}`.trim();
	return { sentence: `does ${times(timesWorse)} the work: ${evidence} The clock: ${reason}`, timesWorse };
}

/** How many times the rows and pages; infinite where the server does not tell. */
function timesTheWork({ before, after }: StratumRecord): number {
	return workFactor({ before: after, after: before }) ?? Number.POSITIVE_INFINITY;
}

function times(factor: number): string {
	return `${factor.toFixed(factor < 10 ? 2 : 1)}x`;
}
