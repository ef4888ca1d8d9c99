import type { StratumReason } from "../record/reasons/stratum-reason.ts";
import type { ScenarioVerdict, StratumRecord } from "../record/schema.ts";

/** A verdict with its reasons, in the order in which a reader is told. */
export interface Judgement {
	readonly verdict: ScenarioVerdict;
	readonly decidedBy: StratumRecord["decidedBy"];
	readonly reasons: StratumReason[];
	/** For `unresolved`: estimated further pairs. */
	readonly morePairs?: number;
}
