import type { IndexSpec } from "../../../scenarios/suite.ts";
import type { Interval } from "../../record/schema.ts";
import type { OnlineBuildRecord } from "../../record/studies/footprint.ts";
import { median, quantiles } from "../../statistics/percentile.ts";
import { orderStatisticInterval, quantileInterval } from "../../statistics/quantile-interval.ts";
import { typicalRatio } from "../typical-ratio.ts";
import type { BuildRound } from "./online-build.ts";
import type { Write } from "./steady-writer.ts";

/** Fewer writes in a round have no 95th percentile of their own. */
const LEAST_WRITES = 20;

/** The rounds of one index as the record tells them. @param spec of the original, not of the copy. */
export function buildRecord(
	spec: IndexSpec,
	rows: number,
	statements: readonly string[],
	rounds: readonly BuildRound[],
): OnlineBuildRecord {
	const whole = rounds.filter(isWhole);
	const slowdown = ratioOf(whole.map((round) => Math.log(round.underWritesSeconds / round.aloneSeconds)));
	const compared = whole.map(quantilesOf).filter((found) => found !== undefined);
	const p50Change = ratioOf(compared.map(({ p50 }) => Math.log(p50.during / p50.outside)));
	const p95Change = ratioOf(compared.map(({ p95 }) => Math.log(p95.during / p95.outside)));
	const during = latencyOf(whole.flatMap((round) => round.during));
	const outside = latencyOf(whole.flatMap((round) => round.outside));
	return {
		index: spec.name,
		table: spec.table,
		columns: [...spec.columns],
		rows,
		bytes: whole.at(-1)?.bytes ?? 0,
		statements: [...statements],
		rounds: whole.map((round) => ({
			aloneSeconds: round.aloneSeconds,
			underWritesSeconds: round.underWritesSeconds,
			order: round.order,
			...quantilesOf(round),
		})),
		...(whole.length === 0
			? {}
			: {
					alone: typicalSeconds(whole.map((round) => round.aloneSeconds)),
					underWrites: typicalSeconds(whole.map((round) => round.underWritesSeconds)),
				}),
		...(slowdown === undefined ? {} : { slowdown }),
		...(during === undefined ? {} : { during }),
		...(outside === undefined ? {} : { outside }),
		...(p50Change === undefined ? {} : { p50Change }),
		...(p95Change === undefined ? {} : { p95Change }),
		failedWrites: rounds.reduce((sum, round) => sum + round.failedWrites, 0),
		errors: [...new Set(rounds.flatMap((round) => round.errors))],
	};
}

type WholeRound = BuildRound & { readonly aloneSeconds: number; readonly underWritesSeconds: number };

function isWhole(round: BuildRound): round is WholeRound {
	return round.aloneSeconds !== undefined && round.underWritesSeconds !== undefined;
}

function quantilesOf({ during, outside }: BuildRound) {
	if (during.length < LEAST_WRITES || outside.length < LEAST_WRITES) return undefined;
	const of = (writes: readonly Write[]) =>
		quantiles(
			writes.map(({ ms }) => ms),
			[0.5, 0.95],
		);
	const [during50 = 0, during95 = 0] = of(during);
	const [outside50 = 0, outside95 = 0] = of(outside);
	return { p50: { during: during50, outside: outside50 }, p95: { during: during95, outside: outside95 } };
}

function typicalSeconds(seconds: readonly number[]): NonNullable<OnlineBuildRecord["alone"]> {
	const found = orderStatisticInterval(Float64Array.from(seconds).sort(), 0.5, 0.95);
	return { median: median(seconds), ...(found === null ? {} : { ci: [found[0], found[1]] satisfies Interval }) };
}

function ratioOf(logs: readonly number[]): OnlineBuildRecord["slowdown"] {
	const found = typicalRatio(logs);
	return found === undefined ? undefined : { ...found, rounds: logs.length };
}

function latencyOf(writes: readonly Write[]): OnlineBuildRecord["during"] {
	if (writes.length === 0) return undefined;
	const times = writes.map(({ ms }) => ms);
	const [p50, p95] = [0.5, 0.95].map((q) => quantileInterval(times, q, 0.95));
	if (p50 === undefined || p95 === undefined) throw new Error("two quantiles were asked for");
	const bounds = (found: readonly [number, number]): Interval => [found[0], found[1]];
	return {
		writes: times.length,
		p50: p50.estimate,
		...(p50.interval === null ? {} : { p50Ci: bounds(p50.interval) }),
		p95: p95.estimate,
		...(p95.interval === null ? {} : { p95Ci: bounds(p95.interval) }),
		max: times.reduce((largest, ms) => Math.max(largest, ms), 0),
	};
}
