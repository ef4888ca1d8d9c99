import type { RunMode, StratumRecord } from "../record/schema.ts";
import { describePlanChange } from "./describe-work.ts";

/**
 * The verdict of a stratum of which a query was given up at the query timeout; undefined where none was. One arm that
 * finished well within the limit while the other did not is a change, though nobody knows how large.
 */
export function judgeTimeout(
	stratum: StratumRecord,
	mode: RunMode,
): Pick<StratumRecord, "verdict" | "decidedBy" | "reason"> | undefined {
	const { before, after } = stratum;
	const limit = before.timedOutSeconds ?? after.timedOutSeconds;
	if (limit === undefined) return undefined;
	const open = (why: string) => ({
		verdict: "unresolved" as const,
		decidedBy: "none" as const,
		reason: `Unresolved: ${why}; a longer --query-timeout may tell.`,
	});
	if (before.timedOutSeconds !== undefined && after.timedOutSeconds !== undefined) {
		return open(`the query was given up after ${limit} s in both arms`);
	}
	const [slow, other] = before.timedOutSeconds !== undefined ? ["before", after] : (["after", before] as const);
	if (mode === "null" || other.digest === "") return open(`the query was given up after ${limit} s in the ${slow} arm`);
	if (other.secondsTaken !== undefined) {
		const taken = other.secondsTaken.toFixed(0);
		return open(`the query was given up after ${limit} s in the ${slow} arm, and took ${taken} s in the other`);
	}
	const plan = describePlanChange(stratum);
	const reason =
		slow === "before"
			? `Without the index the query was given up after ${limit} s; with it, it finished in less than half of that. ${plan}`
			: `With the index the query was given up after ${limit} s; without it, it finished in less than half of that. ${plan}`;
	return { verdict: slow === "before" ? "faster" : "slower", decidedBy: "timing", reason };
}
