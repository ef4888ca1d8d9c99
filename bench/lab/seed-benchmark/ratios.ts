import { median } from "../../statistics/percentile.ts";
import type { ContenderId, Load } from "./contender.ts";

export type PeerId = Exclude<ContenderId, "ours">;

/** Every contender's load in one round. */
export type Round = Readonly<Record<ContenderId, Load>>;

/** Middle, least and most over the rounds. */
export interface Spread {
	readonly median: number;
	readonly min: number;
	readonly max: number;
}

export const PEERS = [
	"bestBulk",
	"tunedBulk",
	"plainLoadData",
	"drizzleSeed",
	"fakerInserts",
] as const satisfies readonly PeerId[];

/** Rows per second. */
export function rateOf({ rows, seconds }: Load): number {
	return rows / seconds;
}

/** Ours over the peer's rows per second: both of the same round, so that a slow spell of the machine meets both. */
export function ratiosOf(rounds: readonly Round[]): Readonly<Record<PeerId, Spread>> {
	const ratio = (peer: PeerId) => spreadOf(rounds.map((round) => rateOf(round.ours) / rateOf(round[peer])));
	return {
		bestBulk: ratio("bestBulk"),
		tunedBulk: ratio("tunedBulk"),
		plainLoadData: ratio("plainLoadData"),
		drizzleSeed: ratio("drizzleSeed"),
		fakerInserts: ratio("fakerInserts"),
	};
}

export function spreadOf(values: readonly number[]): Spread {
	return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}
