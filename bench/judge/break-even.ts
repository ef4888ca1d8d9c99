import type { BreakEven } from "../record/break-even.ts";
import type { IndexId, IndexRecord } from "../record/schema.ts";
import type { WriteRecord } from "../record/studies/writes.ts";
import { hodgesLehmann } from "../statistics/hodges-lehmann.ts";
import { quotientInterval } from "../statistics/quotient.ts";
import { times } from "../statistics/saved-time.ts";
import { ALPHA } from "./compare.ts";
import { givenUpArm } from "./given-up.ts";
import { countedReads, PART_LEVEL, savedByReads } from "./net.ts";
import type { AnsweredStratum } from "./strata-of-index.ts";

/** The plain insert that has to keep one index up to date; undefined where the run did not measure it. */
function insertFor(index: IndexId, writes: readonly WriteRecord[]): WriteRecord | undefined {
	return writes.find(
		({ kind, tables, maintains }) =>
			kind === "insert" && tables.includes(index.table) && maintains.length === 1 && maintains[0] === index.name,
	);
}

/**
 * How many reads per write make an index worth it: milliseconds that an insert takes longer with it, over those that a
 * read saves with it. A read is one execution of the mix of all that the index answers for, by their weights, so that what
 * it makes slower counts against it. The cost is the pseudo-median of the paired differences, since a
 * single flush of the log outweighs thousands of index entries; the gain follows from the ratios of the reads.
 * @returns undefined where the run has not both.
 */
export function breakEven(
	index: IndexId,
	answered: readonly AnsweredStratum[],
	writes: readonly WriteRecord[],
): BreakEven | undefined {
	const insert = insertFor(index, writes);
	const givenUp = answered.filter(({ stratum }) => stratum.verdict !== "invalid").flatMap(lossOf);
	const reads = countedReads(answered);
	if (insert === undefined || reads.length === 0) return undefined;
	const cost = hodgesLehmann(
		insert.pairs.map(([absent, present]) => present - absent),
		PART_LEVEL,
	);
	const total = reads.reduce((sum, { weight }) => sum + weight, 0);
	const saved = times(1 / total, savedByReads(reads));
	const [low, high] = quotientInterval(cost.interval, saved.interval);
	// What a query costs that did not come to its end has no upper bound.
	const isBounded = !givenUp.some(({ arm }) => arm === "with");
	return {
		readsPerWrite: saved.estimate > 0 && isBounded ? Math.max(0, cost.estimate) / saved.estimate : null,
		ci: [low, isBounded ? high : null],
		...(givenUp.length === 0 ? {} : { givenUp }),
		level: 1 - ALPHA,
		write: insert.id,
		costMs: cost.estimate,
		costMsCi: [...cost.interval],
		reads: [...new Set(reads.map(({ scenario }) => scenario.id))],
		savedMs: saved.estimate,
		savedMsCi: [...saved.interval],
		assumedReadsPerWrite: reads.reduce((sum, { weight }) => sum + weight, 0) / insert.weight,
	};
}

/** A stratum of which a query was given up: its few pairs, if any, are those of keys that were quick. */
function lossOf({ scenario, stratum }: AnsweredStratum): NonNullable<BreakEven["givenUp"]> {
	const arm = givenUpArm(stratum);
	return arm === undefined ? [] : [{ scenario: scenario.id, stratum: stratum.id, arm }];
}

/** What the plain insert says of an index; nothing where the run did not measure it. */
export function indexCosts(
	index: IndexId,
	answered: readonly AnsweredStratum[],
	writes: readonly WriteRecord[] = [],
): Pick<IndexRecord, "writeCost" | "breakEven"> {
	const insert = insertFor(index, writes);
	if (insert === undefined) return {};
	const paid = breakEven(index, answered, writes);
	return {
		writeCost: { changePct: insert.change.pct, ci: [...insert.change.ci], statement: insert.title },
		...(paid === undefined ? {} : { breakEven: paid }),
	};
}
