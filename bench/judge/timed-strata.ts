import type { StratumRecord } from "../record/schema.ts";
import { isGivenUp } from "./given-up.ts";

/** Fewer pairs have no spread to take an interval from. */
const LEAST_PAIRS = 2;

/**
 * Whether a stratum's pairs tell what it takes: the few of one of which a query was given up would be those of its quick
 * keys.
 */
export function isTimed(stratum: StratumRecord): boolean {
	return stratum.pairs.length >= LEAST_PAIRS && stratum.verdict !== "invalid" && !isGivenUp(stratum);
}
