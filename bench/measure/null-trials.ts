import type { Progress } from "../../seed/progress.ts";
import type { RunRecord } from "../record/schema.ts";
import { logRatioOfReduction } from "../statistics/log-ratio.ts";
import { noiseFloor } from "../statistics/noise-floor.ts";
import type { TimedArm } from "./pairs.ts";
import type { Subject } from "./survey.ts";
import { runTrial, type Trial } from "./trial.ts";

/** A change below this matters to nobody, however quiet the machine is. */
export const LEAST_THRESHOLD_PCT = 5;
/** Part of the budget that null pairs may take. */
const NULL_SHARE = 0.08;
const NULL_STRATA = 3;

/** Strata for null trials: quick, middling and slow, so that the floor speaks for all that is measured. */
export function pickNullSubjects(
	subjects: readonly Subject[],
	roughMs: (subject: Subject) => number,
): readonly Subject[] {
	const bySpeed = [...subjects].sort((a, b) => roughMs(a) - roughMs(b));
	if (bySpeed.length <= NULL_STRATA) return bySpeed;
	const positions = [0.1, 0.4, 0.65].map((q) => Math.floor(q * (bySpeed.length - 1)));
	return [...new Set(positions)].map((position) => bySpeed[position]).filter((subject) => subject !== undefined);
}

/**
 * Before-against-before pairs: two connections that see the same. What they show is what this machine makes of nothing.
 */
export async function measureNoise(
	subjects: readonly Subject[],
	arms: (subject: Subject) => { readonly before: TimedArm; readonly twin: TimedArm },
	budgetMs: number,
	random: () => number,
	progress: Progress,
	signal: AbortSignal,
): Promise<RunRecord["noiseFloor"]> {
	const task = progress.task("noise floor", subjects.length, "null trials");
	const trials: Trial[] = [];
	for (const subject of subjects) {
		task.update(trials.length, `${subject.scenario.id} ${subject.stratum.id}`);
		const { before, twin } = arms(subject);
		const plan = {
			level: 0.95,
			threshold: -logRatioOfReduction(LEAST_THRESHOLD_PCT),
			allowanceMs: (budgetMs * NULL_SHARE) / subjects.length,
			pairMs: 0,
			decidedByEvidence: false,
		};
		trials.push(await runTrial(before, twin, subject.keys, subject.scenario.result, plan, random, signal));
	}
	const floor = noiseFloor(trials);
	task.finish(`${floor.pct.toFixed(1)} % from ${floor.pairs} pairs of identical arms`);
	return {
		pct: floor.pct,
		pairs: floor.pairs,
		trials: floor.trials.map((trial, i) => ({
			scenario: subjects[i]?.scenario.id ?? "",
			stratum: subjects[i]?.stratum.id ?? "",
			reductionPct: trial.reductionPct,
			ci: [trial.ci[0], trial.ci[1]],
			pairs: trial.pairs,
		})),
	};
}
