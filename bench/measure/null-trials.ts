import type { Progress } from "../../base/progress.ts";
import { isQueryError } from "../../mysql/errors.ts";
import type { MeasuredRun } from "../record/measured.ts";
import { noiseFloor } from "../statistics/noise-floor.ts";
import { LEAST_THRESHOLD_PCT, logThreshold } from "../statistics/threshold.ts";
import type { TimedArm } from "./pairs.ts";
import type { Subject } from "./survey.ts";
import { runTrial, type Trial } from "./trial.ts";

/** Pairs of one subject whose arms were the same. */
interface NullTrial extends Pick<Trial, "pairs"> {
	readonly subject: Subject;
}

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
 * Before-against-before pairs: both arms share one connection and see the same. What differs is this machine's noise.
 * @returns trials with one pair at least; none for a subject whose query failed or was given up before that.
 */
export async function measureNoise(
	subjects: readonly Subject[],
	arms: (subject: Subject) => { readonly before: TimedArm; readonly twin: TimedArm },
	budgetMs: number,
	random: () => number,
	progress: Progress,
	signal: AbortSignal,
): Promise<readonly NullTrial[]> {
	const task = progress.task("noise floor", subjects.length, "null trials");
	const trials: NullTrial[] = [];
	for (const subject of subjects) {
		task.update(trials.length, `${subject.scenario.id} ${subject.stratum.id}`);
		const { before, twin } = arms(subject);
		const plan = {
			level: 0.95,
			threshold: logThreshold(LEAST_THRESHOLD_PCT),
			allowanceMs: (budgetMs * NULL_SHARE) / subjects.length,
			pairMs: 0,
			decidedByEvidence: false,
		};
		try {
			const { pairs } = await runTrial(before, twin, subject.keys, subject.scenario.result, plan, random, signal);
			// None where not even the first pair was in time.
			if (pairs.length > 0) trials.push({ subject, pairs });
		} catch (error) {
			// Its own trial will say so.
			if (!isQueryError(error)) throw error;
		}
	}
	const floor = noiseFloor(trials);
	task.finish(
		trials.length === 0
			? "unknown: no pair of identical arms"
			: `${floor.pct.toFixed(1)} % from ${floor.pairs} pairs of identical arms`,
	);
	return trials;
}

/** What becomes of the noise floor; a run that is continued keeps what it has seen, and the larger floor counts. */
export function noiseFinding(
	{ noiseFloor: known }: Pick<MeasuredRun, "noiseFloor">,
	trials: readonly NullTrial[],
): Pick<MeasuredRun, "noiseFloor"> {
	const found = noiseFloor(trials);
	const again = known.trials.length > 0;
	const pct = !again ? found.pct : trials.length === 0 ? known.pct : Math.max(known.pct, found.pct);
	const added = found.trials.map((trial, i) => ({
		scenario: trials[i]?.subject.scenario.id ?? "",
		stratum: trials[i]?.subject.stratum.id ?? "",
		reductionPct: trial.reductionPct,
		ci: [trial.ci[0], trial.ci[1]] as [number, number],
		pairs: trial.pairs,
	}));
	return { noiseFloor: { pct, pairs: known.pairs + found.pairs, trials: [...known.trials, ...added] } };
}
