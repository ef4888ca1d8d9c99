import { seededRandom } from "../statistics/random.ts";
import type { Arms } from "./arms.ts";
import { type Measurement, timedArm } from "./measurement.ts";
import { LEAST_THRESHOLD_PCT, measureNoise, pickNullSubjects } from "./null-trials.ts";
import { measureOverhead } from "./overhead.ts";
import { batchesFor } from "./pairs.ts";
import { failureOf } from "./subject-record.ts";
import { roughMsOf, type Subject, type Surveys } from "./survey.ts";

/** What this machine and this harness make of nothing: overhead, noise floor, and the threshold that follows. */
export async function findNoiseFloor(
	measurement: Measurement,
	arms: Arms,
	subjects: readonly Subject[],
	surveys: Surveys,
): Promise<void> {
	const { seed, budgetMs, journal, progress, signal } = measurement;
	const sound = subjects.filter((subject) => failureOf(subject, [surveys.before]) === undefined);
	const picked = pickNullSubjects(sound, (subject) => roughMsOf(subject, surveys.before));
	const nullArms = (subject: Subject) => {
		const rough = roughMsOf(subject, surveys.before);
		const { before: batch } = batchesFor(rough, rough);
		return { before: timedArm(arms.before, subject, batch), twin: timedArm(arms.twin, subject, batch) };
	};
	const [quickest] = sound.toSorted((a, b) => roughMsOf(a, surveys.before) - roughMsOf(b, surveys.before));
	if (quickest !== undefined) {
		const random = seededRandom(`${seed}/overhead`);
		const overhead = await measureOverhead(arms.before, quickest, roughMsOf(quickest, surveys.before), random);
		await journal.add({ overhead });
	}
	const noiseFloor = await measureNoise(picked, nullArms, budgetMs, seededRandom(`${seed}/null`), progress, signal);
	await journal.add({ noiseFloor, threshold: { pct: Math.max(LEAST_THRESHOLD_PCT, noiseFloor.pct) } });
}
