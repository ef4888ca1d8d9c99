import type { ScenarioRecord, StratumRecord } from "../record/schema.ts";
import type { Attribution } from "../record/studies/attribution.ts";

/** A stratum that an index has to answer for. */
export interface AnsweredStratum {
	readonly scenario: ScenarioRecord;
	readonly stratum: StratumRecord;
	/** Whether the plan with the indexes goes through it; where not, its mere presence made the stratum slower. */
	readonly inPlan: boolean;
}

/** Whether the plan with the indexes goes through this one. */
export function uses(stratum: Pick<StratumRecord, "after">, indexName: string): boolean {
	return stratum.after.plan.some((step) => step.key?.split(",").includes(indexName));
}

/**
 * What an index is judged, charted and charged by: the strata whose plan goes through it, in the order of the record,
 * then those that got slower with a plan that the index changes without being part of it, as attribution found.
 * @param attribution without it, nothing beyond plans is known.
 */
export function strataOfIndex(
	index: string,
	scenarios: readonly ScenarioRecord[],
	attribution: Pick<Attribution, "indexes"> | undefined,
): readonly AnsweredStratum[] {
	const all = scenarios.flatMap((scenario) => scenario.strata.map((stratum) => ({ scenario, stratum })));
	const inPlan = all.filter(({ stratum }) => uses(stratum, index)).map((one) => ({ ...one, inPlan: true }));
	const charged = all
		.filter(({ stratum }) => stratum.verdict === "slower" && !uses(stratum, index))
		.filter(({ scenario, stratum }) => changesPlan(index, scenario.id, stratum.id, attribution))
		.map((one) => ({ ...one, inPlan: false }));
	return [...inPlan, ...charged];
}

/** Whether an index, alone or by being left out, changes how a stratum's rows are reached. */
function changesPlan(
	index: string,
	scenario: string,
	stratum: string,
	attribution: Pick<Attribution, "indexes"> | undefined,
): boolean {
	const effects = attribution?.indexes.find(({ name }) => name === index)?.effects ?? [];
	return effects
		.filter((effect) => effect.scenario === scenario && effect.stratum === stratum)
		.some(({ none, alone, leftOut, all }) => none.plan !== alone.plan || leftOut.plan !== all.plan);
}
