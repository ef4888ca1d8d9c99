import { plansOf } from "../../record/plan-signature.ts";
import type { ArmRecord, Change, Evidence, ScenarioVerdict, StratumRecord } from "../../record/schema.ts";
import { samePlanAndCounters } from "../evidence-match.ts";
import { DECISIVE_WORK_FACTOR, workBeyond, workOf } from "../work-change.ts";
import type { Difference, Side } from "./difference.ts";

type Subject = Difference["subject"];

/** What two runs have in common, or have not, besides the stratum that is compared. */
export interface Circumstances {
	/** The wider of the two thresholds, in percent. */
	readonly thresholdPct: number;
	readonly sameMachine: boolean;
	readonly sameMysql: boolean;
}

/** One stratum of both runs; `sql` of its scenario, base and head. */
interface Both {
	readonly old: StratumRecord;
	readonly now: StratumRecord;
	readonly sql: readonly [string, string];
}

/** The farther down, the worse; `unresolved` is no step down, since noise alone can cause it. */
const RANK: Partial<Record<ScenarioVerdict, number>> = { faster: 3, "no-change": 2, slower: 1, invalid: 0 };

/** What changed in one stratum. What another query, or one with other parameters, did is compared no further. */
export function* compareStrata(subject: Subject, both: Both, circumstances: Circumstances): Generator<Difference> {
	const { old, now, sql } = both;
	if (old.verdict !== now.verdict) {
		const [from, to] = [RANK[old.verdict], RANK[now.verdict]];
		const worse =
			from !== undefined && to !== undefined ? to < from : now.verdict === "slower" || now.verdict === "invalid";
		yield {
			subject,
			what: "verdict",
			base: { is: "verdict", verdict: old.verdict },
			head: { is: "verdict", verdict: now.verdict },
			worse,
		};
	}
	const parameters = [JSON.stringify(old.parameters), JSON.stringify(now.parameters)] as const;
	for (const [from, to] of [sql, parameters]) {
		if (from === to) continue;
		const [base, head] = whereTheyPart(from, to);
		yield { subject, what: "another query", base, head, worse: false };
		return;
	}
	yield* compareResults(subject, both, circumstances.sameMysql);
	const plans = differingPlans(old.after, now.after);
	if (plans !== undefined) yield { subject, what: "plan", base: plans[0], head: plans[1], worse: false };
	const baselines = differingPlans(old.before, now.before);
	if (baselines !== undefined) {
		yield { subject, what: "baseline", base: baselines[0], head: baselines[1], worse: false };
	}
	yield* compareWorkDone(subject, old, now, plans === undefined);
	yield* compareRatios(subject, old, now, circumstances);
}

const SHOWN_BEFORE = 20;
const SHOWN = 160;

/** Two texts from shortly before the place where they begin to differ. */
function whereTheyPart(from: string, to: string): readonly [Side, Side] {
	let same = 0;
	while (same < from.length && from[same] === to[same]) same++;
	const start = Math.max(0, same - SHOWN_BEFORE);
	const shown = (text: string): Side => ({
		is: "excerpt",
		text: text.slice(start, start + SHOWN),
		cut: { before: start > 0, after: text.length > start + SHOWN },
	});
	return [shown(from), shown(to)];
}

/**
 * The same query on the same data returns the same. Where it does not, one of the runs did not measure what the other did;
 * only another MySQL may print the same values otherwise.
 */
function* compareResults(subject: Subject, { old, now }: Both, sameMysql: boolean): Generator<Difference> {
	for (const arm of ["after", "before"] as const) {
		const [from, to] = [old[arm], now[arm]];
		// A query that was given up has no result.
		if (from.digest === "" || to.digest === "") continue;
		if (from.digest === to.digest && from.resultRows === to.resultRows) continue;
		const side = ({ resultRows, digest }: ArmRecord): Side => ({ is: "results", rows: resultRows, digest });
		yield { subject, what: "results", base: side(from), head: side(to), worse: sameMysql };
		return;
	}
}

