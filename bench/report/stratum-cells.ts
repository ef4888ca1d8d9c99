import { formatFactor, formatMs } from "./format.ts";
import type { StratumFact } from "./summary.ts";
import { savedCells } from "./time-saved.ts";

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
	const { estimate, interval } =
		change === undefined ? { estimate: "n/a", interval: "" } : savedCells(change.reductionPct, change.ci);
	return {
		before: formatMs(fact.beforeMs),
		after: formatMs(fact.afterMs),
		saved: estimate,
		interval,
		factor: change === undefined ? "n/a" : `${formatFactor(change.factor)}${fact.fragile ? " †" : ""}`,
	};
}
