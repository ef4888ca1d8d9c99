import { formatCount, formatPct } from "./format.ts";
import { type Summary, withoutStop } from "./summary.ts";
import { verdictWords } from "./words/verdict-words.ts";

export type ChartId = "before-after" | "claims" | "scorecard" | "noise-floor";
export type ChartTheme = "light" | "dark";

/** A chart that a record is good for. */
export interface ChartEntry {
	readonly id: ChartId;
	/** What the chart shows, for those who cannot see it. */
	readonly alt: string;
}

/** File name of a chart inside the charts folder. */
export function chartFile(id: ChartId, theme: ChartTheme): string {
	return theme === "light" ? `${id}.png` : `${id}-dark.png`;
}

/** The charts of a record, without drawing them. */
export function chartsFor({ strata, record, headline }: Summary): readonly ChartEntry[] {
	const timed = strata.filter((fact) => fact.beforeMs !== undefined && fact.afterMs !== undefined);
	const all: readonly (ChartEntry & { readonly has: boolean })[] = [
		{
			id: "before-after",
			has: timed.length > 0,
			alt: `Median latency before and after the indexes, ${formatCount(timed.length, "stratum", "strata")}, logarithmic axis. ${headline}`,
		},
		{
			id: "claims",
			has: record.claims.some((claim) => claim.observed !== null),
			alt: `Measured reduction of latency per claim with its interval, against the claimed range. ${record.claims.map((claim) => `${withoutStop(claim.statement)}: ${verdictWords(claim)}`).join("; ")}.`,
		},
		{
			id: "scorecard",
			has: record.indexes.length > 0,
			alt: `Benefit and cost per index. ${record.indexes.map((index) => `${index.name}: ${verdictWords(index)}`).join("; ")}.`,
		},
		{
			id: "noise-floor",
			has: record.noiseFloor.trials.length > 0,
			alt: `Change between identical arms in ${formatCount(record.noiseFloor.trials.length, "null trial")}: noise floor ${formatPct(record.noiseFloor.pct)}, threshold ±${formatPct(record.threshold.pct)}.`,
		},
	];
	return all.filter((entry) => entry.has).map(({ id, alt }) => ({ id, alt }));
}
