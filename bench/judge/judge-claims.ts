import type { Claim, ClaimScope } from "../../scenarios/suite.ts";
import type { ClaimRecord, ClaimVerdict, Interval, ScenarioRecord, StratumRecord } from "../record/schema.ts";
import { type MachineSpread, machineSpread } from "../statistics/machine-spread.ts";
import { type MixStratum, mixReduction } from "../statistics/mixture.ts";
import { LEAST_THRESHOLD_PCT } from "../statistics/threshold.ts";
import { ALPHA } from "./compare.ts";
import { givenUpArm, givenUpWords } from "./given-up.ts";
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

function isMeant(scenario: ScenarioRecord, scope: ClaimScope): boolean {
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
				return arm === undefined ? [] : [{ name: `${id} ${stratum.id}`, arm }];
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
const LEAST_LOOK_MS = 5;

/** How much the machine's pace differed between the time of the evidence and that of the trials. */
export function machineSpreadOf(scenarios: readonly ScenarioRecord[]): MachineSpread | undefined {
	const looks = scenarios
		.flatMap(({ strata }) => strata)
		.flatMap(({ lookMs, before }): [number, number][] =>
			lookMs === undefined || before.mean === undefined ? [] : [[lookMs, before.mean]],
		);
	return machineSpread(looks.filter(([look]) => look >= LEAST_LOOK_MS)) ?? machineSpread(looks);
}

/** Judges every claim on whole mixes of work, under the stated weights and under two other ways to weigh. */
export function judgeClaims(
	claims: readonly Claim[],
	scenarios: readonly ScenarioRecord[],
	thresholdPct: number,
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
			const ofTheRest = claimVerdictOf(ci, [...claim.range], thresholdPct);
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
		if (scope.length === 0) {
			return {
				...base,
				observed: null,
				alternatives: {},
				verdict: "unresolved",
				reason: "No scenario in its scope was measured.",
			};
		}
		const { verdict, ...observed } = observe("stated weights");
		const alternatives = { "equal weights": observe("equal weights"), "geometric mean": observe("geometric mean") };
		const dissent = Object.entries(alternatives).filter(([, other]) => other.verdict !== verdict);
		const reason =
			dissent.length === 0
				? "The verdict is the same under equal weights and as a geometric mean."
				: `The verdict depends on the weights: ${dissent
						.map(([name, other]) => `${other.verdict} under ${name}`)
						.join(", ")
						.replace("under geometric mean", "as a geometric mean")}.`;
		return {
			...base,
			observed,
			alternatives,
			verdict,
			reason: `${judgedOn(scope.length)} ${toldLosses(losses)}${losses.length > 0 ? "" : outside(verdict, observed.ci, claim.range)}${reason}`,
		};
	});
}

/** What an open claim's interval rules out all the same. */
function outside(verdict: ClaimVerdict, [low, high]: Interval, [claimedLow, claimedHigh]: readonly [number, number]) {
	if (verdict !== "unresolved") return "";
	if (high < claimedLow) return "Whatever it is exactly, it is less than claimed. ";
	return low > claimedHigh ? "Whatever it is exactly, it is more than claimed. " : "";
}

function toldLosses(losses: readonly Loss[]): string {
	if (losses.length === 0) return "";
	const told = losses.map(({ name, arm }) => `${name} (${givenUpWords(arm)})`);
	return `Not counted: ${told.join(", ")}. `;
}

function judgedOn(scenarios: number): string {
	return `Judged on ${scenarios} ${scenarios === 1 ? "scenario" : "scenarios"}.`;
}

function scopeTitle(scope: ClaimScope): string {
	if ("all" in scope) return "all affected operations";
	return "group" in scope ? `affected ${scope.group} operations` : `operations that ${scope.index} could serve`;
}
