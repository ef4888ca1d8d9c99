import { samePlanAndCounters } from "../evidence-match.ts";
import { planSignature } from "../plan-signature.ts";
import type { Evidence, IndexRecord, RunRecord, ScenarioVerdict, StratumRecord } from "../record/schema.ts";
import { DECISIVE_WORK_FACTOR, workOf } from "../verdict/work-change.ts";
import { caveats, requireComparable } from "./comparable.ts";

/** One thing that differs between two runs. */
export interface Difference {
	/** Scenario and stratum, index, or claim. */
	readonly subject: string;
	readonly what:
		| "verdict"
		| "plan"
		| "baseline"
		| "counters"
		| "work"
		| "ratio"
		| "size"
		| "write cost"
		| "missing"
		| "new";
	readonly base: string;
	readonly head: string;
	/** Whether head is worse: what a gate fails on. */
	readonly worse: boolean;
}

export interface Comparison {
	readonly caveats: readonly string[];
	readonly differences: readonly Difference[];
}

/** The farther down, the worse; `unresolved` is no step down, since noise alone can cause it. */
const RANK: Partial<Record<ScenarioVerdict, number>> = { faster: 3, "no-change": 2, slower: 1, invalid: 0 };
/** An index that grew by more than this over the same data was built otherwise. */
const SIZE_TOLERANCE = 1.1;

/**
 * What changed from one run to another: plans, counters, verdicts, ratios and costs. Ratios within a run are compared,
 * never times of one run with those of another: machines differ, and so does one machine from day to day.
 * @throws BenchError kind "usage" when the records cannot be compared.
 */
export function compareRecords(base: RunRecord, head: RunRecord): Comparison {
	requireComparable(base, head);
	const threshold = Math.max(base.threshold.pct, head.threshold.pct);
	return {
		caveats: caveats(base, head),
		differences: [
			...compareScenarios(base, head, threshold),
			...compareIndexes(base, head),
			...compareClaims(base, head),
		],
	};
}

function strataOf(record: RunRecord): Map<string, StratumRecord> {
	return new Map(
		record.scenarios.flatMap((scenario) =>
			scenario.strata.map((stratum) => [`${scenario.id} ${stratum.id}`, stratum] as const),
		),
	);
}

function* compareScenarios(base: RunRecord, head: RunRecord, thresholdPct: number): Generator<Difference> {
	const [before, after] = [strataOf(base), strataOf(head)];
	for (const [subject, old] of before) {
		const now = after.get(subject);
		if (now === undefined) {
			yield { subject, what: "missing", base: old.verdict, head: "not measured", worse: true };
			continue;
		}
		yield* compareStrata(subject, old, now, thresholdPct);
	}
	for (const [subject, now] of after) {
		if (!before.has(subject)) {
			yield { subject, what: "new", base: "not measured", head: now.verdict, worse: false };
		}
	}
}

function* compareStrata(
	subject: string,
	old: StratumRecord,
	now: StratumRecord,
	thresholdPct: number,
): Generator<Difference> {
	if (old.verdict !== now.verdict) {
		const [from, to] = [RANK[old.verdict], RANK[now.verdict]];
		const worse =
			from !== undefined && to !== undefined ? to < from : now.verdict === "slower" || now.verdict === "invalid";
		yield { subject, what: "verdict", base: old.verdict, head: now.verdict, worse };
	}
	const plans = [planSignature(old.after.plan), planSignature(now.after.plan)] as const;
	if (plans[0] !== plans[1]) yield { subject, what: "plan", base: plans[0], head: plans[1], worse: false };
	const baselines = [planSignature(old.before.plan), planSignature(now.before.plan)] as const;
	if (baselines[0] !== baselines[1]) {
		yield { subject, what: "baseline", base: baselines[0], head: baselines[1], worse: false };
	}
	yield* compareWorkDone(subject, old, now, plans[0] === plans[1]);
	yield* compareRatios(subject, old, now, thresholdPct);
}

/** Decisively more or less work is told with its direction; lesser changes of the counters under one plan as they are. */
function* compareWorkDone(
	subject: string,
	old: StratumRecord,
	now: StratumRecord,
	samePlan: boolean,
): Generator<Difference> {
	const works = [workOf(old.after), workOf(now.after)] as const;
	if (works[0] !== undefined && works[1] !== undefined) {
		const factor = works[1] / Math.max(1, works[0]);
		if (factor >= DECISIVE_WORK_FACTOR || factor <= 1 / DECISIVE_WORK_FACTOR) {
			const [from, to] = works.map((work) => `${work?.toLocaleString("en-US")} rows and pages`);
			yield { subject, what: "work", base: from ?? "", head: to ?? "", worse: factor > 1 };
			return;
		}
	}
	if (!samePlan || samePlanAndCounters(old.after, now.after)) return;
	const [from, to] = changedCounters(old.after, now.after);
	yield { subject, what: "counters", base: from, head: to, worse: false };
}

