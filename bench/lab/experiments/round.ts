import { silentProgress } from "../../../base/progress.ts";
import { judge } from "../../judge/judge-run.ts";
import { type Judging, judgeStratum } from "../../judge/judge-stratum.ts";
import { trialMs } from "../../judge/trial-time.ts";
import { findNoiseFloor } from "../../measure/paired-noise.ts";
import { runPairedTrials } from "../../measure/paired-trials.ts";
import { journalOf, startedRun } from "../../record/journal.ts";
import type { ScenarioVerdict, StratumRecord } from "../../record/schema.ts";
import { hodgesLehmann } from "../../statistics/hodges-lehmann.ts";
import { logRatios } from "../../statistics/log-ratio.ts";
import { type EffectPct, slowedBy } from "./planted.ts";
import type { Rig } from "./rig.ts";

/** What one stratum of one round came to. */
export interface Outcome {
	readonly scenario: string;
	readonly stratum: string;
	readonly effectPct: EffectPct;
	readonly verdict: ScenarioVerdict;
	/** Whether the machine was seen to be too busy for a small effect to be believed. */
	readonly disturbed: boolean;
	/** What the verdict would be if that were not held against the trial. */
	readonly undisturbedVerdict: ScenarioVerdict;
	readonly pairs: number;
	/** Seconds that the pairs took. */
	readonly seconds: number;
	/** Whether the plain 95 % interval of the trial covers the planted effect; null with too few pairs for one. */
	readonly covered: boolean | null;
}

export interface Round {
	readonly outcomes: readonly Outcome[];
	/** The strata as a run's record would hold them, in the order of `outcomes`. */
	readonly strata: readonly StratumRecord[];
	/** Wall time of noise floor and trials. */
	readonly seconds: number;
	readonly thresholdPct: number;
	/** What the harness adds to the quickest query, percent, with its 95 % interval. */
	readonly overhead: { readonly pct: number; readonly ci: readonly [number, number] } | undefined;
}

/**
 * One whole run of the tool on identical arms, from noise floor to verdicts, by the code that every run goes through:
 * warm-up, batches, stop rule, budget, Holm's correction, threshold. Only `effect` is planted, by position of the stratum.
 */
export async function runRound(rig: Rig, seed: number, effect: (position: number) => EffectPct): Promise<Round> {
	const { plan, arms, subjects, surveys, signal } = rig;
	// No claims: what is asked of a round is the verdict of each stratum.
	const head = { ...rig.head, published: { claims: [], scenarios: [] } };
	const journal = journalOf(startedRun("unsaved", head, new Date()));
	const effects = new Map(subjects.map((subject, position) => [subject, effect(position)]));
	const measurement = {
		suite: plan.suite,
		scenarios: plan.scenarios,
		seed,
		budgetMs: plan.budgetSeconds * 1000,
		connect: () => Promise.reject(new Error("a round opens no connections")),
		journal,
		progress: silentProgress,
		signal,
		plant: (subject: (typeof subjects)[number], after: Parameters<typeof slowedBy>[1]) =>
			slowedBy(effects.get(subject) ?? 0, after),
	};
	const started = performance.now();
	await findNoiseFloor(measurement, arms, subjects, surveys);
	await runPairedTrials(measurement, arms, subjects, surveys, started);
	const seconds = (performance.now() - started) / 1000;
	const { scenarios, threshold, overhead } = judge(journal.measured);
	const judging = { thresholdPct: threshold.pct, mode: "null" } as const;
	const outcomes = scenarios
		.flatMap((scenario) => scenario.strata.map((stratum) => ({ id: scenario.id, stratum })))
		.map(({ id, stratum }, position) => outcomeOf(id, stratum, effect(position), judging));
	const strata = scenarios.flatMap((scenario) => scenario.strata);
	return { outcomes, strata, seconds, thresholdPct: threshold.pct, overhead };
}

/** @param effectPct what was planted in the "after" arm. */
export function outcomeOf(scenario: string, stratum: StratumRecord, effectPct: EffectPct, judging: Judging): Outcome {
	const { disturbances, ...undisturbed } = stratum;
	return {
		scenario,
		stratum: stratum.id,
		effectPct,
		verdict: stratum.verdict,
		disturbed: disturbances !== undefined,
		undisturbedVerdict: judgeStratum(undisturbed, stratum.change, judging).verdict,
		pairs: stratum.pairs.length,
		seconds: trialMs(stratum) / 1000,
		covered: covers(stratum, effectPct),
	};
}

function covers({ pairs }: StratumRecord, effectPct: EffectPct): boolean | null {
	if (pairs.length === 0) return null;
	const { interval, reachable } = hodgesLehmann(logRatios(pairs), 0.95);
	const truth = Math.log1p(effectPct / 100);
	return reachable ? interval[0] <= truth && truth <= interval[1] : null;
}
