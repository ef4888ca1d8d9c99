import type { LoadArm, LoadFigure, LoadLoop, LoadRound } from "../../record/studies/load.ts";
import { hodgesLehmann } from "../../statistics/hodges-lehmann.ts";
import { median } from "../../statistics/percentile.ts";
import { latencyHistogram } from "./latency-histogram.ts";
import type { Round } from "./loops.ts";

const LEVEL = 0.95;
/** In fewer operations, the slowest of a hundred is but the slowest. */
const LEAST_FOR_P99 = 100;

/** What both arms did in pairs of rounds, [before, after]. */
export type RoundPairs = readonly (readonly [before: Round, after: Round])[];

/** Confidence that intervals over so many pairs of rounds attain. */
export function levelOf(pairs: number): number {
	return hodgesLehmann(
		Array.from({ length: pairs }, (_, i) => i),
		LEVEL,
	).level;
}

/** Figures of both arms over their rounds, and the ratios between them over the pairs. */
export function loopFigures(pairs: RoundPairs): LoadLoop {
	const before = armFigures(pairs.map(([round]) => round));
	const after = armFigures(pairs.map(([, round]) => round));
	const ratio = (of: (round: LoadRound) => number) =>
		figureOf(before.rounds.map((round, i) => of(after.rounds[i] ?? round) / of(round)));
	return {
		before,
		after,
		throughput: ratio(({ perSecond }) => perSecond),
		p50: ratio(({ p50 }) => p50),
		p95: ratio(({ p95 }) => p95),
	};
}

function armFigures(rounds: readonly Round[]): LoadArm {
	const figures = rounds.map(roundFigures);
	const merged = latencyHistogram();
	for (const { latencies } of rounds) merged.add(latencies);
	const over = (of: (round: LoadRound) => number) => figureOf(figures.map(of));
	return {
		rounds: figures,
		perSecond: over(({ perSecond }) => perSecond),
		p50: over(({ p50 }) => p50),
		p95: over(({ p95 }) => p95),
		p99: median(figures.map(({ operations }) => operations)) < LEAST_FOR_P99 ? null : over(({ p99 }) => p99),
		whole: { operations: merged.count, p50: merged.at(50), p95: merged.at(95), p99: merged.at(99), max: merged.max },
	};
}

function roundFigures({ latencies, perSecond, seconds, unanswered, waitingShare }: Round): LoadRound {
	return {
		seconds,
		operations: latencies.count,
		perSecond,
		p50: latencies.at(50),
		p95: latencies.at(95),
		p99: latencies.at(99),
		unanswered,
		waitingShare,
	};
}

/** The typical one of positive values and its interval, taken of their logarithms: rates and times vary by factors. */
function figureOf(values: readonly number[]): LoadFigure {
	const { estimate, interval } = hodgesLehmann(values.map(Math.log), LEVEL);
	return { value: Math.exp(estimate), ci: [Math.exp(interval[0]), Math.exp(interval[1])] };
}
