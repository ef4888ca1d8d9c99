import type { Claim, ClaimScope } from "../../scenarios/suite.ts";
import type { ClaimReason } from "../record/reasons/claim-reason.ts";
import type { ClaimRecord, ClaimVerdict, Interval, RunMode, ScenarioRecord, StratumRecord } from "../record/schema.ts";
import { type MachineSpread, machineSpread } from "../statistics/machine-spread.ts";
import { type MixStratum, mixReduction } from "../statistics/mixture.ts";
import { LEAST_THRESHOLD_PCT } from "../statistics/threshold.ts";
import { ALPHA } from "./compare.ts";
import { givenUpArm } from "./given-up.ts";
import type { Unmeasured } from "./index-evidence.ts";
import { isTimed } from "./timed-strata.ts";

/**
 * Where an interval lies against a claimed range, all in percent of reduction. Only an interval that is wholly on one
 * side answers. One that lies within the least threshold around zero is `no-effect` before anything else, also where the
 * claim's own range reaches that low: what nobody notices neither confirms nor exceeds a promise. As with strata, a noisy
 * machine's wider threshold restrains `regressed`, but does not turn what was measured into nothing.
 */
export function claimVerdictOf(
	[low, high]: Interval,
	[claimedLow, claimedHigh]: Interval,
	thresholdPct: number,
): ClaimVerdict {
	const least = Math.min(thresholdPct, LEAST_THRESHOLD_PCT);
	if (low > -least && high < least) return "no-effect";
	if (low > claimedHigh) return "exceeded";
	if (low >= claimedLow && high <= claimedHigh) return "confirmed";
	if (high < -thresholdPct) return "regressed";
	if (low > 0 && high < claimedLow) return "fell-short";
	return "unresolved";
}

/** The scenarios a claim about "affected operations" speaks of. */
export function scenariosInScope(scope: ClaimScope, scenarios: readonly ScenarioRecord[]): readonly ScenarioRecord[] {
	return scenarios.filter((scenario) => scenario.affected && scenario.strata.some(isTimed) && isMeant(scenario, scope));
}

/** What tells whether a claim speaks of a scenario. */
interface Meant {
	readonly group: string;
	readonly indexes: readonly string[];
}

function isMeant(scenario: Meant, scope: ClaimScope): boolean {
	if ("all" in scope) return true;
	return "group" in scope ? scenario.group === scope.group : scenario.indexes.includes(scope.index);
}

/** What a claim speaks of that is not counted, since a query was given up. */
function lossesOf(scope: ClaimScope, scenarios: readonly ScenarioRecord[]) {
	return scenarios
		.filter((scenario) => scenario.affected && isMeant(scenario, scope))
		.flatMap(({ id, strata }) =>
			strata.flatMap((stratum) => {
				const arm = givenUpArm(stratum);
				return arm === undefined ? [] : [{ scenario: id, stratum: stratum.id, arm }];
			}),
		);
}

type Loss = ReturnType<typeof lossesOf>[number];

/** Whether what was lost, whatever it took, could make a verdict on the rest another one. */
function isUndone(verdict: ClaimVerdict, losses: readonly Loss[]): boolean {
	if (verdict === "exceeded") return losses.some(({ arm }) => arm !== "without");
	if (verdict === "regressed") return losses.some(({ arm }) => arm !== "with");
	return losses.length > 0;
}

type Weighing = "stated weights" | "equal weights" | "geometric mean";

/** The strata that a claim is judged on under the stated weights, each with what it counts. */
export function claimMix(
	claim: Claim,
	scenarios: readonly ScenarioRecord[],
): readonly (MixStratum & { readonly stratum: StratumRecord })[] {
	return mixOf(scenariosInScope(claim.scope, scenarios), "stated weights");
}

function mixOf(
	scenarios: readonly ScenarioRecord[],
	weighing: Weighing,
): readonly (MixStratum & { readonly stratum: StratumRecord })[] {
	return scenarios.flatMap((scenario) =>
		scenario.strata.filter(isTimed).map((stratum) => ({
			weight: stratum.share * (weighing === "equal weights" ? 1 : scenario.weight),
			pairs: stratum.pairs,
			apart: stratum.hidden !== undefined,
			stratum,
		})),
	);
}

/** Quicker work spends its time on the way to the server and back, whose pace is another matter. */
const LEAST_EVIDENCE_MS = 5;

/** How much the machine's pace differed between the time of the evidence and that of the trials. */
export function machineSpreadOf(scenarios: readonly ScenarioRecord[]): MachineSpread | undefined {
	const paces = scenarios
		.flatMap(({ strata }) => strata)
		.flatMap(({ evidenceMs, before }): [number, number][] =>
			evidenceMs === undefined || before.mean === undefined ? [] : [[evidenceMs, before.mean]],
		);
	return machineSpread(paces.filter(([ms]) => ms >= LEAST_EVIDENCE_MS)) ?? machineSpread(paces);
}

