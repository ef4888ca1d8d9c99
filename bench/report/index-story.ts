import { gotWorse } from "../judge/evident-regression.ts";
import { givenUpArm } from "../judge/given-up.ts";
import { remediesOf } from "../judge/remedies.ts";
import { type AnsweredStratum, strataOfIndex } from "../judge/strata-of-index.ts";
import { strengthOf } from "../judge/strength.ts";
import { workFactor } from "../judge/work-change.ts";
import type { IndexReason, RemedyFact } from "../record/reasons/index-reason.ts";
import type { IndexId, IndexRecord, RunRecord, StratumRecord } from "../record/schema.ts";
import { formatCount } from "./format.ts";
import { placeWords, reasonWords, strengthWords } from "./words/index-words.ts";

/** What an index does, in a row of a table; how the plans change is told with each regression. */
export interface IndexStory {
	readonly index: IndexRecord;
	readonly faster: number;
	/** By the clock, or by evidence that the clock left standing; worst first. */
	readonly slower: readonly AnsweredStratum[];
	/** What could be done, or was tried, about what got slower; each once. */
	readonly remedies: readonly RemedyFact[];
	/** What else speaks for the verdict: its net effect, writes that suffer, an index that covers it. */
	readonly notes: readonly string[];
}

/** Told by the counts and by the list of what got slower. */
const TOLD_BY_STRATA: readonly IndexReason["kind"][] = ["faster", "slower", "worse-by-evidence"];

/** Every index of a run. */
export function indexStories(record: RunRecord): readonly IndexStory[] {
	return record.indexes.map((index) => storyOf(index, record));
}

/** The name of an index, with its table where another table of the run has one of that name. */
export function indexName({ table, name }: IndexId, { indexes }: Pick<RunRecord, "indexes">): string {
	return indexes.some((other) => other.name === name && other.table !== table) ? `${table}.${name}` : name;
}

/** "inventory/page-by-category large-category (16x slower)". */
export function nameWithStrength({ scenario, stratum }: AnsweredStratum): string {
	const place = { scenario: scenario.id, stratum: stratum.id };
	return `${placeWords(place)} (${strengthWords(strengthOf(stratum))})`;
}

/** Why the verdict, in a few short sentences. */
export function whySentences({ faster, slower: worse, notes }: IndexStory): readonly string[] {
	const isSlower = ({ stratum }: AnsweredStratum) => stratum.verdict === "slower";
	const slower = worse.filter(isSlower).length;
	return [
		faster + slower === 0 ? "" : `${formatCount(faster, "stratum", "strata")} faster, ${slower} slower.`,
		...worse.map((one) => `${isSlower(one) ? "Slower" : "Worse by evidence"}: ${nameWithStrength(one)}.`),
		...notes,
	].filter((sentence) => sentence !== "");
}

function storyOf(index: IndexRecord, { scenarios, studies }: RunRecord): IndexStory {
	const answered = strataOfIndex(index, scenarios, studies?.attribution);
	const slower = answered
		.filter(({ stratum }) => gotWorse(stratum))
		.toSorted((a, b) => gainOf(a.stratum) - gainOf(b.stratum));
	const remedies = slower.flatMap(({ scenario, stratum }) => remediesOf(scenario.id, stratum.id, studies?.attribution));
	return {
		index,
		faster: answered.filter(({ inPlan, stratum }) => inPlan && stratum.verdict === "faster").length,
		slower,
		remedies: [...new Map(remedies.map((remedy) => [JSON.stringify(remedy), remedy])).values()],
		notes: index.reasons
			.filter(({ kind }) => !TOLD_BY_STRATA.includes(kind))
			.map((reason) => reasonWords(reason, index)),
	};
}

/** By how much a stratum gained, to put them in order: 0 where only the indexes made a query run into its limit. */
export function gainOf(stratum: StratumRecord): number {
	const { change, verdict } = stratum;
	const arm = givenUpArm(stratum);
	if (arm !== undefined) return { with: 0, both: 1, without: Number.POSITIVE_INFINITY }[arm];
	return (verdict === "unresolved" ? undefined : change?.factor) ?? workFactor(stratum) ?? 1;
}
