import type { RunMode } from "../record/measured.ts";
import { planReason } from "./describe-work.ts";
import type { Arms } from "./given-up.ts";
import type { Judgement } from "./judgement.ts";

/**
 * The verdict of a stratum of which a query was given up at the query timeout; undefined where none was. One arm that
 * finished well within the limit while the other did not is a change, though nobody knows how large.
 */
export function judgeTimeout(stratum: Arms, mode: RunMode): Judgement | undefined {
	const { before, after } = stratum;
	const seconds = before.timedOutSeconds ?? after.timedOutSeconds;
	if (seconds === undefined) return undefined;
	const open = { verdict: "unresolved", decidedBy: "none" } as const;
	if (before.timedOutSeconds !== undefined && after.timedOutSeconds !== undefined) {
		return { ...open, reasons: [{ kind: "gave-up", arm: "both", seconds, other: "gave-up" }] };
	}
	const [arm, other] =
		before.timedOutSeconds !== undefined ? (["before", after] as const) : (["after", before] as const);
	if (mode === "null" || other.digest === "") {
		return { ...open, reasons: [{ kind: "gave-up", arm, seconds, other: "unknown" }] };
	}
	if (other.secondsTaken !== undefined) {
		return {
			...open,
			reasons: [{ kind: "gave-up", arm, seconds, other: "slow", otherSeconds: other.secondsTaken }],
		};
	}
	return {
		verdict: arm === "before" ? "faster" : "slower",
		decidedBy: "timing",
		reasons: [{ kind: "gave-up", arm, seconds, other: "quick" }, planReason(stratum)],
	};
}
