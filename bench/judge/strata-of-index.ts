import { indexesIn, plansOf } from "../record/plan-signature.ts";
import type { ScenarioRecord, StratumRecord } from "../record/schema.ts";
import type { Attribution, AttributionEffect } from "../record/studies/attribution.ts";
import { gotWorse } from "./evident-regression.ts";

/** A stratum that an index has to answer for. */
export interface AnsweredStratum {
	readonly scenario: ScenarioRecord;
	readonly stratum: StratumRecord;
	/** Whether the plan with the indexes goes through it; where not, its mere presence made the stratum slower. */
	readonly inPlan: boolean;
}

/** Whether the plan with the indexes goes through this one, for any of the stratum's keys. */
export function uses(stratum: Pick<StratumRecord, "after">, indexName: string): boolean {
	return plansOf(stratum.after).some((plan) => indexesIn(plan).includes(indexName));
}

/**
 * What an index is judged, charted and charged by: the strata whose plan goes through it, in the order of the record,
 * then those that got worse with a plan that the index changes without being part of it, as attribution found.
 * Where several indexes meet in one plan, attribution tells whose doing the change is: one that a regression would be
 * worse without, or a gain better, has no part in it.
 * @param attribution without it, nothing beyond plans is known.
 */
export function strataOfIndex(
	index: string,
	scenarios: readonly ScenarioRecord[],
	attribution: Pick<Attribution, "indexes"> | undefined,
): readonly AnsweredStratum[] {
	const effects = attribution?.indexes.find(({ name }) => name === index)?.effects ?? [];
	const all = scenarios.flatMap((scenario) =>
		scenario.strata.map((stratum) => ({
			scenario,
			stratum,
			effect: effects.find((one) => one.scenario === scenario.id && one.stratum === stratum.id),
			inPlan: uses(stratum, index),
		})),
	);
	const inPlan = all.filter(({ inPlan, stratum, effect }) => inPlan && !isOthersDoing(stratum, effect));
	const charged = all.filter(({ inPlan, stratum, effect }) => !inPlan && gotWorse(stratum) && isOwnDoing(effect));
	return [...inPlan, ...charged].map(({ scenario, stratum, inPlan }) => ({ scenario, stratum, inPlan }));
}

/** Whether a change came about although the index is in the plan, and not by it. Where evidence is doubtful, plans decide. */
function isOthersDoing(stratum: StratumRecord, effect: AttributionEffect | undefined): boolean {
	if (effect === undefined || effect.baseline === "doubtful") return false;
	if (gotWorse(stratum)) return effect.leftOutVerdict === "more";
	return stratum.verdict === "faster" && effect.leftOutVerdict === "less";
}

/**
 * Whether an index that is not in the plan made it worse all the same: left out, the server does something else and no
 * more work; or that changes nothing, since another index does the same harm, and alone it does more work.
 */
function isOwnDoing(effect: AttributionEffect | undefined): boolean {
	if (effect === undefined) return false;
	const { none, alone, leftOut, all, aloneVerdict, leftOutVerdict, baseline } = effect;
	if (baseline === "doubtful") return none.plan !== alone.plan || leftOut.plan !== all.plan;
	return leftOutVerdict === "same" ? aloneVerdict === "more" : leftOutVerdict !== "more";
}
