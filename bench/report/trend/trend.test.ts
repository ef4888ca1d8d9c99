import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadImage } from "@napi-rs/canvas";
import { describe, expect, test } from "vitest";
import { type Trend, trendOf } from "../../judge/trend.ts";
import { nightlyHistory } from "../../record/history/fixtures/nightly-history.ts";
import type { HistoryLine } from "../../record/history/history-line.ts";
import { renderTrendMarkdown } from "./trend-markdown.ts";
import { renderTrendText } from "./trend-text.ts";
import { formatRatio, sparkline } from "./trend-words.ts";
import { writeTrend } from "./write-trend.ts";

function trend(lines: readonly HistoryLine[]): Trend {
	const found = trendOf(lines);
	if (found === undefined) throw new Error("the history has no timed run");
	return found;
}

const stepped = trend(nightlyHistory({ nights: 30, drift: (at, night) => (at === 2 && night >= 20 ? 0.5 : 0) }));

describe("the trend in words", () => {
	test("says first what changed, by how much and since when", () => {
		const text = renderTrendText(stepped, [], { width: 110, color: false });
		expect(text.split("\n")[0]).toBe(
			"perf-001, scale production, MySQL 8.4.7: 1 of 6 strata over 30 runs since 2026-01-01 03:00 UTC changed.",
		);
		expect(text.replace(/\s+/g, " ")).toMatch(/\(\+6\d\.\d %\) from 2026-01-21 03:00 UTC \(night-20\), p 0\.00/);
	});

	test.each([40, 60, 80, 200])("never exceeds a terminal of %d columns", (width) => {
		const text = renderTrendText(stepped, ["Line 3 is left out: it is not JSON."], { width, color: false });
		for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(Math.max(width, 46));
	});

	test("has colour only when asked", () => {
		expect(renderTrendText(stepped, [], { width: 80, color: false })).not.toContain("\u001b");
		expect(renderTrendText(stepped, [], { width: 80, color: true })).toContain("\u001b[1m");
	});

	test("says that nothing changed, that runs are too few, and which lines are broken", () => {
		const markdown = renderTrendMarkdown(trend(nightlyHistory({ nights: 4 })), ["Line 7 is left out: it is not JSON."]);
		expect(markdown).toContain("no change point in 6 strata");
		expect(markdown).toContain("Fewer than 10 runs");
		expect(markdown).toContain("Line 7 is left out");
		expect(markdown).toContain("![Ratio of time");
	});

	test("lets no name of a scenario become markup or steer a terminal", () => {
		const hostile = trend(
			nightlyHistory({
				nights: 12,
				change: (line) => ({
					...line,
					strata: line.strata.map((s) => ({ ...s, scenario: "<img src=x>|`a`\u001b[31m\u202e" })).slice(0, 1),
				}),
			}),
		);
		const markdown = renderTrendMarkdown(hostile, ["Line 1 is left out: <script>."]);
		expect(markdown).not.toMatch(/(?<!\\)<(img|script)/);
		expect(`${markdown}${renderTrendText(hostile, [], { width: 80, color: false })}`).not.toMatch(
			/[^\P{Cc}\n]|\p{Cf}/u,
		);
	});

	test("a course is drawn from its lowest to its highest, and never wider than asked", () => {
		const [, , series] = stepped.series;
		if (series === undefined) throw new Error("the third stratum is missing");
		expect(sparkline(series, 30)).toMatch(/^[▁▂▃]{20}[▅▆▇█]{10}$/);
		expect(sparkline(series, 24)).toHaveLength(15);
	});

	test("ratios keep three digits at any size", () => {
		expect([0.00295, 1.0234, 15.21, 0.00012].map((ratio) => formatRatio(Math.log(ratio)))).toEqual([
			"0.00295",
			"1.02",
			"15.2",
			"1.2e-4",
		]);
	});
});

test("trend.md and both charts are written beside the history, sharp and not empty", async () => {
	const folder = await mkdtemp(join(tmpdir(), "index-impact-trend-"));
	try {
		const files = await writeTrend(stepped, [], join(folder, "history.jsonl"));
		expect((await readdir(folder)).toSorted()).toEqual(["trend-dark.png", "trend.md", "trend.png"]);
		expect(files).toHaveLength(3);
		expect(await readFile(join(folder, "trend.md"), "utf8")).toBe(renderTrendMarkdown(stepped, []));
		const [light, dark] = await Promise.all(
			["trend.png", "trend-dark.png"].map((name) => readFile(join(folder, name))),
		);
		expect((await loadImage(light ?? "")).width).toBe(2080);
		expect(light?.equals(dark ?? Buffer.alloc(0))).toBe(false);
		expect(light?.length).toBeGreaterThan(20_000);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
});
