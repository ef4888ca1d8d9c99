import type { StratumRecord } from "../../record/schema.ts";
import { sideOf } from "../../statistics/threshold.ts";
import type { Summary } from "../summary.ts";
import { doubtMark } from "../words/stratum-words.ts";

/** Footnote signs, in the order in which doubts occur; the dagger stands for factors. */
const SIGNS = ["‡", "§", "¶", "‖", "◦", "▫"];

/** Footnotes of the table's verdicts. */
export interface Doubts {
	/** The sign of a stratum's doubt; empty where it has none. */
	readonly signOf: (stratum: StratumRecord) => string;
	/** One line per sign. */
	readonly legend: readonly string[];
}

/**
 * Why verdicts are open although their whole interval lies on one side of the threshold: without a word, such a row looks
 * like a mistake of the tool. There is no room for the words themselves beside a verdict.
 */
export function doubtsOf({ strata, record }: Summary): Doubts {
	const wordsOf = ({ stratum }: Pick<Summary["strata"][number], "stratum">): string | undefined => {
		const { verdict, change } = stratum;
		if (verdict !== "unresolved" || change === undefined) return undefined;
		if (sideOf(change.ci, record.threshold.pct) === undefined) return undefined;
		return doubtMark(stratum) ?? (change.wantedLevel === undefined ? undefined : "too few pairs");
	};
	const words = [...new Set(strata.map(wordsOf))].filter((word) => word !== undefined);
	return {
		signOf: (stratum) => SIGNS[words.indexOf(wordsOf({ stratum }) ?? "")] ?? "",
		legend: words.map((word, at) => `${SIGNS[at] ?? ""} unresolved although the interval is clear: ${word}`),
	};
}
