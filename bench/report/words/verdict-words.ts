import type { ClaimRecord, IndexRecord } from "../../record/schema.ts";

type Weighed = Pick<IndexRecord, "verdict" | "net" | "reasons"> | Pick<ClaimRecord, "verdict" | "alternatives">;

/** Beside a verdict that other weights could turn, in every place that shows it. */
export const BY_WEIGHTS = "by weights";

/** The same where there is no room for words; BY_WEIGHTS_NOTE tells what it means. */
export const BY_WEIGHTS_SIGN = "*";

/** What that means, below a table that has it. */
export const BY_WEIGHTS_NOTE =
	"by weights: the verdict rests on how often each operation is assumed to run; other weights could turn it";

/** A verdict as it is shown, with its mark where it rests on assumed weights. */
export function verdictWords(of: Weighed): string {
	return restsOnWeights(of) ? `${of.verdict} (${BY_WEIGHTS})` : of.verdict;
}

/** The mark alone; undefined where the verdict stands under any weights. */
export function weightsMark(of: Weighed): string | undefined {
	return restsOnWeights(of) ? BY_WEIGHTS : undefined;
}

function restsOnWeights(of: Weighed): boolean {
	if ("alternatives" in of) return Object.values(of.alternatives).some(({ verdict }) => verdict !== of.verdict);
	if (of.net === undefined || of.net.weights === "measured" || !of.net.restsOnWeights) return false;
	return of.reasons.some(({ kind }) => kind === "net-gain" || kind === "net-loss");
}
