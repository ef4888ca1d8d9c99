import { isNamedIn } from "../../mysql/index-spec.ts";
import { keysOf, planSignature, stepUses } from "../record/plan-signature.ts";
import type { Evidence, IndexId, PlanStep, ScenarioRecord, StratumRecord } from "../record/schema.ts";
import type { Attribution, AttributionEffect } from "../record/studies/attribution.ts";
import { sameSteps } from "./evidence-match.ts";
import { gotWorse } from "./evident-regression.ts";

/** A stratum that an index has to answer for. */
export interface AnsweredStratum {
	readonly scenario: ScenarioRecord;
	readonly stratum: StratumRecord;
	/**
	 * Whether the index is used: the plan with the indexes goes through it, or leaving it out changes plan or work. Where
	 * not, its mere presence made the stratum slower.
	 */
	readonly inPlan: boolean;
}

type Effects = Pick<Attribution, "indexes">;

/** Whether the plan with the indexes goes through this one, for any of the stratum's keys. */
export function uses({ after }: Pick<StratumRecord, "after">, index: IndexId): boolean {
	return [after.plan, ...(after.keyPlans ?? [])].some((plan) => plan.some((step) => stepUses(step, index)));
}

/**
 * What an index is judged, charted and charged by: the strata that use it, in the order of the record, then those that
 * got worse with a plan that the index changes without being part of it. Use is shown by doing: EXPLAIN names no index
 * for what was answered while planning or is checked row by row, but leaving the index out shows it.
 * @param attribution without it, plans alone tell, and what a scenario says of the indexes that it is meant for.
 */
export function strataOfIndex(
	index: IndexId,
	scenarios: readonly ScenarioRecord[],
	attribution: Effects | undefined,
): readonly AnsweredStratum[] {
	const all = scenarios.flatMap((scenario) =>
		scenario.strata.map((stratum) => {
			const effects = effectsOn(scenario.id, stratum.id, attribution);
			const own = effects.find((one) => isSame(one.index, index))?.effect;
			const others = effects.filter((one) => !isSame(one.index, index)).map(({ effect }) => effect);
			const inPlan = uses(stratum, index);
			const used =
				inPlan ||
				(own === undefined
					? attribution === undefined && isGuessed(index, scenario, stratum)
					: isMissed(own, others.length === 0));
			return { scenario, stratum, own, others, used, inPlan };
		}),
	);
	const answered = all.filter(({ used, stratum, own, others }) => used && !isOthersDoing(stratum, own, others));
	const charged = all.filter(
		(one) => !answered.includes(one) && !one.used && gotWorse(one.stratum) && isOwnDoing(one.own),
	);
	return [...answered, ...charged].map(({ scenario, stratum, used }) => ({ scenario, stratum, inPlan: used }));
}

/** Whether two names are of one index; records that did not tell the table are taken by name. */
export function isSame(one: { readonly name: string; readonly table?: string | undefined }, other: IndexId): boolean {
	return one.name === other.name && (one.table === undefined || one.table === other.table);
}

function effectsOn(scenario: string, stratum: string, attribution: Effects | undefined) {
	return (attribution?.indexes ?? []).flatMap((index) => {
		const effect = index.effects.find((one) => one.scenario === scenario && one.stratum === stratum);
		return effect === undefined ? [] : [{ index, effect }];
	});
}

/** Whether the server does something else, and nothing better, once the index is left out. */
function isMissed({ leftOutVerdict, aloneVerdict, baseline }: AttributionEffect, alone: boolean): boolean {
	if (baseline === "doubtful" || leftOutVerdict === "same" || leftOutVerdict === "less") return false;
	// Where work is alike, another index may be the one that is used.
	return leftOutVerdict === "more" || aloneVerdict === "less" || alone;
}

/** Without attribution: the scenario is meant for the index, something changed, and no plan tells through what. */
function isGuessed(index: IndexId, scenario: ScenarioRecord, { verdict, before, after }: StratumRecord): boolean {
	// What evidence leaves open may be a gain as well: of an index that may be used nobody can say that it never is.
	if (!isNamedIn(scenario.indexes, index) || verdict === "no-change" || verdict === "invalid") return false;
	return isUnnamed(before, after);
}

/**
 * Whether a plan does something new through no index that it names: answered while planning, checked range by range for
 * each row, no row found, or an expression computed another way. Tables that are reached as before tell nothing.
 */
function isUnnamed(before: Evidence, after: Evidence): boolean {
	const known = new Set(keysOf(before.plan));
	if (keysOf(after.plan).some((key) => !known.has(key))) return false;
	const isOld = (step: PlanStep) =>
		before.plan.some(
			({ table, access, extra }) => table === step.table && access === step.access && extra === step.extra,
		);
	const samePlan = planSignature(before.plan) === planSignature(after.plan);
	return after.plan.some((step) => step.key === null && !isOld(step)) || (samePlan && !sameSteps(before, after));
}

/**
 * Whether a change came about by other indexes, although this one is used. That takes evidence in favour of this one and
 * evidence against another: a regression that the clock proves has somebody to answer for it.
 */
function isOthersDoing(
	stratum: StratumRecord,
	own: AttributionEffect | undefined,
	others: readonly AttributionEffect[],
): boolean {
	if (own === undefined || own.baseline === "doubtful") return false;
	const sure = others.filter(({ baseline }) => baseline !== "doubtful");
	if (gotWorse(stratum)) {
		return own.leftOutVerdict === "more" && own.aloneVerdict !== "more" && sure.some(isHarmful);
	}
	const helps = ({ leftOutVerdict, aloneVerdict }: AttributionEffect) =>
		leftOutVerdict === "more" || aloneVerdict === "less";
	return stratum.verdict === "faster" && own.leftOutVerdict === "less" && sure.some(helps);
}

function isHarmful({ leftOutVerdict, aloneVerdict }: AttributionEffect): boolean {
	return leftOutVerdict === "less" || (leftOutVerdict !== "more" && aloneVerdict === "more");
}

/**
 * Whether an index that is not used made a stratum worse all the same: left out, the server does something else and no
 * more work; or that changes nothing, since another index does the same harm, and alone it does more work.
 */
function isOwnDoing(effect: AttributionEffect | undefined): boolean {
	if (effect === undefined) return false;
	const { none, alone, leftOut, all, aloneVerdict, leftOutVerdict, baseline } = effect;
	if (baseline === "doubtful") return none.plan !== alone.plan || leftOut.plan !== all.plan;
	return leftOutVerdict === "same" ? aloneVerdict === "more" : leftOutVerdict !== "more";
}
