import type { IndexSpec, Key } from "../../scenarios/suite.ts";
import { silentProgress } from "../../seed/progress.ts";
import { samePlanAndCounters } from "../evidence-match.ts";
import { buildIndexes, dropIndexes } from "../index-set.ts";
import { planSignature } from "../plan-signature.ts";
import { seededRandom } from "../statistics/random.ts";
import type { Arms } from "./arms.ts";
import { digestOf } from "./digest.ts";
import { type Measurement, randomFor, timedArm } from "./measurement.ts";
import { keyRounds, sampleOf, type TimedArm } from "./pairs.ts";
import { planOf } from "./plan.ts";
import { evidenceOf, failureOf, type ObservedTrial } from "./subject-record.ts";
import type { Subject, Survey, Surveys } from "./survey.ts";
import { warmIndexes } from "./warm.ts";
import { statementsFor } from "./work.ts";

/** Rounds of dropping and building: each gives a part of every trial's pairs. */
const ROUNDS = 2;

const ALTERNATED =
	"before and after come from alternating builds, not from interleaved pairs, so a small effect may be drift";

/** Times of one subject over all rounds. */
interface Series {
	readonly before: number[];
	readonly after: number[];
	readonly digests: { readonly before: Map<Key, string>; readonly after: Map<Key, string> };
	readonly order: ("BA" | "AB")[];
	readonly oddPlans: Set<string>;
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
		return !samePlanAndCounters(evidenceOf(subject, absent), evidenceOf(subject, hidden));
	});
}

/**
 * Measures subjects with the indexes really dropped and built again, in rounds whose order is drawn at random. A whole
 * stretch of each arm runs at a time, so drift is not cancelled as within a pair: the trials say so.
 * @param pairs how many pairs each trial needs at least.
 */
export async function runAlternatingTrials(
	{ suite, seed, progress, signal }: Measurement,
	arms: Arms,
	subjects: readonly Subject[],
	surveys: Surveys,
	pairs: number,
): Promise<ReadonlyMap<Subject, ObservedTrial>> {
	if (subjects.length === 0) return new Map();
	const specs = indexesOnTablesOf(subjects, suite.indexes);
	const samples = Math.ceil(pairs / ROUNDS);
	const random = seededRandom(`${seed}/alternating`);
	const series = new Map(subjects.map((subject) => [subject, emptySeries()]));
	const rounds = new Map(
		subjects.map((subject) => {
			const stream = () => keyRounds(subject.keys, randomFor(seed, subject));
			return [subject, { before: stream(), after: stream() }];
		}),
	);
	const phase = async (arm: "before" | "after") => {
		await dropIndexes(arms.observer, specs);
		if (arm === "after") {
			await buildIndexes(arms.observer, specs, false, silentProgress, signal);
			await warmIndexes(arms.observer, specs);
		}
		for (const [subject, found] of series) {
			signal.throwIfAborted();
			const timed = timedArm(arms[arm], subject, 1);
			const keys = rounds.get(subject)?.[arm];
			const expected = evidenceOf(subject, surveys[arm]);
			if (keys === undefined) continue;
			await timed.enter();
			await timed.execute(subject.keys[0] ?? []);
			const plan = planSignature(
				await planOf(arms[arm].connection, statementsFor(subject.stratum, subject.keys[0] ?? [])),
			);
			if (plan !== planSignature(expected.plan)) found.oddPlans.add(`the plan of the ${arm} arm became ${plan}`);
			await sampleSeries(timed, keys, samples, found[arm], found.digests[arm], subject);
		}
	};
	const task = progress.task("alternating builds", ROUNDS, "rounds");
	for (let round = 0; round < ROUNDS; round++) {
		const beforeFirst = random() < 0.5;
		task.update(round, subjects.map((subject) => subject.scenario.id).join(", "));
		await phase(beforeFirst ? "before" : "after");
		await phase(beforeFirst ? "after" : "before");
		for (const found of series.values()) {
			for (let i = 0; i < samples; i++) found.order.push(beforeFirst ? "BA" : "AB");
		}
	}
	await dropIndexes(arms.observer, specs);
	await buildIndexes(arms.observer, specs, false, silentProgress, signal);
	await warmIndexes(arms.observer, specs);
	task.finish(`${subjects.length} strata in ${ROUNDS} rounds`);
	return new Map([...series].map(([subject, found]) => [subject, observed(found)]));
}

/** The indexes under test that are on tables which the subjects read. */
function indexesOnTablesOf(subjects: readonly Subject[], specs: readonly IndexSpec[]): readonly IndexSpec[] {
	const texts = subjects.flatMap((subject) => statementsFor(subject.stratum, subject.keys[0] ?? []));
	return specs.filter((spec) => texts.some(({ sql }) => sql.includes(`\`${spec.table}\``)));
}

function emptySeries(): Series {
	return { before: [], after: [], digests: { before: new Map(), after: new Map() }, order: [], oddPlans: new Set() };
}

async function sampleSeries(
	arm: TimedArm,
	keys: Iterator<Key, never>,
	samples: number,
	times: number[],
	digests: Map<Key, string>,
	subject: Subject,
): Promise<void> {
	for (let i = 0; i < samples; i++) {
		const key = keys.next().value;
		const { ms, value } = await sampleOf(arm, key);
		times.push(ms);
		if (!digests.has(key)) digests.set(key, digestOf(value, subject.scenario.result));
	}
}

function observed({ before, after, digests, order, oddPlans }: Series): ObservedTrial {
	const mismatch = [...digests.before].find(([key, digest]) => (digests.after.get(key) ?? digest) !== digest);
	return {
		trial: {
			pairs: before.map((ms, i) => [ms, after[i] ?? ms]),
			order,
			warmupPairs: ROUNDS,
			batch: { before: 1, after: 1 },
			...(mismatch === undefined ? {} : { mismatch: mismatch[0] }),
		},
		disturbances: [...oddPlans, ALTERNATED],
	};
}