/** What claims are judged by besides the scenarios. */
export interface ClaimEvidence {
	readonly thresholdPct: number;
	readonly mode?: RunMode | undefined;
	/** Scenarios of the suite that the run has not measured. */
	readonly unmeasured?: readonly Unmeasured[];
	readonly smoke?: boolean;
}

/** Judges every claim on whole mixes of work, under the stated weights and under two other ways to weigh. */
export function judgeClaims(
	claims: readonly Claim[],
	scenarios: readonly ScenarioRecord[],
	evidence: ClaimEvidence,
): readonly ClaimRecord[] {
	const level = 1 - ALPHA / Math.max(1, claims.length);
	const machine = machineSpreadOf(scenarios);
	return claims.map((claim) => {
		const scope = scenariosInScope(claim.scope, scenarios);
		const losses = lossesOf(claim.scope, scenarios);
		const observe = (weighing: Weighing) => {
			const { reductionPct, interval } = mixReduction(mixOf(scope, weighing), {
				level,
				mean: weighing === "geometric mean" ? "geometric" : "arithmetic",
				machine,
			});
			const ci: Interval = [interval[0], interval[1]];
			const ofTheRest = claimVerdictOf(ci, [...claim.range], evidence.thresholdPct);
			return { reductionPct, ci, verdict: isUndone(ofTheRest, losses) ? ("unresolved" as const) : ofTheRest };
		};
		const base = {
			id: claim.id,
			statement: claim.statement,
			source: claim.source,
			range: [claim.range[0], claim.range[1]] as Interval,
			scope: scope.map((scenario) => scenario.id),
			scopeTitle: scopeTitle(claim.scope),
			level,
		};
		const hindrance = whyNotJudged(claim.scope, scenarios, evidence);
		if (scope.length === 0) {
			const reasons = hindrance === undefined ? [{ kind: "nothing-in-scope" as const }] : [hindrance];
			return { ...base, observed: null, alternatives: {}, verdict: "not-judged", reasons };
		}
		const { verdict, ...observed } = observe("stated weights");
		const judgedOn = { kind: "judged-on" as const, scenarios: scope.length };
		if (hindrance !== undefined) {
			return { ...base, observed, alternatives: {}, verdict: "not-judged", reasons: [judgedOn, hindrance] };
		}
		const alternatives = { "equal weights": observe("equal weights"), "geometric mean": observe("geometric mean") };
		return {
			...base,
			observed,
			alternatives,
			verdict,
			reasons: [
				judgedOn,
				...(losses.length === 0 ? [] : [{ kind: "not-counted" as const, strata: [...losses] }]),
				...(losses.length > 0 || verdict !== "unresolved" ? [] : outside(observed.ci, claim.range)),
				dissentOf(verdict, alternatives),
			],
		};
	});
}

/** Why a claim is not judged although something of its scope may have been measured; undefined where it is. */
function whyNotJudged(
	scope: ClaimScope,
	scenarios: readonly ScenarioRecord[],
	{ mode, unmeasured = [], smoke = false }: ClaimEvidence,
): ClaimReason | undefined {
	if (mode === "counters") return { kind: "not-timed" };
	if (smoke) return { kind: "smoke-scale" };
	const failed = scenarios.filter(
		({ affected, strata }) => affected && strata.some(({ verdict }) => verdict === "invalid"),
	);
	const absent = unmeasured.filter(({ affected, tier = "core" }) => affected && tier === "core");
	const all: readonly (Pick<ScenarioRecord, "id"> & Meant)[] = [...failed, ...absent];
	const missing = all.filter((scenario) => isMeant(scenario, scope)).map(({ id }) => id);
	return missing.length === 0 ? undefined : { kind: "scope-missing", scenarios: missing };
}

function dissentOf(verdict: ClaimVerdict, alternatives: ClaimRecord["alternatives"]): ClaimReason {
	const verdicts = Object.entries(alternatives)
		.filter(([, other]) => other.verdict !== verdict)
		.map(([weighing, other]) => ({ weighing, verdict: other.verdict }));
	return verdicts.length === 0 ? { kind: "weights-agree" } : { kind: "weights-disagree", verdicts };
}

/** What an open claim's interval rules out all the same. */
function outside([low, high]: Interval, [claimedLow, claimedHigh]: readonly [number, number]): readonly ClaimReason[] {
	if (high < claimedLow) return [{ kind: "less-than-claimed" }];
	return low > claimedHigh ? [{ kind: "more-than-claimed" }] : [];
}

function scopeTitle(scope: ClaimScope): string {
	if ("all" in scope) return "all affected operations";
	return "group" in scope ? `affected ${scope.group} operations` : `operations that ${scope.index} could serve`;
}
