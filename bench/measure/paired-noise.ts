import { isQueryError } from "../../mysql/errors.ts";
import { seededRandom } from "../statistics/random.ts";
import type { Arms } from "./arms.ts";
import { type Measurement, timedArm } from "./measurement.ts";
import { measureNoise, noiseFinding, pickNullSubjects } from "./null-trials.ts";
import { measureOverhead } from "./overhead.ts";
import { batchesFor } from "./pairs.ts";
import { failureOf } from "./subject-record.ts";
import { roughMsOf, type Subject, type Surveys } from "./survey.ts";

/** Of a run whose queries all failed or were given up before two identical arms had made one pair. */
const NO_FLOOR_NOTICE =
	"No query answered in two identical arms within its limit, so the noise of this machine is unknown and no difference in time counts.";

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
		try {
			const overhead = await measureOverhead(arms.before, quickest, roughMsOf(quickest, surveys.before), random);
			await journal.add({ overhead });
		} catch (error) {
			if (!isQueryError(error)) throw error;
		}
	}
	const trials = await measureNoise(picked, nullArms, budgetMs, seededRandom(`${seed}/null`), progress, signal);
	await journal.add(noiseFinding(journal.measured, trials));
	if (picked.length > 0 && journal.measured.noiseFloor.trials.length === 0) journal.notice(NO_FLOOR_NOTICE);
}
