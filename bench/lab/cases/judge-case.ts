import { judge } from "../../judge/judge-run.ts";
import { scenarioRecord } from "../../measure/measurement.ts";
import { measuredStratumOf } from "../../measure/subject-record.ts";
import type { Trial } from "../../measure/trial.ts";
import { memoryJournal } from "../../record/fixtures/memory-journal.ts";
import type { MeasuredRun, RunMode } from "../../record/measured.ts";
import type { IndexReason } from "../../record/reasons/index-reason.ts";
import type { IndexVerdict } from "../../record/schema.ts";
import type { Prices } from "../../record/work.ts";
import { hodgesLehmann } from "../../statistics/hodges-lehmann.ts";
import type { Changed } from "./observation.ts";
import type { CaseIndex } from "./random-index.ts";

/** A verdict and the reason that it gives first. */
interface Told {
	readonly verdict: IndexVerdict;
	readonly because?: IndexReason["kind"];
}

/** What the judge says of an index, and what the clock says of its net effect. */
export interface IndexJudgement {
	/** Of a run by counters, with what its gate timed. */
	readonly counters: Told;
	/** Of a timed run, which saw every other pair. */
	readonly timed: Told;
	/** Milliseconds saved by one execution of every query, by the pairs that the timed run did not see. */
	readonly net: { readonly ms: number; readonly interval: readonly [number, number] };
	/** Of the time before. */
	readonly netPct: number;
	readonly wrong: boolean;
}

/** A net effect counts where it is proven, and this part of the time before or more: less is what verdicts call no change. */
const NOTABLE_PCT = 10;
const LEVEL = 0.99;

/** Makes the record of a case as a run by counters has it, and as a timed run has it, and judges both. */
export function judgeCase(
	index: CaseIndex,
	prices: Prices,
	changed: readonly Changed[],
	gated: ReadonlyMap<Changed, Trial>,
	truths: ReadonlyMap<Changed, Trial>,
): IndexJudgement {
	const seen = new Map([...truths].map(([one, trial]) => [one, everyOther(trial, 0)]));
	const kept = changed.map((one) => everyOther(truths.get(one) ?? NO_TRIAL, 1).pairs);
	const told = (mode: RunMode, trials: ReadonlyMap<Changed, Trial>): Told => {
		const [found] = judge(recordOf(mode, index, prices, changed, trials)).indexes;
		const because = found?.reasons?.[0]?.kind;
		return { verdict: found?.verdict ?? "unresolved", ...(because === undefined ? {} : { because }) };
	};
	const verdicts = { counters: told("counters", gated), timed: told("timed", seen) };
	const net = netOfPairs(kept);
	const wholeMs = kept.reduce((sum, pairs) => sum + meanOf(pairs.map(([before]) => before)), 0);
	const netPct = (100 * net.ms) / wholeMs;
	return {
		...verdicts,
		net,
		netPct,
		wrong: Object.values(verdicts).some(({ verdict }) => isAgainst(verdict, net, netPct)),
	};
}

/** Whether a verdict on an index is the opposite of its proven net effect. */
export function isAgainst(
	verdict: IndexVerdict,
	{ interval: [low, high] }: IndexJudgement["net"],
	netPct: number,
): boolean {
	if (Math.abs(netPct) < NOTABLE_PCT) return false;
	if (verdict === "keep" || verdict === "keep-with-care") return high < 0;
	return verdict === "drop" && low > 0;
}

const NO_TRIAL: Trial = { pairs: [], order: [], warmupPairs: 0, batch: { before: 1, after: 1 } };

/** Half of a trial, so that what judges and what is judged do not share their noise. */
function everyOther({ executions: _, ...trial }: Trial, from: 0 | 1): Trial {
	const own = <T>(all: readonly T[]) => all.filter((_, i) => i % 2 === from);
	return { ...trial, pairs: own(trial.pairs), order: own(trial.order) };
}

function recordOf(
	mode: RunMode,
	{ name, table, columns }: CaseIndex,
	prices: Prices,
	changed: readonly Changed[],
	trials: ReadonlyMap<Changed, Trial>,
): MeasuredRun {
	const { measured } = memoryJournal({ mode, planned: changed.map(({ subject }) => subject.scenario.id) });
	return {
		...measured,
		published: { ...measured.published, claims: [], scenarios: [] },
		prices,
		indexes: [{ name, table, columns: [...columns], buildSeconds: 1, bytes: 1, coveredBy: [] }],
		scenarios: changed.map((one) => {
			const { subject, before, after } = one;
			const stratum = measuredStratumOf(subject, { before, after }, trials.get(one) ?? NO_TRIAL);
			return scenarioRecord(subject.scenario, [subject], [stratum]);
		}),
	};
}

/** Sum over queries of what one execution saves, with the bounds added up: wider than need be, never too narrow. */
function netOfPairs(queries: readonly (readonly (readonly [number, number])[])[]): IndexJudgement["net"] {
	let [ms, low, high] = [0, 0, 0];
	for (const pairs of queries) {
		const { estimate, interval } = hodgesLehmann(
			pairs.map(([before, after]) => before - after),
			LEVEL,
		);
		ms += estimate;
		low += interval[0];
		high += interval[1];
	}
	return { ms, interval: [low, high] };
}

function meanOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
