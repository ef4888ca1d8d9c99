import { describeRemedies } from "../judge/attributed.ts";
import { gotWorse } from "../judge/evident-regression.ts";
import { givenUpArm, givenUpWords } from "../judge/given-up.ts";
import { losesReadingTime } from "../judge/reading-cost.ts";
import { type AnsweredStratum, strataOfIndex } from "../judge/strata-of-index.ts";
import { workFactor } from "../judge/work-change.ts";
import type { IndexRecord, RunRecord, StratumRecord } from "../record/schema.ts";
import { formatWorkFactor } from "./counters-wording.ts";
import { formatCount, formatFactor } from "./format.ts";

/** What an index does, in a row of a table; how the plans change is told with each regression. */
export interface IndexStory {
	readonly index: IndexRecord;
	readonly faster: number;
	/** By the clock, or by evidence that the clock left standing; worst first. */
	readonly slower: readonly AnsweredStratum[];
	/** What could be done, or was tried, about what got slower; each sentence once. */
	readonly remedies: readonly string[];
	/** That its reads cost more than they save; null where they do not, or where that is not known. */
	readonly warning: string | null;
	/** What else speaks for the verdict, such as an index that covers this one. */
	readonly notes: readonly string[];
}

/** Of an index whose reads get slower in all. */
const COSTS_MORE = "costs more reading time than it saves at the stated weights";

/** Every index of a run. */
export function indexStories(record: RunRecord): readonly IndexStory[] {
	return record.indexes.map((index) => storyOf(index, record));
}

/** The indexes whose reads get slower in all, as a clause: "idx_a costs more reading time than …"; empty where there is none. */
export function readingCostClause(indexes: readonly IndexRecord[]): string {
	const names = indexes.filter(losesReadingTime).map(({ name }) => name);
	if (names.length === 0) return "";
	return names.length === 1 ? `${names[0]} ${COSTS_MORE}` : `${names.join(", ")} each ${COSTS_MORE}`;
}

/** How much a stratum changed: by the clock, or by its work where nothing was timed or the clock left it open. */
export function strengthOf(stratum: StratumRecord): string {
	const { change, verdict } = stratum;
	const arm = givenUpArm(stratum);
	if (arm !== undefined) return givenUpWords(arm);
	if (change !== undefined && !(verdict === "unresolved" && gotWorse(stratum))) return formatFactor(change.factor);
	return `${formatWorkFactor(workFactor(stratum))} work${verdict === "unresolved" ? ", timing unresolved" : ""}`;
}

/** "inventory/page-by-category large-category (16x slower)". */
export function nameWithStrength({ scenario, stratum }: AnsweredStratum): string {
	return `${scenario.id} ${stratum.id} (${strengthOf(stratum)})`;
}

/** Why the verdict, in a few short sentences. */
export function whySentences({ faster, slower: worse, warning, notes }: IndexStory): readonly string[] {
	const isSlower = ({ stratum }: AnsweredStratum) => stratum.verdict === "slower";
	const slower = worse.filter(isSlower).length;
	return [
		faster + slower === 0 ? "" : `${formatCount(faster, "stratum", "strata")} faster, ${slower} slower.`,
		warning === null ? "" : `It ${warning}.`,
		...worse.map((one) => `${isSlower(one) ? "Slower" : "Worse by evidence"}: ${nameWithStrength(one)}.`),
		...notes,
	].filter((sentence) => sentence !== "");
}

function storyOf(index: IndexRecord, { scenarios, studies }: RunRecord): IndexStory {
	const answered = strataOfIndex(index.name, scenarios, studies?.attribution);
	const slower = answered
		.filter(({ stratum }) => gotWorse(stratum))
		.toSorted((a, b) => gainOf(a.stratum) - gainOf(b.stratum));
	const remedies = slower.flatMap(({ scenario, stratum }) =>
		describeRemedies(scenario.id, stratum.id, studies?.attribution),
	);
	return {
		index,
		faster: answered.filter(({ inPlan, stratum }) => inPlan && stratum.verdict === "faster").length,
		slower,
		remedies: [...new Set(remedies)],
		warning: losesReadingTime(index) ? COSTS_MORE : null,
		// Those two are told by the counts and by the list of what got slower.
		notes: index.reasons.filter((reason) => !/^(Faster|Slower|More work|Given up): /.test(reason)),
	};
}

/** By how much a stratum gained, to put them in order: 0 where only the indexes made a query run into its limit. */
export function gainOf(stratum: StratumRecord): number {
	const { change, verdict } = stratum;
	const arm = givenUpArm(stratum);
	if (arm !== undefined) return { with: 0, both: 1, without: Number.POSITIVE_INFINITY }[arm];
	return (verdict === "unresolved" ? undefined : change?.factor) ?? workFactor(stratum) ?? 1;
}
