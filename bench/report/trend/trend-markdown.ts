import type { Trend } from "../../judge/trend.ts";
import { formatSignedPct } from "../format.ts";
import { plain, table } from "../markdown/markdown-text.ts";
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

const SPARK_WIDTH = 30;

/** The trend as Markdown, its chart linked as trend.png unless there is none beside the page. Ends with a line break. */
export function renderTrendMarkdown(trend: Trend, broken: readonly string[], chart = true): string {
	const rows = orderedSeries(trend).map((series) => {
		const now = levelNow(series);
		const first = series.changes[0];
		const moved = first === undefined || now === undefined ? "" : formatSignedPct(100 * Math.expm1(now - first.from));
		return [
			plain(seriesName(series)),
			String(series.points.length),
			now === undefined ? "n/a" : formatRatio(now),
			sparkline(series, SPARK_WIDTH),
			moved,
			String(series.changes.length),
		];
	});
	const blocks = [
		"# Trend over kept runs",
		plain(trendHeadline(trend)),
		changeSentences(trend)
			.map((sentence) => `- ${plain(sentence)}`)
			.join("\n"),
		chart ? "![Ratio of time after to time before per stratum over the kept runs, with change points](trend.png)" : "",
		table(["Scenario", "Runs:", "After/before:", "Course", "Changed by:", "Change points:"], rows),
		trendNotes(trend, broken)
			.map((note) => `- ${plain(note)}`)
			.join("\n"),
		RATIO_NOTE,
		METHOD_NOTE,
	];
	return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}
