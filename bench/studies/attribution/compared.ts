import { covers, sameIndex } from "../../../mysql/index-spec.ts";
import type { IndexSet, IndexSpec } from "../../../scenarios/suite.ts";
import { indexSpecText } from "../../../schema/index-spec.ts";
import { compareWork } from "../../judge/work-change.ts";
import { planSignature } from "../../record/plan-signature.ts";
import type { Change } from "../../record/schema.ts";
import type {
	AttributionCandidate,
	AttributionSet,
	AttributionTimed,
	AttributionWay,
} from "../../record/studies/attribution.ts";
import { logRatioOfReduction } from "../../statistics/log-ratio.ts";
import { logThreshold } from "../../statistics/threshold.ts";
import { named, stateRecord, workFactor } from "./effects.ts";
import { builtRecord, type Extra } from "./extra-indexes.ts";
import { judgeInPlace } from "./in-place.ts";
import { isRegression, relevantTo, type Sight, type Sighting, sightingOf, stateKey } from "./sightings.ts";

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
	return indexes.flatMap((index) => specs.find((spec) => sameIndex(spec, index))?.name ?? []);
}

/** The indexes under test that a candidate covers. */
function replacedBy(candidate: IndexSpec, tested: readonly IndexSpec[]): readonly IndexSpec[] {
	return tested.filter((spec) => covers(candidate, spec));
}

/** Why nothing that is shown can be compared with no index at all in a stratum; undefined where it can. */
export type WhyNotComparable = (sight: Sight) => string | undefined;

/** What a set does to the strata, against no index at all; those whose plan it leaves alone are not named. */
export function setRecord(
	set: IndexSet,
	sights: readonly Sight[],
	tested: readonly IndexSpec[],
	specs: readonly IndexSpec[],
	changeOf: ChangeOf,
	whyNot: WhyNotComparable,
): AttributionSet {
	const names = namesOf(set.indexes, specs);
	const effects: AttributionSet["effects"] = [];
	const notComparable: NonNullable<AttributionSet["notComparable"]> = [];
	for (const sight of sights) {
		const relevant = relevantTo(sight, specs);
		const own = relevant.filter((name) => names.includes(name));
		const none = sightingOf(sight, [], relevant);
		const state = sightingOf(sight, own, relevant);
		const reason = whyNot(sight);
		if (reason !== undefined && !isMeasured(own, sight, tested)) {
			if (own.length > 0 && !isSeenSame(sight, none, state)) notComparable.push({ ...named(sight), reason });
			continue;
		}
		if (none === undefined || state === undefined) continue;
		const verdict = compareWork(none.evidence, state.evidence);
		if (verdict === "same") continue;
		const timed = changeOf(sight, NONE, setContender(set));
		effects.push({
			...named(sight),
			state: stateRecord(state),
			factor: workFactor(none.evidence, state.evidence),
			verdict,
			...(reason === undefined ? {} : { asMeasured: true }),
			...(timed === undefined ? {} : { timed }),
		});
	}
	return {
		id: set.id,
		title: set.title,
		indexes: specs
			.filter((spec) => names.includes(spec.name))
			.map(({ name, table, columns }) => ({ name, table, columns: [...columns] })),
		effects,
		notComparable,
	};
}

/** Whether these are all the indexes under test that can matter to a stratum: what they do, the run itself has measured. */
function isMeasured(own: readonly string[], sight: Sight, tested: readonly IndexSpec[]): boolean {
	return stateKey(own) === stateKey(relevantTo(sight, tested));
}

/** Whether a state was seen before anything was built for the comparison, in a way to trust, and is as good as none. */
function isSeenSame(sight: Sight, none: Sighting | undefined, state: Sighting | undefined): boolean {
	if (sight.baseline === "doubtful" || none === undefined || state === undefined) return false;
	return compareWork(none.evidence, state.evidence) === "same";
}

/**
 * What a candidate does beside the indexes under test, and in the place of those that it covers.
 * @param moved strata of which nothing can be said, since their plans are not those of the run any more.
 */
export function candidateRecord(
	extra: Extra,
	sights: readonly Sight[],
	tested: readonly IndexSpec[],
	specs: readonly IndexSpec[],
	changeOf: ChangeOf,
	thresholdPct: number,
	moved: ReadonlySet<Sight>,
): AttributionCandidate {
	const { spec } = extra;
	const replaces = replacedBy(spec, tested).map(({ name }) => name);
	const all = tested.map(({ name }) => name);
	const effects: AttributionCandidate["effects"] = [];
	const untouched: AttributionCandidate["untouched"] = [];
	const worseInPlace: AttributionCandidate["worseInPlace"] = [];
	const openInPlace: NonNullable<AttributionCandidate["openInPlace"]> = [];
	for (const sight of sights) {
		const relevant = relevantTo(sight, specs);
		if (relevantTo(sight, [spec]).length === 0) continue;
		const [none, now] = [sightingOf(sight, [], relevant), sightingOf(sight, all, relevant)];
		if (moved.has(sight) || none === undefined || now === undefined) {
			if (replaces.length > 0) openInPlace.push(named(sight));
			continue;
		}
		const ways = contendersOf(spec, tested).flatMap(({ way, id, visible }): AttributionWay[] => {
			const seen = sightingOf(sight, visible, relevant);
			const [againstNone, againstAll] = [changeOf(sight, NONE, id), changeOf(sight, ALL, id)];
			if (way === "in-place") {
				const outcome = inPlaceOf(sight, now, seen, againstAll, thresholdPct);
				const factor = seen === undefined ? null : workFactor(now.evidence, seen.evidence);
				if (outcome === "open") openInPlace.push(named(sight));
				else if (outcome !== "fine") worseInPlace.push({ ...named(sight), factor, why: outcome });
			}
			if (seen === undefined || planSignature(seen.evidence.plan) === planSignature(now.evidence.plan)) return [];
			const timed = [againstNone, againstAll].filter((change) => change !== undefined);
			const repair = isRegression(sight) ? { repair: repairOf(sight, againstNone, againstAll, thresholdPct) } : {};
			return [{ way, state: stateRecord(seen), timed, ...repair }];
		});
		if (ways.length > 0) effects.push({ ...named(sight), none: stateRecord(none), all: stateRecord(now), ways });
		else if (isRegression(sight)) untouched.push(named(sight));
	}
	const text = indexSpecText(spec);
	return { ...builtRecord(extra), text, effects, untouched, replaces, worseInPlace, openInPlace };
}

/** Whether a stratum is worse in place. Where a hidden index changes its plan, one that is left out may do so too. */
function inPlaceOf(
	{ stratum }: Sight,
	now: Sighting,
	seen: Sighting | undefined,
	timed: AttributionTimed | undefined,
	thresholdPct: number,
): ReturnType<typeof judgeInPlace> {
	const outcome = seen === undefined ? "open" : judgeInPlace(now.evidence, seen.evidence, timed, thresholdPct);
	return outcome === "fine" && stratum.hidden !== undefined ? "open" : outcome;
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
