import { strataOfIndex } from "../../judge/strata-of-index.ts";
import { indexName } from "../index-story.ts";
import type { StratumFact, Summary } from "../summary.ts";

/** Strata of one index, or of none, as a chart shows them one below the other. */
export interface Group<T> {
	readonly title: string;
	readonly rows: readonly T[];
}

/**
 * Rows by the index that answers for their stratum, each row once: within a group what got slower first, the worst on top, then
 * what got faster, the best on top, then the rest. Groups stand in the order of the record; what no index answers for comes last.
 */
export function groupedByIndex<T extends { readonly fact: StratumFact }>(
	rows: readonly T[],
	{ record }: Pick<Summary, "record">,
): readonly Group<T>[] {
	const left = new Set(rows);
	const groups = record.indexes.map((index) => {
		const answered = strataOfIndex(index, record.scenarios, record.studies?.attribution);
		const wanted = new Set(answered.map(({ stratum }) => stratum));
		const own = [...left].filter(({ fact }) => wanted.has(fact.stratum));
		for (const row of own) left.delete(row);
		return { title: indexName(index, record), rows: own.toSorted(byImportance) };
	});
	return [...groups, { title: "no index under test", rows: [...left].toSorted(byImportance) }].filter(
		({ rows }) => rows.length > 0,
	);
}

const RANK = { slower: 0, faster: 1, unresolved: 2, "no-change": 3, invalid: 4 } as const;

function byImportance(
	{ fact: a }: { readonly fact: StratumFact },
	{ fact: b }: { readonly fact: StratumFact },
): number {
	const rank = RANK[a.stratum.verdict] - RANK[b.stratum.verdict];
	return rank === 0 ? sizeOf(b) - sizeOf(a) : rank;
}

function sizeOf({ stratum: { change } }: StratumFact): number {
	return change === undefined || !(change.factor > 0) ? 0 : Math.abs(Math.log(change.factor));
}
