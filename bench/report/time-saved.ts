import type { Interval } from "../record/schema.ts";
import { formatNumber, formatPct, formatPctInterval, intervalDigits } from "./format.ts";

/** A reduction of time and its interval, for two cells of a table. */
export interface SavedCells {
	/** "99.42 %"; a loss of more than all the time is a factor: "16.1x slower". */
	readonly estimate: string;
	/** "[99.36, 99.48]", or "[15.8x, 16.4x]". */
	readonly interval: string;
}

/** @param reductionPct percent of the time before that is saved; beyond −100 % a factor says it plainer. */
export function savedCells(reductionPct: number, ci: Interval): SavedCells {
	if (reductionPct >= -100) return { estimate: formatPct(reductionPct, ci), interval: formatPctInterval(ci) };
	const times: Interval = [timesAsLong(ci[1]), timesAsLong(ci[0])];
	const digits = intervalDigits(times) ?? 1;
	const shown = (factor: number): string => `${formatNumber(factor, digits)}x`;
	return {
		estimate: `${shown(timesAsLong(reductionPct))} slower`,
		interval: `[${shown(times[0])}, ${shown(times[1])}]`,
	};
}

/** Both in one cell. */
export function savedWithInterval(reductionPct: number, ci: Interval): string {
	const { estimate, interval } = savedCells(reductionPct, ci);
	return `${estimate} ${interval}`;
}

function timesAsLong(reductionPct: number): number {
	return 1 - reductionPct / 100;
}
