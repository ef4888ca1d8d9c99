import type { Connection } from "mysql2/promise";
import type { Progress } from "../../../base/progress.ts";
import { QueryTimeout } from "../../../mysql/errors.ts";
import { execute } from "../../../mysql/statement.ts";
import { statementsFor } from "../../../scenarios/statements.ts";
import type { Key } from "../../../scenarios/suite.ts";
import { digestOf } from "../../measure/digest.ts";
import { timedArm } from "../../measure/measurement.ts";
import { batchesFor, keyRounds, sampleOf } from "../../measure/pairs.ts";
import { planOf, plansForKeys } from "../../measure/plan.ts";
import { planSignature } from "../../record/plan-signature.ts";
import { givenUpText } from "../study-sessions.ts";
import type { IndexStates } from "./index-states.ts";
import type { Sight } from "./sightings.ts";

/** A state of the indexes that takes part in the comparison. */
export interface Contender {
	readonly id: string;
	readonly visible: ReadonlySet<string>;
}

/** Whether a contender takes part in the comparison of a stratum. */
export type TakesPart = (sight: Sight, contender: string) => boolean;

/** What is timed of one stratum: one contender for each of its plans. */
export interface TimedStratum {
	readonly sight: Sight;
	/** For every contender that takes part the first that has the same plans for every key: only those are timed. */
	readonly standIn: ReadonlyMap<string, string>;
	/** Milliseconds of one execution by contender, one per round; the i-th of all are of the same round and key. */
	readonly times: ReadonlyMap<string, number[]>;
	/** What makes the times doubtful. */
	readonly disturbances: Set<string>;
}

interface Rig {
	/** Sees visible indexes alone. */
	readonly session: Connection;
	readonly states: IndexStates;
	readonly random: () => number;
	readonly progress: Progress;
	readonly signal: AbortSignal;
	/** Told of each stratum that is left out of the rest, since a query of it was given up. */
	readonly onGivenUp: (sentence: string) => void;
}

/** Fewer rounds attain no interval of 99 %. */
export const LEAST_ROUNDS = 8;
export const MOST_ROUNDS = 60;

/**
 * Which contenders have plans of their own for each stratum. Strata for which all have the same are left out.
 * @param takesPart whether what a contender does to a stratum can be seen by showing and hiding indexes.
 */
export async function findStandIns(
	sights: readonly Sight[],
	contenders: readonly Contender[],
	takesPart: TakesPart,
	{ session, states, signal }: Rig,
): Promise<readonly TimedStratum[]> {
	const plans = new Map(sights.map((sight) => [sight, new Map<string, string>()]));
	for (const { id, visible } of contenders) {
		await states.show(visible);
		for (const [sight, found] of plans) {
			signal.throwIfAborted();
			if (takesPart(sight, id))
				found.set(
					id,
					(await plansForKeys(session, sight.subject.stratum, sight.subject.keys)).map(planSignature).join(" | "),
				);
		}
	}
	return [...plans].flatMap(([sight, found]): TimedStratum[] => {
		const standIn = new Map(
			[...found].map(([id, plans]) => [id, [...found].find(([, others]) => others === plans)?.[0] ?? id]),
		);
		const timed = new Set(standIn.values());
		const times = new Map([...timed].map((id) => [id, []]));
		return timed.size < 2 ? [] : [{ sight, standIn, times, disturbances: new Set() }];
	});
}

/**
 * Times every stratum under its contenders, round by round: the contenders of a round follow each other in random order,
 * each for all strata before the next, since changing the state costs more than changing the query; all use the same key.
 * @param enough whether a stratum needs no more rounds.
 * @returns how many rounds were run.
 */
