import type { HistoryLine } from "../record/history/history-line.ts";
import { eDivisive } from "../statistics/e-divisive.ts";

/** Chance of any change point in a report although nothing changed. */
const ALPHA = 0.05;
/** Runs that the search looks back on: it takes time with the square of them. */
const MOST_RUNS = 120;

export interface TrendPoint {
	readonly runId: string;
	readonly startedAt: string;
	/** ln(after / before). */
	readonly ratio: number;
	readonly ci: readonly [number, number];
}

/** The ratio settled on another level from this run on. */
export interface TrendChange {
	/** Position of the first run on the new level in the series' points. */
	readonly at: number;
	/** Means of the log ratios between the changes on either side. */
	readonly from: number;
	readonly to: number;
	readonly p: number;
	/** What else differs between the runs on either side: server, machine, commit. */
	readonly alongside: readonly string[];
}

export interface TrendSeries {
	readonly scenario: string;
	readonly stratum: string;
	readonly points: readonly TrendPoint[];
	readonly changes: readonly TrendChange[];
}

/** The ratios of all runs that are of one kind with the last one. */
export interface Trend {
	readonly last: HistoryLine;
	readonly runs: readonly HistoryLine[];
	/** In the order of the last run; those with changes can be told by them. */
	readonly series: readonly TrendSeries[];
	/** Runs of another suite, data, design or series of the server: their ratios are of something else. */
	readonly leftOut: number;
}

/**
 * Follows every stratum's ratio through the runs that measured the same as the last one, and marks where it changed:
 * E-Divisive at 5 % for the whole report, shared out evenly over its strata (Bonferroni). Seeded, so that the same
 * history gives the same trend.
 * @returns undefined when no run was timed.
 */
export function trendOf(lines: readonly HistoryLine[]): Trend | undefined {
	const timed = lines.filter((line) => line.mode === "timed");
	const last = timed.at(-1);
	if (last === undefined) return undefined;
	const runs = timed.filter((line) => kindOf(line) === kindOf(last)).slice(-MOST_RUNS);
	const strata = last.strata.filter(({ ratio }) => ratio !== undefined);
	const alpha = ALPHA / Math.max(1, strata.length);
	return {
		last,
		runs,
		series: strata.map(({ scenario, stratum }) => seriesOf(runs, scenario, stratum, alpha)),
		leftOut: lines.filter((line) => kindOf(line) !== kindOf(last)).length,
	};
}

/** Runs within which a change for the worse is news. */
const RECENT_RUNS = 30;

/** Changes for the worse that began within the last thirty runs: what a nightly job should be red for, until it is old. */
export function recentSlides({ runs, series }: Trend): readonly (TrendSeries & { readonly change: TrendChange })[] {
	const recent = new Set(runs.slice(-RECENT_RUNS).map(({ runId }) => runId));
	return series.flatMap((one) =>
		one.changes
			.filter(({ at, from, to }) => to > from && recent.has(one.points[at]?.runId ?? ""))
			.slice(-1)
			.map((change) => ({ ...one, change })),
	);
}

/** What two runs must share for their ratios to be of the same thing. Of MySQL 8.4.7, the 8.4. */
function kindOf({ suite, scale, fingerprint, design, mode, mysql }: HistoryLine): string {
	return JSON.stringify([suite, scale, fingerprint, design, mode, mysql.split(".").slice(0, 2)]);
}

function seriesOf(runs: readonly HistoryLine[], scenario: string, stratum: string, alpha: number): TrendSeries {
	const found = runs.flatMap((line) => {
		const entry = line.strata.find((other) => other.scenario === scenario && other.stratum === stratum);
		return entry?.ratio === undefined ? [] : [{ line, ratio: entry.ratio, ci: entry.ci ?? [entry.ratio, entry.ratio] }];
	});
	const ratios = found.map(({ ratio }) => ratio);
	const permutations = Math.max(499, Math.ceil(2 / alpha) - 1);
	const points = eDivisive(ratios, { seed: `${scenario}/${stratum}`, alpha, permutations });
	const bounds = [0, ...points.map(({ index }) => index), ratios.length];
	const levels = bounds.slice(1).map((end, i) => mean(ratios.slice(bounds[i], end)));
	return {
		scenario,
		stratum,
		points: found.map(({ line, ratio, ci }) => ({ runId: line.runId, startedAt: line.startedAt, ratio, ci })),
		changes: points.map(({ index, p }, i) => ({
			at: index,
			from: levels[i] ?? 0,
			to: levels[i + 1] ?? 0,
			p,
			alongside: differences(found[index - 1]?.line, found[index]?.line),
		})),
	};
}

function differences(before: HistoryLine | undefined, after: HistoryLine | undefined): readonly string[] {
	if (before === undefined || after === undefined) return [];
	const facts: readonly [string, string | undefined, string | undefined][] = [
		["MySQL", before.mysql, after.mysql],
		["CPU", before.cpu, after.cpu],
		["commit", before.commit?.slice(0, 8), after.commit?.slice(0, 8)],
	];
	return facts.flatMap(([what, then, now]) =>
		then === now ? [] : [`${what} ${then ?? "unknown"} to ${now ?? "unknown"}`],
	);
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
