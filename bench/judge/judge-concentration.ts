import type { ConcentrationClaim } from "../../scenarios/suite.ts";
import type { ConcentrationRecord } from "../record/concentration.ts";
import type { IndexId, ScenarioRecord } from "../record/schema.ts";
import { concentrationOf } from "../statistics/concentration.ts";
import type { MachineSpread } from "../statistics/machine-spread.ts";
import type { MixStratum } from "../statistics/mixture.ts";
import { ALPHA } from "./compare.ts";
import { isGivenUp } from "./given-up.ts";
import { machineSpreadOf } from "./judge-claims.ts";
import { uses } from "./strata-of-index.ts";
import { isTimed } from "./timed-strata.ts";

type Weighed = ConcentrationRecord["weighings"][string];

/** Judges a statement that few operations bring most of the benefit. @returns undefined where nothing was timed. */
export function judgeConcentration(
	claim: ConcentrationClaim,
	scenarios: readonly ScenarioRecord[],
	indexes: readonly IndexId[],
): ConcentrationRecord | undefined {
	const measured = scenarios
		.map((scenario) => ({ ...scenario, strata: scenario.strata.filter(isTimed) }))
		.filter((scenario) => scenario.strata.length > 0);
	if (measured.length === 0) return undefined;
	const machine = machineSpreadOf(scenarios);
	const lost = scenarios.flatMap(({ strata }) => strata).filter(isGivenUp).length;
	return {
		statement: claim.statement,
		source: claim.source,
		top: claim.top,
		claimedPct: claim.sharePct,
		indexesUnderTest: indexes.length,
		level: 1 - ALPHA,
		weighings: {
			"stated weights": weighed(claim, measured, indexes, machine, lost),
			"equal weights": weighed(
				claim,
				measured.map((scenario) => ({ ...scenario, weight: 1 })),
				indexes,
				machine,
				lost,
			),
		},
	};
}

function weighed(
	{ top, sharePct }: ConcentrationClaim,
	measured: readonly ScenarioRecord[],
	indexes: readonly IndexId[],
	machine: MachineSpread | undefined,
	lost: number,
): Weighed {
	const options = { top, level: 1 - ALPHA, machine };
	const gaining = measured
		.map((scenario) => ({ ...scenario, strata: scenario.strata.filter(({ verdict }) => verdict === "faster") }))
		.filter((scenario) => scenario.strata.length > 0);
	const benefit = concentrationOf(gaining.map(workOf), options);
	const { share: net } = concentrationOf(measured.map(workOf), options);
	const partOf = (saved: number) => (100 * saved) / benefit.totalSaved;
	return {
		scenarios: measured.length,
		gaining: gaining.length,
		// No part of the benefit is more than all of it.
		benefit: benefit.share === null ? null : shareRecord(benefit.share, 100),
		net: net === null ? null : shareRecord(net, Number.POSITIVE_INFINITY),
		largest: benefit.largest.flatMap((position) => {
			const savedMs = benefit.saved[position] ?? 0;
			return gaining
				.slice(position, position + 1)
				.map(({ id }) => ({ scenario: id, savedMs, sharePct: partOf(savedMs) }));
		}),
		indexes: indexes
			.map(({ table, name }) => ({ table, name, sharePct: partOf(savedThrough({ table, name }, gaining, indexes)) }))
			.filter((index) => index.sharePct > 0)
			.sort((a, b) => b.sharePct - a.sharePct),
		...judge(benefit.share?.interval, gaining.length, top, sharePct),
		...(lost === 0 ? {} : openBecause(lost)),
	};
}

/** @param lost strata of which a query was given up: what they save or cost is not known. */
function openBecause(lost: number): Pick<Weighed, "verdict" | "reasons"> {
	return { verdict: "unresolved", reasons: [{ kind: "strata-lost", strata: lost }] };
}

function workOf({ weight, strata }: ScenarioRecord): readonly MixStratum[] {
	return strata.map(({ share, pairs, hidden }) => ({ weight: weight * share, pairs, apart: hidden !== undefined }));
}

function shareRecord(
	{ pct, interval: [low, high] }: { readonly pct: number; readonly interval: readonly [number, number] },
	most: number,
): { sharePct: number; ci: [number, number] } {
	return { sharePct: pct, ci: [Math.max(0, low), Math.min(most, high)] };
}

/** Weighted milliseconds saved by strata whose plan goes through the index; several indexes of a plan share alike. */
function savedThrough(index: IndexId, gaining: readonly ScenarioRecord[], indexes: readonly IndexId[]): number {
	let saved = 0;
	for (const { weight, strata } of gaining) {
		for (const stratum of strata.filter((candidate) => uses(candidate, index))) {
			const sharers = indexes.filter((other) => uses(stratum, other)).length;
			const meanMs = stratum.pairs.reduce((sum, [before, after]) => sum + before - after, 0) / stratum.pairs.length;
			saved += (weight * stratum.share * meanMs) / sharers;
		}
	}
	return saved;
}

function judge(
	interval: readonly [number, number] | undefined,
	gaining: number,
	top: number,
	claimedPct: number,
): Pick<Weighed, "verdict" | "reasons"> {
	if (gaining === 0) return { verdict: "untestable", reasons: [{ kind: "nothing-faster" }] };
	if (gaining <= top) {
		return {
			verdict: "untestable",
			reasons: [{ kind: "too-few-gain", gaining, top }],
		};
	}
	if (interval === undefined) {
		return { verdict: "unresolved", reasons: [{ kind: "too-variable" }] };
	}
	const [low, high] = interval;
	if (low >= claimedPct) return { verdict: "holds", reasons: [{ kind: "above", pct: claimedPct }] };
	if (high < claimedPct) return { verdict: "fails", reasons: [{ kind: "below", pct: claimedPct }] };
	return { verdict: "unresolved", reasons: [{ kind: "across", pct: claimedPct }] };
}
