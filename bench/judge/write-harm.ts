import type { IndexReason } from "../record/reasons/index-reason.ts";
import type { IndexId, RunRecord } from "../record/schema.ts";
import type { Concurrency, HeldLocks } from "../record/studies/locks.ts";
import type { WriteRecord } from "../record/studies/writes.ts";
import { LEAST_THRESHOLD_PCT } from "../statistics/threshold.ts";
import { ALPHA } from "./compare.ts";

type WriteStudies = Pick<NonNullable<RunRecord["studies"]>, "writes" | "locks">;

/**
 * What an index does to writes beyond the least threshold (the noise floor is one of reads; these have intervals of
 * rounds of their own): units that take longer, concurrent writers that get less done, and
 * deadlocks that come with it. A write that concerns several indexes is charged to each: no counter tells them apart.
 */
export function writeHarms(index: IndexId, { writes, locks }: WriteStudies): readonly IndexReason[] {
	const slower = (writes?.writes ?? [])
		.filter((write) => concerns(write, index) && write.change.ci[0] > LEAST_THRESHOLD_PCT)
		.map(
			({ id, title, change }): IndexReason => ({
				kind: "write-slower",
				write: id,
				title,
				pct: change.pct,
				ci: [change.ci[0], change.ci[1]],
			}),
		);
	const contended = (locks?.concurrency ?? []).filter(({ write }) =>
		concernsById(write, index, writes?.writes ?? [], locks?.held ?? []),
	);
	return [...slower, ...contended.flatMap((one) => contentionHarms(one))];
}

function contentionHarms({ write, title, throughput, rounds }: Concurrency): readonly IndexReason[] {
	const sum = (arm: "absent" | "present", of: "deadlocks" | "timeouts") =>
		rounds.reduce((total, round) => total + round[arm][of], 0);
	const [absent, present] = (["absent", "present"] as const).map((arm) => sum(arm, "deadlocks") + sum(arm, "timeouts"));
	const lost: readonly IndexReason[] =
		throughput.ci[1] < 1 - LEAST_THRESHOLD_PCT / 100
			? [{ kind: "throughput-lost", write, title, factor: throughput.factor, ci: [throughput.ci[0], throughput.ci[1]] }]
			: [];
	const deadlocks: readonly IndexReason[] = isMoreThanChance(absent ?? 0, present ?? 0)
		? [{ kind: "deadlocks", write, title, absent: absent ?? 0, present: present ?? 0 }]
		: [];
	return [...lost, ...deadlocks];
}

function concerns({ tables, maintains, searches }: WriteRecord, { table, name }: IndexId): boolean {
	return tables.includes(table) && (maintains.includes(name) || searches.includes(name));
}

function concernsById(id: string, index: IndexId, writes: readonly WriteRecord[], held: readonly HeldLocks[]): boolean {
	const write = writes.find((one) => one.id === id);
	if (write !== undefined) return concerns(write, index);
	const locks = held.find((one) => one.write === id);
	if (locks === undefined) return false;
	return locks.tables.some(({ table }) => table === index.table) && locks.searches.includes(index.name);
}

/** Whether so many more events in one of two arms of equal time are no chance: the sign test, one-sided. */
function isMoreThanChance(absent: number, present: number): boolean {
	const events = absent + present;
	let [term, tail] = [0.5 ** Math.min(events, MOST_EXACT), 0];
	if (events > MOST_EXACT) return present - absent > 2 * Math.sqrt(events);
	// From all of them in "present" down to as many as were seen.
	for (let k = 0; k <= absent; k++) {
		tail += term;
		term *= (events - k) / (k + 1);
	}
	return present > absent && tail < ALPHA;
}

/** Beyond so many events half a power of two is too small a number, and the normal approximation is exact enough. */
const MOST_EXACT = 500;
