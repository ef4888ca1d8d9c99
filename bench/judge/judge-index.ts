import { isNamedIn } from "../../mysql/index-spec.ts";
import type { IndexReason, Place } from "../record/reasons/index-reason.ts";
import type {
	IndexId,
	IndexNet,
	IndexRecord,
	IndexVerdict,
	RunRecord,
	ScenarioRecord,
	StratumRecord,
} from "../record/schema.ts";
import { indexCosts } from "./break-even.ts";
import { longerIndexes, type Parts, replacedByIndex, servedByLonger } from "./covered.ts";
import { evidentRegression } from "./evident-regression.ts";
import type { IndexEvidence } from "./index-evidence.ts";
import { netOf } from "./net.ts";
import { interactionsWith, remediesOf } from "./remedies.ts";
import { replacementOf } from "./replacement.ts";
import { type AnsweredStratum, strataOfIndex, uses } from "./strata-of-index.ts";
import { strengthOf } from "./strength.ts";
import { whyTooEarly, whyUndecided } from "./undecided.ts";
import { isSurelyMore, workOf } from "./work-change.ts";
import { writeHarms } from "./write-harm.ts";

type JudgedIndex = Pick<IndexRecord, "usedBy" | "verdict" | "reasons" | "net" | "writeCost" | "breakEven">;

/**
 * The one verdict on an index, by its net effect: what its reads save less what its writes lose, at the stated weights.
 * Headlines, tables, charts, the gate and the exit code follow from it.
 *
 * - keep: a net gain, and nothing named got worse. keep-with-care: a net gain, and a read, a write or a lock got worse.
 * - replace: a measured candidate does all that it does, without the harm.
 * - drop: a net loss, or nothing gained, or a longer index serves as well in every measured stratum.
 * - unresolved: the interval of the net effect does not answer, or what was measured is not enough to ask.
 */
export function judgeIndex(index: Parts, evidence: IndexEvidence): JudgedIndex {
	const { scenarios, studies = {}, mode = "timed" } = evidence;
	const answered = answeredBy(index, evidence);
	const longer = longerIndexes(index, evidence.indexes);
	const users = answered.filter(({ inPlan }) => inPlan);
	const faster = users.filter(({ stratum }) => stratum.verdict === "faster");
	const slower = answered.filter(({ stratum }) => stratum.verdict === "slower");
	const evident = answered.filter(({ stratum }) => evidentRegression(stratum, mode) !== undefined);
	const open = users.filter(({ stratum }) => stratum.verdict === "unresolved").filter((one) => !evident.includes(one));
	const harms = writeHarms(index, studies);
	const net = mode === "counters" ? undefined : netOf(index, answered, studies.writes?.writes ?? []);
	const served = servedByLonger(index, longer, faster, studies.attribution);
	const story: readonly IndexReason[] = [
		...(faster.length === 0 ? [] : [{ kind: "faster" as const, strata: faster.map(changedOf) }]),
		...slower.map((one) => ({ kind: "slower" as const, ...changedOf(one), remedies: remediesHere(one, studies) })),
		...evident.map((one) => ({
			kind: "worse-by-evidence" as const,
			...changedOf(one),
			remedies: remediesHere(one, studies),
		})),
		...harms,
		...interactionsWith(index.name, studies.attribution),
		...(open.length === 0 ? [] : [{ kind: "open" as const, strata: open.map(placeOf) }]),
		...notCompared(index, scenarios),
		...(longer.length === 0
			? []
			: [{ kind: "covered" as const, by: [...longer], ...(faster.length === 0 ? {} : { served }) }]),
	];
	const usedBy = [...new Set([...usersByPlan(index, scenarios), ...users.map(({ scenario }) => scenario.id)])];
	const found = (verdict: IndexVerdict, ...why: readonly IndexReason[]): JudgedIndex => ({
		usedBy: scenarios.map(({ id }) => id).filter((id) => usedBy.includes(id)),
		...(net === undefined ? {} : { net }),
		...indexCosts(index, answered, studies.writes?.writes),
		verdict,
		reasons: [...why, ...story],
	});
	const undecided = whyUndecided(index, evidence);
	if (undecided !== undefined) return found("unresolved", undecided);
	const worse = slower.length + evident.length + harms.length;
	const replacement =
		slower.length + evident.length === 0
			? undefined
			: replacementOf(index, [...slower, ...evident], studies.attribution);
	const direction = mode === "counters" ? workDirection(answered, faster.length, worse) : netDirection(net);
	if (replacement !== undefined) return found("replace", { kind: "replaced-by", candidate: replacement });
	if (faster.length > 0 && served) return found("drop");
	// A loss is proven by what was resolved; what is merely open may still turn out to be a gain.
	const isProven = faster.length + slower.length + harms.length > 0;
	const isLoss = direction.kind === "net-loss" || direction.kind === "more-work-in-all";
	if (isLoss && isProven) return found("drop", direction);
	if (faster.length === 0) {
		const isOpen = open.length + evident.length > 0;
		const tooEarly = isOpen ? { kind: "none-resolved" as const } : whyTooEarly(index, evidence);
		if (tooEarly !== undefined) return found("unresolved", tooEarly);
		return found("drop", { kind: usedBy.length === 0 ? "never-used" : "nothing-faster" });
	}
	if (direction.kind === "net-open") return found("unresolved", direction);
	return found(worse > 0 ? "keep-with-care" : "keep", direction);
}

