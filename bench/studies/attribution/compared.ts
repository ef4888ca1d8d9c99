import type { IndexSet, IndexSpec } from "../../../scenarios/suite.ts";
import { covers, indexSpecText, sameColumns } from "../../index-spec.ts";
import { planSignature } from "../../plan-signature.ts";
import type { Change } from "../../record/schema.ts";
import type {
	AttributionCandidate,
	AttributionSet,
	AttributionTimed,
	AttributionWay,
} from "../../record/studies/attribution.ts";
import { logRatioOfReduction } from "../../statistics/log-ratio.ts";
import { logThreshold } from "../../statistics/threshold.ts";
import { compareWork } from "../../verdict/work-change.ts";
import { named, stateRecord, workFactor } from "./effects.ts";
import { builtRecord, type Extra } from "./extra-indexes.ts";
import { isRegression, relevantTo, type Sight, sightingOf } from "./sightings.ts";

/** The change of a stratum between two contenders, if both were timed. */
export type ChangeOf = (sight: Sight, reference: string, contender: string) => AttributionTimed | undefined;

/** References of every comparison: none, and all of the indexes under test. */
export const NONE = "none";
export const ALL = "all";

/** Id of a set as a contender: its own, apart from those of the references. */
export function setContender({ id }: IndexSet): string {
	return id === NONE || id === ALL ? `set ${id}` : id;
}

/** The states in which a candidate is tried: beside all under test and, where it covers some, in the place of these. */
export function contendersOf(candidate: IndexSpec, tested: readonly IndexSpec[]) {
	const replaced = replacedBy(candidate, tested);
	const kept = tested.filter((spec) => !replaced.includes(spec));
	const state = (way: AttributionWay["way"], others: readonly IndexSpec[]) => ({
		way,
		id: `${candidate.name} ${way}`,
		visible: new Set([...others, candidate].map(({ name }) => name)),
	});
	return [state("beside", tested), ...(replaced.length === 0 ? [] : [state("in-place", kept)])];
}

/** Names of the indexes that are visible while a set is. A set's index with the columns of one under test is that one. */
export function namesOf(indexes: readonly IndexSpec[], specs: readonly IndexSpec[]): readonly string[] {
	return indexes.flatMap((index) => specs.find((spec) => sameColumns(spec, index))?.name ?? []);
}

/** The indexes under test that a candidate covers. */
function replacedBy(candidate: IndexSpec, tested: readonly IndexSpec[]): readonly IndexSpec[] {
	return tested.filter((spec) => covers(candidate, spec));
}

/** What a set does to the strata, against no index at all; those whose plan it leaves alone are not named. */
export function setRecord(
	set: IndexSet,
	sights: readonly Sight[],
	specs: readonly IndexSpec[],
	changeOf: ChangeOf,
): AttributionSet {
	const names = namesOf(set.indexes, specs);
	const effects = sights.flatMap((sight): AttributionSet["effects"] => {
		const relevant = relevantTo(sight, specs);
		const none = sightingOf(sight, [], relevant);
		const state = sightingOf(sight, names, relevant);
		if (none === undefined || state === undefined) return [];
		const verdict = compareWork(none.evidence, state.evidence);
		if (verdict === "same") return [];
		const timed = changeOf(sight, NONE, setContender(set));
		return [
			{
				...named(sight),
				state: stateRecord(state),
				factor: workFactor(none.evidence, state.evidence),
				verdict,
				...(timed === undefined ? {} : { timed }),
			},
		];
	});
	return {
		id: set.id,
		title: set.title,
		indexes: specs
			.filter((spec) => names.includes(spec.name))
			.map(({ name, table, columns }) => ({ name, table, columns: [...columns] })),
		effects,
	};
}

/** What a candidate does beside the indexes under test, and in the place of those that it covers. */
export function candidateRecord(
	extra: Extra,
	sights: readonly Sight[],
	tested: readonly IndexSpec[],
	specs: readonly IndexSpec[],
	changeOf: ChangeOf,
	thresholdPct: number,
): AttributionCandidate {
	const { spec } = extra;
	const replaces = replacedBy(spec, tested).map(({ name }) => name);
	const all = tested.map(({ name }) => name);
	const effects: AttributionCandidate["effects"] = [];
	const untouched: AttributionCandidate["untouched"] = [];
	const worseInPlace: AttributionCandidate["worseInPlace"] = [];
	for (const sight of sights) {
		const relevant = relevantTo(sight, specs);
		const [none, now] = [sightingOf(sight, [], relevant), sightingOf(sight, all, relevant)];
		if (!relevant.includes(spec.name) || none === undefined || now === undefined) continue;
		const ways = contendersOf(spec, tested).flatMap(({ way, id, visible }): AttributionWay[] => {
			const seen = sightingOf(sight, visible, relevant);
			if (seen === undefined) return [];
			if (way === "in-place" && compareWork(now.evidence, seen.evidence) === "more") {
				worseInPlace.push({ ...named(sight), factor: workFactor(now.evidence, seen.evidence) });
			}
			if (planSignature(seen.evidence.plan) === planSignature(now.evidence.plan)) return [];
			const [againstNone, againstAll] = [changeOf(sight, NONE, id), changeOf(sight, ALL, id)];
			const timed = [againstNone, againstAll].filter((change) => change !== undefined);
			const repair = isRegression(sight) ? { repair: repairOf(sight, againstNone, againstAll, thresholdPct) } : {};
			return [{ way, state: stateRecord(seen), timed, ...repair }];
		});
		if (ways.length > 0) effects.push({ ...named(sight), none: stateRecord(none), all: stateRecord(now), ways });
		else if (isRegression(sight)) untouched.push(named(sight));
	}
	return { ...builtRecord(extra), text: indexSpecText(spec), effects, untouched, replaces, worseInPlace };
}

/** What becomes of a regression: as good as without any index, better than it was, or neither. */
function repairOf(
	{ stratum }: Sight,
	againstNone: AttributionTimed | undefined,
	againstAll: AttributionTimed | undefined,
	thresholdPct: number,
): NonNullable<AttributionWay["repair"]> {
	if (againstAll === undefined) return "unresolved";
	const still = againstAll.verdict === "faster" ? "eased" : "not-repaired";
	if (stratum.hidden !== undefined) return repairInTwoSteps(stratum.change, againstAll, thresholdPct, still);
	// Timed against all but not against none: the plan is that of none, as if the regression had never been.
	if (againstNone === undefined || ["faster", "no-change"].includes(againstNone.verdict)) return "repaired";
	return againstNone.verdict === "slower" && againstAll.verdict !== "unresolved" ? still : "unresolved";
}

/**
 * Where "none" can only be had by dropping indexes: from none to all as the run measured it, then from all to the
 * candidate. Bounds add up in log units, which makes the sum's interval wider than it need be.
 */
function repairInTwoSteps(
	first: Change | undefined,
	{ change: second }: AttributionTimed,
	thresholdPct: number,
	still: "eased" | "not-repaired",
) {
	if (first === undefined) return "unresolved";
	const limit = logThreshold(thresholdPct);
	if (logRatioOfReduction(first.ci[0]) + logRatioOfReduction(second.ci[0]) < limit) return "repaired";
	return logRatioOfReduction(first.ci[1]) + logRatioOfReduction(second.ci[1]) > limit ? still : "unresolved";
}
