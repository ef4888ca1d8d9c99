import type { Progress } from "../../../base/progress.ts";
import { timedArm } from "../../measure/measurement.ts";
import { batchesFor, keyRounds, runPair } from "../../measure/pairs.ts";
import { roughMsOf, type Subject } from "../../measure/survey.ts";
import { median } from "../../statistics/percentile.ts";
import { seededRandom } from "../../statistics/random.ts";
import type { RecordedTimes } from "../simulation/recorded-noise.ts";
import type { Rig } from "./rig.ts";

/** Series of this many strata, from the quickest to the slowest. */
const STRATA = 6;
/** Long enough that windows of a trial's length differ from each other. */
const PAIRS = 300;
const PLACES = 4;

/** Records how long the same work takes again and again on this machine, sampled as trials sample it. */
export async function recordNoise(rig: Rig, progress: Progress): Promise<readonly RecordedTimes[]> {
	const chosen = spreadOverSpeeds(rig);
	const task = progress.task("recording", chosen.length, "series");
	const series: RecordedTimes[] = [];
	for (const subject of chosen) {
		task.update(series.length, `${subject.scenario.id} ${subject.stratum.id}`);
		series.push({ of: `${subject.scenario.id}/${subject.stratum.id}`, times: await recordOne(rig, subject) });
	}
	task.finish(`${chosen.length} series of ${2 * PAIRS} times`);
	return series;
}

function spreadOverSpeeds({ subjects, surveys }: Rig): readonly Subject[] {
	const bySpeed = subjects.toSorted((a, b) => roughMsOf(a, surveys.before) - roughMsOf(b, surveys.before));
	const last = Math.min(STRATA, bySpeed.length) - 1;
	const positions = Array.from({ length: last + 1 }, (_, i) =>
		Math.round((i * (bySpeed.length - 1)) / Math.max(1, last)),
	);
	return positions.map((position) => bySpeed[position]).filter((subject) => subject !== undefined);
}

/** Times in the order in which they were taken, as multiples of their median. */
async function recordOne({ arms, surveys, plan, signal }: Rig, subject: Subject): Promise<readonly number[]> {
	const rough = roughMsOf(subject, surveys.before);
	const batch = batchesFor(rough, rough).before;
	const [first, second] = [timedArm(arms.before, subject, batch), timedArm(arms.twin, subject, batch)];
	const random = seededRandom(`${plan.seed}/${subject.scenario.id}/${subject.stratum.id}/noise`);
	// One key throughout: what keys differ in is no noise.
	const keys = keyRounds(subject.keys.slice(0, 1), random);
	const times: number[] = [];
	while (times.length < 2 * PAIRS) {
		signal.throwIfAborted();
		const { beforeMs, afterMs, order } = await runPair(first, second, keys.next().value, random);
		times.push(...(order === "BA" ? [beforeMs, afterMs] : [afterMs, beforeMs]));
	}
	const middle = median(times);
	return times.map((ms) => Number((ms / middle).toPrecision(PLACES)));
}
