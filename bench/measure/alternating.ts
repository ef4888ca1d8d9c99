import { silentProgress } from "../../base/progress.ts";
import { isQueryError } from "../../mysql/errors.ts";
import { buildIndexes, dropIndexes } from "../../mysql/index-set.ts";
import { statementsFor } from "../../scenarios/statements.ts";
import type { IndexSpec, Key } from "../../scenarios/suite.ts";
import { samePlanAndCounters, sameSteps } from "../judge/evidence-match.ts";
import { planSignature } from "../record/plan-signature.ts";
import type { Arm, Arms } from "./arms.ts";
import { digestOf } from "./digest.ts";
import { type Measurement, randomFor, timedArm } from "./measurement.ts";
import { keyRounds, sampleOf } from "./pairs.ts";
import { planOf } from "./plan.ts";
import { comparisonOf } from "./settle-differences.ts";
import { evidenceOf, failureOf, type ObservedTrial } from "./subject-record.ts";
import type { Subject, Survey, Surveys } from "./survey.ts";
import { warmIndexes } from "./warm.ts";

/** Times of one subject in one arm over all its stretches. */
interface ArmSeries {
	readonly times: number[];
	readonly digests: Map<Key, string>;
	/** What the plan became, where it is not that of the evidence. */
	readonly oddPlans: Set<string>;
}

interface Series {
	readonly before: ArmSeries;
	readonly after: ArmSeries;
}

/**
 * Subjects for which a hidden index is not as good as none. MySQL takes an invisible index's statistics into account
 * when it estimates how many rows of a join pass a condition, so a join order can change although the index itself is
 * out of bounds. For these, "before" has to be measured with the indexes physically absent.
 */
export function withoutFaithfulBaseline(
	subjects: readonly Subject[],
	absent: Survey,
	hidden: Survey,
): readonly Subject[] {
	return subjects.filter((subject) => {
		if (failureOf(subject, [absent, hidden]) !== undefined) return false;
		const [without, now] = [evidenceOf(subject, absent), evidenceOf(subject, hidden)];
		return !samePlanAndCounters(without, now) || !sameSteps(without, now);
	});
}

/**
 * Measures subjects with the indexes really absent: half of "after", then all of "before" with the indexes dropped, then
 * the other half of "after" with them built again. Drift that goes one way lands on both arms alike; other drift is not
 * cancelled as it is within a pair, and the trials say so.
 * @param pairs how many pairs each trial needs at least.
 * @returns each subject's trial, or why its query failed.
 */
export async function runAlternatingTrials(
	{ suite, seed, progress, signal }: Measurement,
	arms: Arms,
	subjects: readonly Subject[],
	surveys: Surveys,
	pairs: number,
): Promise<ReadonlyMap<Subject, ObservedTrial | Error>> {
	if (subjects.length === 0) return new Map();
	const specs = indexesOnTablesOf(subjects, suite.indexes);
	const half = Math.ceil(pairs / 2);
	const series = new Map(subjects.map((subject) => [subject, emptySeries()]));
	const failures = new Map<Subject, Error>();
	const stretch = async (arm: "before" | "after", samples: number) => {
		for (const [subject, found] of series) {
			signal.throwIfAborted();
			if (failures.has(subject)) continue;
			try {
				await runStretch(arms[arm], surveys[arm], subject, samples, found[arm], seed);
			} catch (error) {
				if (!isQueryError(error) || !(error instanceof Error)) throw error;
				failures.set(subject, error);
			}
		}
	};
	const task = progress.task("without hidden indexes", 3, "stretches");
	await stretch("after", half);
	task.update(1, "indexes dropped");
	await dropIndexes(arms.observer, specs);
	await stretch("before", 2 * half);
	task.update(2, "indexes built again");
	await buildIndexes(arms.observer, specs, false, silentProgress, signal);
	await warmIndexes(arms.observer, specs);
	await stretch("after", half);
	task.finish(`${subjects.length} strata`);
	return new Map(
		[...series].map(([subject, found]): [Subject, ObservedTrial | Error] => [
			subject,
			failures.get(subject) ?? observed(found),
		]),
	);
}

/** The indexes under test that are on tables which the subjects read. */
function indexesOnTablesOf(subjects: readonly Subject[], specs: readonly IndexSpec[]): readonly IndexSpec[] {
	const texts = subjects.flatMap((subject) => statementsFor(subject.stratum, subject.keys[0] ?? []));
	return specs.filter((spec) => texts.some(({ sql }) => sql.includes(`\`${spec.table}\``)));
}

function emptySeries(): Series {
	const arm = (): ArmSeries => ({ times: [], digests: new Map(), oddPlans: new Set() });
	return { before: arm(), after: arm() };
}

/** Runs one stretch of one arm: an execution to warm up, a look at the plan, then the samples. */
async function runStretch(
	arm: Arm,
	survey: Survey,
	subject: Subject,
	samples: number,
	found: ArmSeries,
	seed: number,
): Promise<void> {
	const timed = timedArm(arm, subject, 1);
	const [first = []] = subject.keys;
	await timed.enter();
	await timed.execute(first);
	const plan = planSignature(await planOf(arm.connection, statementsFor(subject.stratum, first)));
	if (plan !== planSignature(evidenceOf(subject, survey).plan)) found.oddPlans.add(plan);
	// Both arms draw the same keys in the same order, so that the i-th samples of both make a pair.
	const rounds = keyRounds(subject.keys, randomFor(seed, subject));
	for (let skipped = 0; skipped < found.times.length; skipped++) rounds.next();
	for (let i = 0; i < samples; i++) {
		const key = rounds.next().value;
		const { ms, value } = await sampleOf(timed, key);
		found.times.push(ms);
		if (!found.digests.has(key))
			found.digests.set(key, digestOf(value, comparisonOf(subject, evidenceOf(subject, survey))));
	}
}

function observed({ before, after }: Series): ObservedTrial {
	const mismatch = [...before.digests].find(([key, digest]) => (after.digests.get(key) ?? digest) !== digest);
	const half = before.times.length / 2;
	const [flip] = [["before", before] as const, ["after", after] as const].flatMap(([arm, { oddPlans }]) =>
		[...oddPlans].map((to) => ({ arm, to })),
	);
	return {
		trial: {
			pairs: before.times.map((ms, i) => [ms, after.times[i] ?? ms]),
			order: before.times.map((_, i) => (i < half ? "AB" : "BA")),
			warmupPairs: 1,
			batch: { before: 1, after: 1 },
			...(mismatch === undefined ? {} : { mismatch: mismatch[0] }),
		},
		disturbances: [{ kind: "separate-phases" }],
		...(flip === undefined ? {} : { planFlip: flip }),
	};
}
