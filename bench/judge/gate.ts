import { isSameName } from "../../mysql/index-spec.ts";
import type { IndexReason } from "../record/reasons/index-reason.ts";
import type { StratumReason } from "../record/reasons/stratum-reason.ts";
import type { IndexId, IndexVerdict, RunMode, RunRecord, StratumRecord } from "../record/schema.ts";
import { planReason, workReasons } from "./describe-work.ts";
import { evidentRegression } from "./evident-regression.ts";
import { openHarmOf } from "./open-harm.ts";
import { strataOfIndex } from "./strata-of-index.ts";
import type { Waiver } from "./waivers.ts";
import { workFactor, workFactorBounds } from "./work-change.ts";

/** How a stratum got worse: by the clock, by a query that was given up, or by work that no clock denies. */
export type Regression =
	/** `times` as long, and `least` at the nearer end of the interval. */
	| { readonly by: "clock"; readonly times: number; readonly least: number }
	/** Slower by evidence alone: nothing was timed. `least` is what every plausible price says. */
	| { readonly by: "work"; readonly times: number; readonly least: number }
	/** More work, where the clock left the question open. */
	| { readonly by: "open-work"; readonly times: number; readonly least: number }
	/** Given up with the indexes; `open` where the clock left the question open. */
	| { readonly by: "timeout"; readonly open: boolean };

/** Why a run must not pass. */
export type GateFinding =
	| { readonly kind: "run-not-whole"; readonly status: RunRecord["status"] }
	| {
			readonly kind: "invalid";
			readonly scenario: string;
			readonly stratum: string;
			readonly reasons: readonly StratumReason[];
	  }
	| {
			readonly kind: "regression";
			readonly scenario: string;
			readonly stratum: string;
			readonly regression: Regression;
			readonly reasons: readonly StratumReason[];
			/** What a waiver would have accepted at most. */
			readonly beyond?: number;
	  }
	/** It may be worse, as far as evidence can tell, and no clock has looked or could tell. */
	| {
			readonly kind: "open-harm";
			readonly scenario: string;
			readonly stratum: string;
			/** How many times worse at most; null where the work is unknown. */
			readonly atMost: number | null;
			readonly timed: boolean;
			readonly reasons: readonly StratumReason[];
	  }
	| {
			readonly kind: "index";
			readonly table: string;
			readonly index: string;
			readonly verdict: IndexVerdict;
			readonly reasons: readonly IndexReason[];
			/** It is to go, and would be missed. */
			readonly isDropped?: true;
	  };

/** What a gate says of a run: it holds when nothing failed. */
export interface GateResult {
	readonly failures: readonly GateFinding[];
	/** What may be worse and is left open, where that does not fail it. */
	readonly warnings: readonly GateFinding[];
	/** What would have failed but is accepted, with the reason given. */
	readonly waived: readonly { readonly finding: GateFinding; readonly because: string }[];
	/** Waivers that nothing needed: a regression that is gone, or a name that is wrong. */
	readonly unused: readonly Waiver[];
}

/** An index that must not be merged as it is. */
const REFUSED: readonly IndexVerdict[] = ["drop", "replace"];
/** One that must not go. */
const MISSED: readonly IndexVerdict[] = ["keep", "keep-with-care"];

/**
 * Judges a run for merging. That the clock left something open is no failure: a gate that fails on noise gets rerun until
 * it is green. Evidence is no noise: where it shows decisively more work and the clock does not deny it, the gate fails.
 * @param waivers accepted regressions; one that exceeds its bound fails all the same.
 * @param openHarm what becomes of a stratum of a run by counters that may be worse, and that no clock has cleared.
 */
export function checkGate(
	record: RunRecord,
	waivers: readonly Waiver[] = [],
	openHarm: "warn" | "fail" = "warn",
): GateResult {
	const failures: GateFinding[] = [];
	const warnings: GateFinding[] = [];
	const waived: { finding: GateFinding; because: string }[] = [];
	const needed = new Set<Waiver>();
	const fail = (finding: GateFinding, accepted: Waiver | undefined) => {
		if (accepted === undefined) failures.push(finding);
		else {
			needed.add(accepted);
			waived.push({ finding, because: accepted.reason });
		}
	};
	if (record.status !== "complete") failures.push({ kind: "run-not-whole", status: record.status });
	const harmless = harmOfDropped(record);
	for (const scenario of record.scenarios) {
		for (const stratum of scenario.strata) {
			if (harmless.has(stratum)) continue;
			const place = { scenario: scenario.id, stratum: stratum.id };
			if (stratum.verdict === "invalid") {
				failures.push({ kind: "invalid", ...place, reasons: stratum.reasons ?? [] });
			}
			const regression = regressionOf(stratum, record.mode ?? "timed");
			if (regression === undefined) {
				const open = openHarmIn(stratum, place, record.mode);
				if (open === undefined) continue;
				const [accepted] = waiversFor(scenario.id, stratum.id, waivers);
				if (openHarm === "fail") fail(open, accepted);
				else warnings.push(open);
				continue;
			}
			const [widest] = waiversFor(scenario.id, stratum.id, waivers);
			const finding: GateFinding = {
				kind: "regression",
				...place,
				regression,
				reasons: reasonsOf(stratum, regression),
			};
			if (widest === undefined || leastTimes(regression) <= widest.atMost) fail(finding, widest);
			else {
				needed.add(widest);
				failures.push({ ...finding, beyond: widest.atMost });
			}
		}
	}
	for (const { table, name, verdict, reasons } of record.indexes) {
		const isDropped = isToGo({ table, name }, record);
		if (!(isDropped ? MISSED : REFUSED).includes(verdict)) continue;
		const accepted = waivers.find(
			(waiver) => "index" in waiver && waiver.index === name && (waiver.table ?? table) === table,
		);
		fail({ kind: "index", table, index: name, verdict, reasons, ...(isDropped ? { isDropped } : {}) }, accepted);
	}
	return { failures, warnings, waived, unused: waivers.filter((waiver) => !needed.has(waiver)) };
}