/** How the plan of the first key that has another differs; undefined where none has. */
function differingPlans(old: Evidence, now: Evidence): readonly [Side, Side] | undefined {
	const [from, to] = [plansOf(old), plansOf(now)];
	for (const [i, plan] of from.entries()) {
		const other = to[i];
		// Records of earlier versions have the first key's plan alone.
		if (other === undefined || other === plan) continue;
		const side = (plan: string): Side => ({ is: "plan", plan, key: i + 1 });
		return [side(plan), side(other)];
	}
	return undefined;
}

/** Decisively more or less work is told with its direction; lesser changes of the counters under one plan as they are. */
function* compareWorkDone(
	subject: Subject,
	old: StratumRecord,
	now: StratumRecord,
	samePlan: boolean,
): Generator<Difference> {
	const [from, to] = [workOf(old.after), workOf(now.after)];
	if (from !== undefined && to !== undefined && from !== to) {
		const direction = workBeyond(old.after, now.after, DECISIVE_WORK_FACTOR);
		if (direction === "more" || direction === "less") {
			const side = (work: number): Side => ({ is: "work", microseconds: work });
			yield { subject, what: "work", base: side(from), head: side(to), worse: direction === "more" };
			return;
		}
	}
	if (!samePlan || samePlanAndCounters(old.after, now.after)) return;
	const [base, head] = changedCounters(old.after, now.after);
	yield { subject, what: "counters", base, head, worse: false };
}

function changedCounters(old: Evidence, now: Evidence): readonly [Side, Side] {
	const all = ({ handlers, rowsExamined }: Evidence): Readonly<Record<string, number | null>> => ({
		...handlers,
		"rows examined": rowsExamined,
	});
	const [then, after] = [all(old), all(now)];
	const names = [...new Set([...Object.keys(then), ...Object.keys(after)])].filter(
		(name) => then[name] !== after[name],
	);
	const side = (counters: typeof then): Side => ({
		is: "counters",
		counters: Object.fromEntries(names.map((name) => [name, counters[name] ?? 0])),
	});
	return [side(then), side(after)];
}

/** Ratios differ where the intervals are apart and the gap in time after, for the same time before, beats the threshold. */
function* compareRatios(
	subject: Subject,
	old: StratumRecord,
	now: StratumRecord,
	circumstances: Circumstances,
): Generator<Difference> {
	if (old.change === undefined || now.change === undefined) return;
	if (old.decidedBy === "evidence" && now.decidedBy === "evidence") return;
	const apart = now.change.ci[1] < old.change.ci[0] || now.change.ci[0] > old.change.ci[1];
	const ratio = (100 - now.change.reductionPct) / Math.max(1e-9, 100 - old.change.reductionPct);
	const limit = 1 + circumstances.thresholdPct / 100;
	if (!apart || (ratio < limit && ratio > 1 / limit)) return;
	const side = ({ reductionPct, ci }: Change): Side => ({ is: "change", pct: reductionPct, ci });
	const worse = ratio > 1 && (now.verdict !== "faster" || losesItsGain(old, now, ratio, circumstances.sameMachine));
	yield { subject, what: "ratio", base: side(old.change), head: side(now.change), worse };
}

/** A gain that keeps less than one part in so many of its factor is lost, although it is still one. */
const LOST_FACTOR = 2;
/** Quicker arms vary from run to run with everything around them, and nobody notices. */
const NOTICED_MS = 1;

/**
 * Whether what is still faster lost most of what it had gained. Not where the time without the index fell instead, nor
 * where another machine did the very same work, whose arms then differ in pace alone.
 * @param ratio time after of the head, as a multiple of that of the base for the same time before.
 */
function losesItsGain(old: StratumRecord, now: StratumRecord, ratio: number, sameMachine: boolean): boolean {
	if (ratio <= LOST_FACTOR) return false;
	const afterMs = (now.before.p50 ?? Number.POSITIVE_INFINITY) / (now.change?.factor ?? 1);
	if (afterMs < NOTICED_MS) return false;
	const sameBaseline = differingPlans(old.before, now.before) === undefined;
	if (!sameBaseline || workBeyond(old.before, now.before, DECISIVE_WORK_FACTOR) === "less") return false;
	return sameMachine || !samePlanAndCounters(old.before, now.before) || !samePlanAndCounters(old.after, now.after);
}
