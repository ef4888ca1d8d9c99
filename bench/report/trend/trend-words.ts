import type { Trend, TrendChange, TrendSeries } from "../../judge/trend.ts";
import { formatCount, formatSignedPct, formatTime } from "../format.ts";
import { printableLine } from "../printable.ts";

/** A log ratio as time after / time before, with three significant digits: 0.00295, 1.02. */
export function formatRatio(d: number): string {
	const ratio = Math.exp(d);
	return ratio >= 0.001 && ratio < 1000 ? Number(ratio.toPrecision(3)).toString() : ratio.toExponential(1);
}

/** How much a change moved the ratio, in percent of what it was: positive means that the index gives less. */
export function shiftPct({ from, to }: TrendChange): number {
	return 100 * Math.expm1(to - from);
}

export function seriesName({ scenario, stratum }: Pick<TrendSeries, "scenario" | "stratum">): string {
	return printableLine(`${scenario} · ${stratum}`);
}

/** What a reader needs first: whether anything changed at all. */
export function trendHeadline({ runs, series, last }: Trend): string {
	const changed = series.filter(({ changes }) => changes.length > 0).length;
	const since = runs[0] === undefined ? "" : ` since ${formatTime(runs[0].startedAt)}`;
	const what = `${formatCount(series.length, "stratum", "strata")} over ${formatCount(runs.length, "run")}${since}`;
	const who = printableLine(`${last.suite}, scale ${last.scale}, MySQL ${last.mysql}`);
	return changed === 0 ? `${who}: no change point in ${what}.` : `${who}: ${changed} of ${what} changed.`;
}

/** One sentence per change point, those that cost most first. */
export function changeSentences({ series }: Trend): readonly string[] {
	return series
		.flatMap((entry) => entry.changes.map((change) => ({ entry, change })))
		.toSorted((a, b) => shiftPct(b.change) - shiftPct(a.change))
		.map(({ entry, change }) => {
			const point = entry.points[change.at];
			const since = point === undefined ? "" : ` from ${formatTime(point.startedAt)} (${printableLine(point.runId)})`;
			const alongside = change.alongside.length === 0 ? "" : `; with it ${printableLine(change.alongside.join(", "))}`;
			return `${seriesName(entry)}: after/before ${formatRatio(change.from)} to ${formatRatio(change.to)} (${formatSignedPct(shiftPct(change))})${since}, p ${change.p.toPrecision(2)}${alongside}.`;
		});
}

/** What to bear in mind: too few runs, runs of other kinds, lines that could not be read. */
export function trendNotes({ runs, leftOut }: Trend, broken: readonly string[]): readonly string[] {
	return [
		...(runs.length < 10
			? ["Fewer than 10 runs: a change point needs 5 runs on either side, so none can be marked yet."]
			: []),
		...(leftOut === 0
			? []
			: [
					`${formatCount(leftOut, "run")} of another suite, data, design or MySQL series ${leftOut === 1 ? "is" : "are"} left out.`,
				]),
		...broken.map(printableLine),
	];
}

const BLOCKS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/** The series as characters, lowest to highest; at most `width` of them, each the mean of neighbouring runs. */
export function sparkline({ points }: TrendSeries, width: number): string {
	const size = Math.max(1, Math.ceil(points.length / width));
	const means = Array.from({ length: Math.ceil(points.length / size) }, (_, i) => {
		const part = points.slice(i * size, (i + 1) * size);
		return part.reduce((sum, { ratio }) => sum + ratio, 0) / part.length;
	});
	const [low, high] = [Math.min(...means), Math.max(...means)];
	return means
		.map((value) => BLOCKS[high > low ? Math.min(7, Math.floor((8 * (value - low)) / (high - low))) : 0])
		.join("");
}

/** Level of the last stretch; without change points that of all runs. */
export function levelNow({ points, changes }: TrendSeries): number | undefined {
	const last = changes.at(-1);
	if (last !== undefined) return last.to;
	return points.length === 0 ? undefined : points.reduce((sum, { ratio }) => sum + ratio, 0) / points.length;
}

/** The trend's rows: what changed first, otherwise as the suite has it. */
export function orderedSeries({ series }: Trend): readonly TrendSeries[] {
	return [
		...series.filter(({ changes }) => changes.length > 0),
		...series.filter(({ changes }) => changes.length === 0),
	];
}

export const RATIO_NOTE =
	"A ratio is the time with the indexes divided by the time without, measured side by side within one run; below 1 the indexes help, and a rise means that they help less than they did.";
export const METHOD_NOTE =
	"Change points by E-Divisive (Matteson and James 2014) with a seeded permutation test, 5 % for the whole report shared out over its strata.";