type Direction = Extract<IndexReason, { kind: "net-gain" | "net-loss" | "net-open" | "more-work-in-all" }>;

function netDirection(net: IndexNet | undefined): Direction {
	if (net === undefined) return { kind: "net-open" };
	const [low, high] = net.ci;
	if (low !== null && low > 0) return { kind: "net-gain" };
	return high !== null && high < 0 ? { kind: "net-loss" } : { kind: "net-open" };
}

/**
 * Without a clock: work in all, at the stated weights. A loss is what is more at every plausible price, what is still open
 * included: that may turn out to be a gain.
 */
function workDirection(answered: readonly AnsweredStratum[], faster: number, worse: number): Direction {
	if (worse === 0) return { kind: faster > 0 ? "net-gain" : "net-open" };
	const weighed = answered.map(({ scenario, stratum }) => ({ stratum, weight: scenario.weight * stratum.share }));
	const decided = weighed.filter(({ stratum: { verdict } }) => verdict === "faster" || verdict === "slower");
	const sum = (arm: "before" | "after") =>
		decided.reduce((total, { stratum, weight }) => total + weight * (workOf(stratum[arm]) ?? Number.NaN), 0);
	const factor = sum("before") / sum("after");
	if (factor > 1) return { kind: "net-gain" };
	const open = weighed.filter(({ stratum: { verdict } }) => verdict === "unresolved");
	return factor < 1 && isSurelyMore([...decided, ...open])
		? { kind: "more-work-in-all", factor }
		: { kind: "net-open" };
}

/** What an index answers for, and what those answer for that it makes redundant; each stratum once. */
function answeredBy(index: Parts, { indexes, scenarios, studies }: IndexEvidence): readonly AnsweredStratum[] {
	const attribution = studies?.attribution;
	const redundant = replacedByIndex(index, indexes, scenarios, attribution);
	const all = [index, ...redundant].flatMap((one) => strataOfIndex(one, scenarios, attribution));
	return all.filter((one, at) => all.findIndex(({ stratum }) => stratum === one.stratum) === at);
}

function placeOf({ scenario, stratum }: AnsweredStratum): Place {
	return { scenario: scenario.id, stratum: stratum.id };
}

function changedOf(one: AnsweredStratum) {
	return { ...placeOf(one), strength: strengthOf(one.stratum) };
}

function remediesHere({ scenario, stratum }: AnsweredStratum, { attribution }: NonNullable<RunRecord["studies"]>) {
	return [...remediesOf(scenario.id, stratum.id, attribution)];
}

function usersByPlan(index: IndexId, scenarios: readonly ScenarioRecord[]): readonly string[] {
	return scenarios.filter(({ strata }) => strata.some((one) => uses(one, index))).map(({ id }) => id);
}

/** Strata meant for the index of which the arms could not be compared. */
function notCompared(index: IndexId, scenarios: readonly ScenarioRecord[]): readonly IndexReason[] {
	const isInvalid = ({ verdict }: StratumRecord) => verdict === "invalid";
	const strata = scenarios
		.filter(({ indexes }) => isNamedIn(indexes, index))
		.flatMap((scenario) =>
			scenario.strata.filter(isInvalid).map((stratum) => ({ scenario: scenario.id, stratum: stratum.id })),
		);
	return strata.length === 0 ? [] : [{ kind: "not-compared", strata }];
}
