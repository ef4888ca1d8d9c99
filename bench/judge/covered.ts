import type { IndexId, IndexRecord, ScenarioRecord } from "../record/schema.ts";
import type { Attribution } from "../record/studies/attribution.ts";
import { type AnsweredStratum, isSame, strataOfIndex } from "./strata-of-index.ts";

/** Work within this factor is as good: the clock has not timed a single index left out. */
const AS_GOOD = 1.25;

/**
 * Whether an index that longer ones cover is redundant: in every stratum that gained, the server does as well with it
 * left out. That longer indexes begin with its columns is a fact and no verdict: a shorter one is narrower, and has the
 * order of the primary key within its values.
 */
export function servedByLonger(
	index: IndexId,
	longer: readonly string[],
	faster: readonly AnsweredStratum[],
	attribution: Pick<Attribution, "indexes"> | undefined,
): boolean {
	if (longer.length === 0) return false;
	const effects = attribution?.indexes.find((one) => isSame(one, index))?.effects ?? [];
	return faster.every(({ scenario, stratum }) => {
		const effect = effects.find((one) => one.scenario === scenario.id && one.stratum === stratum.id);
		if (effect === undefined || effect.baseline === "doubtful") return false;
		const { leftOutVerdict, leftOutFactor } = effect;
		if (leftOutVerdict === "same" || leftOutVerdict === "less") return true;
		return leftOutVerdict === "alike" && leftOutFactor !== null && leftOutFactor * AS_GOOD >= 1;
	});
}

/** What covering needs to know of an index. */
export type Parts = Pick<IndexRecord, "name" | "table" | "columns" | "coveredBy">;

/**
 * Names of the indexes on its table that begin with all columns of this one: those that the server had, and those under
 * test. Of two with the same columns the later one is the covered one.
 */
export function longerIndexes(index: Parts, tested: readonly Parts[]): readonly string[] {
	const at = tested.findIndex(({ table, name }) => table === index.table && name === index.name);
	const own = tested.filter((other, position) => {
		if (other.table !== index.table || position === at) return false;
		const begins = index.columns.every((column, i) => other.columns[i] === column);
		return begins && (other.columns.length > index.columns.length || position < at);
	});
	return [...new Set([...index.coveredBy, ...own.map(({ name }) => name)])];
}

/** The indexes under test that this one makes redundant: what they answer for is its to answer for. */
export function replacedByIndex(
	index: IndexId,
	tested: readonly Parts[],
	scenarios: readonly ScenarioRecord[],
	attribution: Pick<Attribution, "indexes"> | undefined,
): readonly Parts[] {
	return tested.filter((other) => {
		if (other.table !== index.table || other.name === index.name) return false;
		const longer = longerIndexes(other, tested);
		if (!longer.includes(index.name)) return false;
		const faster = strataOfIndex(other, scenarios, attribution).filter(
			({ inPlan, stratum }) => inPlan && stratum.verdict === "faster",
		);
		return faster.length > 0 && servedByLonger(other, longer, faster, attribution);
	});
}
