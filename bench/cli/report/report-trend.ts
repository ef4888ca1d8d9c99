import { dirname, resolve } from "node:path";
import { BenchError } from "../../../base/errors.ts";
import { recentSlides, trendOf } from "../../judge/trend.ts";
import { readHistory } from "../../record/history/history-file.ts";
import { formatFactor } from "../../report/format.ts";
import { terminalOptions } from "../../report/terminal/terminal-options.ts";
import { renderTrendMarkdown } from "../../report/trend/trend-markdown.ts";
import { renderTrendText } from "../../report/trend/trend-text.ts";
import { writeTrend } from "../../report/trend/write-trend.ts";
import { appendJobSummary, writtenLine } from "../outputs.ts";

/**
 * `pnpm report --trend [history]`.
 * @param gate whether ratios that lately got worse are a failure.
 * @returns the exit code. @throws BenchError
 */
export async function reportTrend(
	history: string,
	{ json, gate }: { readonly json: boolean; readonly gate: boolean },
	environment: NodeJS.ProcessEnv,
): Promise<number> {
	const path = resolve(history);
	const { lines, broken } = await readHistory(path);
	const trend = trendOf(lines);
	if (trend === undefined) {
		const why = broken.length === 0 ? "" : ` ${broken.join(" ")}`;
		throw new BenchError("usage", `${history} holds no timed run.${why}`, "Keep some with pnpm bench --keep.");
	}
	const slides = gate ? recentSlides(trend) : [];
	for (const { scenario, stratum, points, change } of slides) {
		const since = points[change.at]?.startedAt.slice(0, 10);
		process.stderr.write(
			`Gate: ${scenario} ${stratum} is ${formatFactor(Math.exp(change.from - change.to))} than before, since ${since}.\n`,
		);
	}
	const exitCode = slides.length > 0 ? 1 : 0;
	if (json) {
		process.stdout.write(`${JSON.stringify({ ...trend, broken })}\n`);
		return exitCode;
	}
	const files = await writeTrend(trend, broken, path);
	process.stdout.write(renderTrendText(trend, broken, terminalOptions(process.stdout, environment)));
	process.stderr.write(`${writtenLine(files, dirname(path))}\n`);
	// The page has no pictures of the job, so the link would be broken there.
	const page = renderTrendMarkdown(trend, broken, false);
	const unwritten = await appendJobSummary(page, environment);
	if (unwritten !== undefined) process.stderr.write(`${unwritten}\n`);
	return exitCode;
}