function isToGo(index: IndexId, { published }: RunRecord): boolean {
	return published.drops?.some((drop) => isSameName(drop, index)) ?? false;
}

/** Strata that only indexes to be dropped make slower: without these they get faster, which is no harm. */
function harmOfDropped(record: RunRecord): ReadonlySet<StratumRecord> {
	const answered = (isAsked: (index: IndexId) => boolean) =>
		record.indexes
			.filter(isAsked)
			.flatMap((index) => strataOfIndex(index, record.scenarios, record.studies?.attribution))
			.map(({ stratum }) => stratum);
	const kept = new Set(answered((index) => !isToGo(index, record)));
	const dropped = answered((index) => isToGo(index, record)).filter(({ verdict }) => verdict !== "invalid");
	return new Set(dropped.filter((stratum) => !kept.has(stratum)));
}

/** Only a run by counters passes over what it left open: of any other, the clock has told what it can. */
function openHarmIn(
	stratum: StratumRecord,
	place: { readonly scenario: string; readonly stratum: string },
	mode: RunMode | undefined,
): GateFinding | undefined {
	if (mode !== "counters" || stratum.verdict !== "unresolved") return undefined;
	const worst = openHarmOf(stratum);
	if (worst === undefined) return undefined;
	return {
		kind: "open-harm",
		...place,
		atMost: Number.isFinite(worst) ? worst : null,
		timed: stratum.pairs.length > 0,
		reasons: stratum.reasons ?? [],
	};
}

type ScenarioWaiver = Extract<Waiver, { readonly scenario: string }>;

/** Those that speak of a stratum, the one that accepts most first. */
function waiversFor(scenario: string, stratum: string, waivers: readonly Waiver[]): readonly ScenarioWaiver[] {
	return waivers
		.filter((waiver): waiver is ScenarioWaiver => "scenario" in waiver && waiver.scenario === scenario)
		.filter((waiver) => waiver.stratum === undefined || waiver.stratum === stratum)
		.toSorted((a, b) => b.atMost - a.atMost);
}

/** How many times worse it surely is; infinite where a query did not come to its end. */
function leastTimes(regression: Regression): number {
	if (regression.by === "timeout") return Number.POSITIVE_INFINITY;
	return regression.least;
}

/** What the clock resolved as slower, or what evidence shows and no clock denies; undefined where there is neither. */
function regressionOf(stratum: StratumRecord, mode: RunMode): Regression | undefined {
	const { verdict, before, after, change } = stratum;
	if (verdict === "slower") {
		const givenUp = after.timedOutSeconds !== undefined && before.timedOutSeconds === undefined;
		if (givenUp) return { by: "timeout", open: false };
		if (change === undefined) return { by: "work", ...timesTheWork(stratum) };
		return { by: "clock", times: 1 / change.factor, least: 1 - change.ci[1] / 100 };
	}
	const evident = evidentRegression(stratum, mode);
	if (evident === undefined) return undefined;
	return evident === "given-up" ? { by: "timeout", open: true } : { by: "open-work", ...timesTheWork(stratum) };
}

/** The stratum's own reasons; those of work first where the clock left it open and work decides. */
function reasonsOf(stratum: StratumRecord, { by }: Regression): readonly StratumReason[] {
	const own = stratum.reasons ?? [];
	return by === "open-work" ? [planReason(stratum), ...workReasons(stratum), ...own] : own;
}

/** How many times the work, at the middle prices and at least; infinite where the server does not tell. */
function timesTheWork({ before, after }: StratumRecord): { readonly times: number; readonly least: number } {
	const turned = { before: after, after: before };
	const times = workFactor(turned);
	if (times === undefined) return { times: Number.POSITIVE_INFINITY, least: Number.POSITIVE_INFINITY };
	return { times, least: workFactorBounds(turned)[0] };
}
