import type { MeasuredScenario } from "../../record/measured.ts";
import { formatCount, formatSeconds } from "../format.ts";

/** That part of a run was measured before, how long ago, and how to have it measured anew. */
export function keptNotice(
	kept: readonly MeasuredScenario[],
	left: readonly { readonly strata: readonly unknown[] }[],
	now: Date,
): string {
	const strataOf = (scenarios: readonly { readonly strata: readonly unknown[] }[]) =>
		scenarios.reduce((sum, { strata }) => sum + strata.length, 0);
	const moments = kept.flatMap(({ kept }) => (kept === undefined ? [] : [Date.parse(kept.measuredAt)]));
	const oldest = Math.max(0, (now.getTime() - Math.min(...moments)) / 1000);
	const elsewhere = kept.some(({ kept }) => kept?.elsewhere) ? ", some of it on another machine" : "";
	const all = strataOf(kept) + strataOf(left);
	return `${formatCount(strataOf(kept), "stratum", "strata")} of ${all} were measured before, at most ${formatSeconds(oldest)} ago${elsewhere}, with the same server, data, statements, indexes and method; --fresh measures all anew.`;
}
