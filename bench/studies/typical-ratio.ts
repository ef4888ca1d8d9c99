import type { Interval } from "../record/schema.ts";
import { hodgesLehmann } from "../statistics/hodges-lehmann.ts";

/** How many times as much: 1 is no change. */
export interface TypicalRatio {
	readonly factor: number;
	readonly ci: Interval;
	/** Confidence that `ci` attains: less than asked for where there are too few values. */
	readonly level: number;
}

/** The centre of ratios given as logarithms. @returns undefined when there are none. */
export function typicalRatio(logs: readonly number[], level = 0.95): TypicalRatio | undefined {
	if (logs.length === 0) return undefined;
	const found = hodgesLehmann(logs, level);
	return {
		factor: Math.exp(found.estimate),
		ci: [Math.exp(found.interval[0]), Math.exp(found.interval[1])],
		level: found.reachable ? level : found.level,
	};
}