function changedCounters(old: Evidence, now: Evidence): readonly [string, string] {
	const all = ({ handlers, rowsExamined }: Evidence): Readonly<Record<string, number | null>> => ({
		...handlers,
		"rows examined": rowsExamined,
	});
	const [then, after] = [all(old), all(now)];
	const names = [...new Set([...Object.keys(then), ...Object.keys(after)])].filter(
		(name) => then[name] !== after[name],
	);
	const text = (counters: typeof then) =>
		names.map((name) => `${name} ${(counters[name] ?? 0).toLocaleString("en-US")}`).join(", ");
	return [text(then), text(after)];
}

/** Ratios differ where the intervals are apart and the gap in time after, for the same time before, beats the threshold. */
function* compareRatios(
	subject: string,
	old: StratumRecord,
	now: StratumRecord,
	thresholdPct: number,
): Generator<Difference> {
	if (old.change === undefined || now.change === undefined) return;
	if (old.decidedBy === "evidence" && now.decidedBy === "evidence") return;
	const apart = now.change.ci[1] < old.change.ci[0] || now.change.ci[0] > old.change.ci[1];
	const ratio = (100 - now.change.reductionPct) / Math.max(1e-9, 100 - old.change.reductionPct);
	const limit = 1 + thresholdPct / 100;
	if (!apart || (ratio < limit && ratio > 1 / limit)) return;
	const text = ({ change }: StratumRecord) =>
		change === undefined
			? ""
			: `${change.reductionPct.toFixed(1)} % [${change.ci.map((bound) => bound.toFixed(1)).join(", ")}]`;
	// Sub-millisecond arms vary from run to run with everything around them: a reduction that stays decisive is not worse.
	const worse = ratio > 1 && now.verdict !== "faster";
	yield { subject, what: "ratio", base: text(old), head: text(now), worse };
}

function* compareIndexes(base: RunRecord, head: RunRecord): Generator<Difference> {
	for (const old of base.indexes) {
		const subject = `${old.table}.${old.name}`;
		const now = head.indexes.find((index) => index.name === old.name && index.table === old.table);
		if (now === undefined) {
			yield { subject, what: "missing", base: old.verdict, head: "not built", worse: true };
			continue;
		}
		if (old.verdict !== now.verdict) {
			const worse = now.verdict === "drop" || (old.verdict === "keep" && now.verdict === "keep-with-care");
			yield { subject, what: "verdict", base: old.verdict, head: now.verdict, worse };
		}
		if (now.bytes > old.bytes * SIZE_TOLERANCE || old.bytes > now.bytes * SIZE_TOLERANCE) {
			const size = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
			yield { subject, what: "size", base: size(old.bytes), head: size(now.bytes), worse: now.bytes > old.bytes };
		}
		yield* compareWriteCosts(subject, old.writeCost, now.writeCost);
	}
	for (const now of head.indexes) {
		if (base.indexes.some(({ name, table }) => name === now.name && table === now.table)) continue;
		yield { subject: `${now.table}.${now.name}`, what: "new", base: "not built", head: now.verdict, worse: false };
	}
}

/** What an insert pays is a ratio within a run too, so it compares; build times are not and do not. */
function* compareWriteCosts(
	subject: string,
	old: IndexRecord["writeCost"],
	now: IndexRecord["writeCost"],
): Generator<Difference> {
	if (old === undefined || now === undefined) return;
	if (now.ci[0] <= old.ci[1] && now.ci[1] >= old.ci[0]) return;
	const text = ({ changePct, ci }: typeof old) =>
		`${changePct.toFixed(1)} % [${ci.map((bound) => bound.toFixed(1)).join(", ")}]`;
	yield { subject, what: "write cost", base: text(old), head: text(now), worse: now.changePct > old.changePct };
}

function* compareClaims(base: RunRecord, head: RunRecord): Generator<Difference> {
	for (const old of base.claims) {
		const now = head.claims.find((claim) => claim.id === old.id);
		if (now === undefined) {
			yield { subject: `claim ${old.id}`, what: "missing", base: old.verdict, head: "not judged", worse: false };
			continue;
		}
		if (now.verdict === old.verdict) continue;
		yield {
			subject: `claim ${old.id}`,
			what: "verdict",
			base: old.verdict,
			head: now.verdict,
			worse: now.verdict === "regressed",
		};
	}
}
