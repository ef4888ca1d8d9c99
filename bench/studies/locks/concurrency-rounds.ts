import type { Connection } from "mysql2/promise";
import { isQueryError } from "../../../mysql/errors.ts";
import type { Concurrency } from "../../record/studies/locks.ts";
import { untilQuiet } from "../twins/quiet.ts";
import { makeTwins, otherSide, SIDES, type Side } from "../twins/twin-tables.ts";
import { changedKeys, undo } from "../twins/undo.ts";
import { type ConcurrentWork, runSlice } from "./concurrent-writes.ts";
import { throughputOf } from "./throughput.ts";

/** Six rounds are the fewest that an interval of 95 % can be taken from; the twins swap roles halfway. */
const ROUNDS_PER_SIDE = 4;
const SLICE_MS = 600;

/**
 * Rounds with a slice of time in each state, in random order, for each number of sessions.
 * @param session copies and undoes. @param sessions do the write; the first so many of them.
 * @param progress is told before each series.
 */
export async function concurrencyRounds(
	work: ConcurrentWork,
	session: Connection,
	sessions: readonly Connection[],
	numbers: readonly number[],
	random: () => number,
	progress: (sessions: number) => void,
): Promise<readonly Concurrency[]> {
	const { twins, units, write } = work;
	const changed = await changedKeys(session, units);
	const series = numbers.map((number) => ({ number, rounds: [] as Concurrency["rounds"] }));
	const slice = async (side: Side, number: number) => {
		const takeBack = () => undo(session, twins, side, changed);
		const found = await runSlice(work, sessions.slice(0, number), side, SLICE_MS).catch(async (error: unknown) => {
			if (isQueryError(error)) await takeBack();
			throw error;
		});
		await takeBack();
		await untilQuiet(work.observer);
		return found;
	};
	for (const side of SIDES) {
		await makeTwins(session, twins, side);
		for (const { number, rounds } of series) {
			progress(number);
			for (let round = 0; round < ROUNDS_PER_SIDE; round++) {
				work.signal.throwIfAborted();
				if (random() < 0.5) {
					const absent = await slice(otherSide(side), number);
					rounds.push({ first: "absent", absent, present: await slice(side, number) });
				} else {
					const present = await slice(side, number);
					rounds.push({ first: "present", absent: await slice(otherSide(side), number), present });
				}
			}
		}
	}
	return series.map(({ number, rounds }) => ({
		write: write.id,
		title: write.title,
		sessions: number,
		rounds,
		throughput: throughputOf(rounds),
	}));
}