export async function runRounds(
	strata: readonly TimedStratum[],
	contenders: readonly Contender[],
	rig: Rig,
	limitMs: number,
	enough: (stratum: TimedStratum) => boolean,
): Promise<number> {
	const { session, states, random, progress, signal } = rig;
	const task = progress.task("comparing sets and candidates", limitMs / 1000, "s");
	const started = performance.now();
	const lost = new Set<TimedStratum>();
	const orGivenUp = async (stratum: TimedStratum, contender: string, work: () => Promise<void>) => {
		try {
			await work();
		} catch (error) {
			if (!(error instanceof QueryTimeout)) throw error;
			const { scenario, stratum: of } = stratum.sight.subject;
			rig.onGivenUp(givenUpText(`${scenario.id} ${of.id} with ${contender}`, error));
			lost.add(stratum);
		}
	};
	const batches = await roughBatches(strata, contenders, rig, orGivenUp);
	const keys = new Map(strata.map(({ sight }) => [sight, keyRounds(sight.subject.keys, random)]));
	const digests = new Map<string, string>();
	let left = strata.filter((stratum) => !lost.has(stratum));
	let round = 0;
	for (; round < MOST_ROUNDS && left.length > 0; round++) {
		if (round >= LEAST_ROUNDS && performance.now() - started > limitMs) break;
		const drawn = new Map(left.map(({ sight }) => [sight, keys.get(sight)?.next().value ?? []]));
		for (const contender of shuffled(contenders, random)) {
			const own = left.filter((stratum) => stratum.times.has(contender.id) && !lost.has(stratum));
			if (own.length === 0) continue;
			await states.show(contender.visible);
			for (const stratum of own) {
				signal.throwIfAborted();
				const { sight, times, disturbances } = stratum;
				task.update((performance.now() - started) / 1000, `round ${round + 1}, ${sight.subject.scenario.id}`);
				const key: Key = drawn.get(sight) ?? [];
				// Opens the tables that the change of state has closed, outside the timed window.
				await planOf(session, statementsFor(sight.subject.stratum, key));
				const arm = { connection: session, enter: async () => {} };
				const timed = timedArm(arm, sight.subject, batches(stratum, contender.id));
				await orGivenUp(stratum, contender.id, async () => {
					const { ms, value } = await sampleOf(timed, key);
					times.get(contender.id)?.push(ms);
					const digest = digestOf(value, sight.subject.scenario.result);
					const id = JSON.stringify([sight.subject.scenario.id, sight.subject.stratum.id, key]);
					if ((digests.get(id) ?? digest) !== digest) disturbances.add(DIFFERENT_RESULTS);
					digests.set(id, digest);
				});
			}
		}
		left = left.filter((stratum) => !lost.has(stratum) && (round + 1 < LEAST_ROUNDS || !enough(stratum)));
	}
	await states.show(new Set());
	task.finish(`${round} rounds of ${strata.length} strata`);
	return round;
}

/** Said of a stratum that returns something else in another state. */
export const DIFFERENT_RESULTS = "The states return different results.";

/** Executions per sample, from one execution that also warms up. */
async function roughBatches(
	strata: readonly TimedStratum[],
	contenders: readonly Contender[],
	rig: Rig,
	orGivenUp: (stratum: TimedStratum, contender: string, work: () => Promise<void>) => Promise<void>,
) {
	const { session, states, signal } = rig;
	const batches = new Map<TimedStratum, Map<string, number>>();
	for (const { id, visible } of contenders) {
		await states.show(visible);
		for (const stratum of strata.filter(({ times }) => times.has(id))) {
			signal.throwIfAborted();
			const { stratum: of, keys } = stratum.sight.subject;
			const statements = statementsFor(of, keys[0] ?? []);
			await planOf(session, statements);
			const started = performance.now();
			await orGivenUp(stratum, id, async () => {
				await execute(session, statements);
				const ms = performance.now() - started;
				const own = batches.get(stratum) ?? new Map<string, number>();
				batches.set(stratum, own.set(id, batchesFor(ms, ms).before));
			});
		}
	}
	return (stratum: TimedStratum, id: string) => batches.get(stratum)?.get(id) ?? 1;
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
	return items
		.map((item) => ({ item, place: random() }))
		.sort((a, b) => a.place - b.place)
		.map(({ item }) => item);
}
