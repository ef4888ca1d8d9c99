import { formatFactor, formatMs, formatPct, formatPctInterval } from "./format.ts";
import type { StratumFact } from "./summary.ts";

/** The figures of one stratum as every table shows them. */
export interface StratumCells {
	readonly before: string;
	readonly after: string;
	readonly saved: string;
	readonly interval: string;
	/** With a dagger where FACTOR_NOTE applies. */
	readonly factor: string;
}

export function stratumCells(fact: StratumFact): StratumCells {
	const { change } = fact.stratum;
	return {
		before: formatMs(fact.beforeMs),
		after: formatMs(fact.afterMs),
		saved: change === undefined ? "n/a" : formatPct(change.reductionPct),
		interval: change === undefined ? "" : formatPctInterval(change.ci),
		factor: change === undefined ? "n/a" : `${formatFactor(change.factor)}${fact.fragile ? " †" : ""}`,
	};
}
