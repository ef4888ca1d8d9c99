import { createCanvas, loadImage } from "@napi-rs/canvas";
import { beforeAll, describe, expect, it } from "vitest";
import type { RunRecord } from "../../record/schema.ts";
import { hostileRecord } from "../fixtures/hostile-text.ts";
import { charging } from "../fixtures/sample-attribution.ts";
import { sampleRecord } from "../fixtures/sample-record.ts";
import { summarize } from "../summary.ts";
import { logAxis, tickMs } from "./log-axis.ts";
import { type ChartImage, renderCharts } from "./render-charts.ts";
import { drawScorecard } from "./scorecard.ts";
import { PALETTES } from "./theme.ts";

interface Pixels {
	readonly width: number;
	readonly height: number;
	readonly at: (x: number, y: number) => readonly [number, number, number];
}

async function pixelsOf(image: ChartImage | undefined): Promise<Pixels> {
	if (image === undefined) throw new Error("the chart is missing");
	const decoded = await loadImage(image.png);
	const canvas = createCanvas(decoded.width, decoded.height);
	const pen = canvas.getContext("2d");
	pen.drawImage(decoded, 0, 0);
	const { data, width, height } = pen.getImageData(0, 0, decoded.width, decoded.height);
	return {
		width,
		height,
		at: (x, y) => [0, 1, 2].map((c) => data[4 * (y * width + x) + c] ?? 0) as [number, number, number],
	};
}

/** Share of the pixels of a region that differ clearly from its first pixel. */
function inkIn(pixels: Pixels, left: number, top: number, width: number, height: number): number {
	const paper = pixels.at(left, top);
	let inked = 0;
	for (let y = top; y < top + height; y += 1) {
		for (let x = left; x < left + width; x += 1) {
			if (pixels.at(x, y).some((value, channel) => Math.abs(value - (paper[channel] ?? 0)) > 60)) inked += 1;
		}
	}
	return inked / (width * height);
}

describe("charts of a run", () => {
	let images: readonly ChartImage[];
	const named = (name: string): ChartImage | undefined => images.find((image) => image.name === name);

	beforeAll(async () => {
		images = await renderCharts(sampleRecord({ strata: 6 }));
	});

	it("come on a light and on a dark background, each with words for those who cannot see it", () => {
		expect(images.map((image) => image.name).toSorted()).toEqual([
			"before-after-dark.png",
			"before-after.png",
			"claims-dark.png",
			"claims.png",
			"noise-floor-dark.png",
			"noise-floor.png",
			"scorecard-dark.png",
			"scorecard.png",
		]);
		for (const image of images) expect(image.alt.length).toBeGreaterThan(40);
	});

	it("are drawn at twice the size they are read at", async () => {
		expect((await pixelsOf(named("before-after.png"))).width).toBe(2080);
	});

	it.each(["before-after", "claims", "scorecard", "noise-floor"])(
		"%s draws its title, its source line and a plot",
		async (name) => {
			for (const [file, dark] of [
				[`${name}.png`, false],
				[`${name}-dark.png`, true],
			] as const) {
				const pixels = await pixelsOf(named(file));
				const [red] = pixels.at(2, 2);
				expect(red < 40).toBe(dark);
				// Text covers some of its line but never most of it: missing fonts give 0, boxes a lot more.
				for (const top of [30, pixels.height - 46]) {
					const ink = inkIn(pixels, 36, top, 560, 30);
					expect(ink).toBeGreaterThan(0.03);
					expect(ink).toBeLessThan(0.5);
				}
				expect(inkIn(pixels, 700, 260, 900, pixels.height - 360)).toBeGreaterThan(0.002);
			}
		},
	);

	it("leave a clear margin on every side, however long the texts are", async () => {
		const long = sampleRecord({
			strata: 6,
			title: (title) => `${title} ${"and so on ".repeat(40)}`,
			change: hostileRecord,
		});
		for (const image of await renderCharts(long)) {
			const pixels = await pixelsOf(image);
			expect(inkIn(pixels, 0, 0, pixels.width, 16), image.name).toBe(0);
			expect(inkIn(pixels, 0, pixels.height - 12, pixels.width, 12), image.name).toBe(0);
			expect(inkIn(pixels, 0, 0, 16, pixels.height), image.name).toBe(0);
			expect(inkIn(pixels, pixels.width - 12, 0, 12, pixels.height), image.name).toBe(0);
		}
	});

	it("are the same bytes for the same record", async () => {
		const again = await renderCharts(sampleRecord({ strata: 6 }));
		expect(again.map((image) => image.png.equals(named(image.name)?.png ?? Buffer.alloc(0)))).toEqual(
			images.map(() => true),
		);
	});

	it("mark on the scorecard what an index makes slower without being in its plan, as they do what it is in", () => {
		const id = "f1-account-balance";
		const chart = (change: (record: RunRecord) => RunRecord): Buffer =>
			drawScorecard(summarize(sampleRecord({ strata: 6, change })), PALETTES.light);
		const through = (record: RunRecord): RunRecord => ({
			...record,
			scenarios: record.scenarios.map((scenario) => ({
				...scenario,
				strata: scenario.strata.map((stratum) => {
					const gone = scenario.id === id && stratum.verdict === "slower";
					const plan = stratum.after.plan.map((step) => ({ ...step, key: null }));
					return gone ? { ...stratum, after: { ...stratum.after, plan } } : stratum;
				}),
			})),
		});
		const attribution = charging("idx_ledger_entries_account_id", id, "hot account");
		const named = chart((record) => record);
		const charged = chart((record) => ({ ...through(record), studies: { attribution } }));
		expect(charged.equals(named)).toBe(true);
		const idle = { ...attribution, indexes: [] };
		expect(chart((record) => ({ ...through(record), studies: { attribution: idle } })).equals(named)).toBe(false);
	});

	it("are left out when the record has nothing for them", async () => {
		expect(
			await renderCharts(
				sampleRecord({
					strata: 0,
					change: (r) => ({ ...r, claims: [], indexes: [], noiseFloor: { pct: 0, pairs: 0, trials: [] } }),
				}),
			),
		).toEqual([]);
	});
});

describe("the logarithmic axis", () => {
	it("labels where it begins, then decades alone where the values span two of them", () => {
		expect(logAxis([0.5, 611]).ticks).toEqual([0.2, 1, 10, 100]);
		expect(logAxis([1.3, 611]).ticks).toEqual([1, 10, 100]);
	});

	it("labels 1-2-5 steps where there are too few decades", () => {
		expect(logAxis([12, 60]).ticks).toEqual([5, 10, 20, 50]);
	});

	it("has two labels even for a single value", () => {
		expect(logAxis([3]).ticks.length).toBeGreaterThanOrEqual(2);
		expect(logAxis([]).ticks.length).toBeGreaterThanOrEqual(2);
	});

	it("writes times in one unit each", () => {
		expect([0.001, 0.5, 1, 100, 1000, 100_000].map(tickMs)).toEqual([
			"1 µs",
			"500 µs",
			"1 ms",
			"100 ms",
			"1 s",
			"100 s",
		]);
	});
});
