import type { Trend } from "../../judge/trend.ts";
import { formatSignedPct } from "../format.ts";
import type { TerminalOptions } from "../terminal/terminal-options.ts";
import { boldPaint, wrapLine, writeTable } from "../terminal/terminal-table.ts";
import {
	changeSentences,
	formatRatio,
	levelNow,
	METHOD_NOTE,
	orderedSeries,
	RATIO_NOTE,
	seriesName,
	sparkline,
	trendHeadline,
	trendNotes,
} from "./trend-words.ts";

const SPARK_WIDTH = 24;

/** The trend for a terminal: what changed, then every stratum. Ends with a line break. */
export function renderTrendText(trend: Trend, broken: readonly string[], { width, color }: TerminalOptions): string {
	const columns = Math.max(40, Math.floor(width));
	const paint = boldPaint(color);
	const table = writeTable({
		columns: [
			{ title: "Scenario", flexible: 1, least: 18, cut: "middle", drop: 0 },
			{ title: "runs", right: true, drop: 2 },
			{ title: "after/before", right: true, drop: 0 },
			{ title: "course", drop: 1 },
			{ title: "changed by", right: true, drop: 0 },
		],
		rows: orderedSeries(trend).map((series) => {
			const now = levelNow(series);
			const first = series.changes[0];
			const moved = first === undefined || now === undefined ? "" : formatSignedPct(100 * Math.expm1(now - first.from));
			const level = now === undefined ? "n/a" : formatRatio(now);
			return [seriesName(series), String(series.points.length), level, sparkline(series, SPARK_WIDTH), moved];
		}),
		width: columns,
		paint,
	});
	const blocks = [
		paint.strong(wrapLine(trendHeadline(trend), columns)),
		changeSentences(trend)
			.map((sentence) => wrapLine(sentence, columns))
			.join("\n"),
		table,
		[...trendNotes(trend, broken).map((note) => `note: ${note}`), RATIO_NOTE, METHOD_NOTE]
			.map((line) => wrapLine(line, columns))
			.join("\n"),
	];
	return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}
