import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import type { ChartConfiguration, Plugin } from "chart.js";
import { ChartJSNodeCanvas } from "./drawer.ts";
import { FONT_FAMILY, SMALL_SIZE } from "./lettering.ts";
import type { Pen } from "./marks.ts";
import type { Palette } from "./theme.ts";

/** Pixels per logical pixel: sharp on dense screens and in print. */
export const PIXEL_RATIO = 2;

/** Room around the plot, in logical pixels. */
interface Padding {
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
}

interface Axis {
	readonly type: "logarithmic" | "linear";
	readonly min: number;
	readonly max: number;
	readonly ticks: readonly number[];
	readonly label: (value: number) => string;
	readonly grid?: boolean;
}

/** The plot's frame in logical pixels and the way from values to pixels, as the axes have them. */
interface Plot {
	readonly pen: Pen;
	readonly left: number;
	readonly right: number;
	readonly top: number;
	readonly bottom: number;
	readonly x: (value: number) => number;
	readonly y: (value: number) => number;
}

export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly palette: Palette;
	readonly padding: Padding;
	readonly xAxis: Axis;
	readonly yAxis: Axis;
	/** Drawn below the grid. */
	readonly under?: (plot: Plot) => void;
	/** Drawn above it. */
	readonly over: (plot: Plot) => void;
	/** Curves that Chart.js itself draws. */
	readonly lines?: readonly {
		readonly points: readonly { x: number; y: number }[];
		readonly color: string;
		readonly dashed: boolean;
	}[];
}

/** Without fonts of its own a bare machine would draw no text at all; the scripts beyond Latin are for names in the data. */
function registerFonts(): void {
	if (GlobalFonts.has(FONT_FAMILY)) return;
	const files = join(dirname(fileURLToPath(import.meta.resolve("@fontsource/inter/package.json"))), "files");
	for (const script of ["latin", "latin-ext", "greek", "cyrillic", "vietnamese"]) {
		for (const weight of [400, 700]) {
			GlobalFonts.registerFromPath(join(files, `inter-${script}-${weight}-normal.woff2`), FONT_FAMILY);
		}
	}
}

/** Measures texts before the size of a picture is known. */
export function measuringPen(): Pen {
	registerFonts();
	return createCanvas(1, 1).getContext("2d") as unknown as Pen;
}

/** By size: each new one loads all of Chart.js again, some 100 ms. */
const canvases = new Map<string, ChartJSNodeCanvas>();

function canvasFor(width: number, height: number): ChartJSNodeCanvas {
	const size = `${width}x${height}`;
	const canvas = canvases.get(size) ?? new ChartJSNodeCanvas({ width, height });
	canvases.set(size, canvas);
	return canvas;
}

/** Draws one picture to PNG bytes, at PIXEL_RATIO. */
export function drawPicture(picture: Picture): Buffer {
	registerFonts();
	return canvasFor(picture.width, picture.height).renderToBufferSync(configurationOf(picture));
}

/** A fresh configuration each time: Chart.js changes the one it is given. */
function configurationOf(picture: Picture): ChartConfiguration<"line", { x: number; y: number }[]> {
	const { palette, padding } = picture;
	return {
		type: "line",
		data: {
			datasets: (picture.lines ?? []).map((line) => ({
				data: [...line.points],
				borderColor: line.color,
				borderWidth: 2,
				borderDash: line.dashed ? [5, 3] : [],
				stepped: "before" as const,
				pointRadius: 0,
			})),
		},
		options: {
			animation: false,
			responsive: false,
			devicePixelRatio: PIXEL_RATIO,
			layout: { padding: { ...padding }, autoPadding: false },
			font: { family: FONT_FAMILY },
			plugins: { legend: { display: false }, title: { display: false }, tooltip: { enabled: false } },
			scales: {
				x: scaleOf(picture.xAxis, palette),
				y: scaleOf(picture.yAxis, palette),
			},
		},
		plugins: [drawer(picture)],
	};
}

function scaleOf(axis: Axis, palette: Palette): Record<string, unknown> {
	return {
		type: axis.type,
		min: axis.min,
		max: axis.max,
		border: { display: false },
		grid: { display: axis.grid !== false, color: palette.grid, drawTicks: false },
		ticks: {
			display: axis.ticks.length > 0,
			autoSkip: false,
			maxRotation: 0,
			padding: 6,
			color: palette.muted,
			font: { family: FONT_FAMILY, size: SMALL_SIZE },
			callback: (value: number | string) => axis.label(Number(value)),
		},
		afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
			scale.ticks = axis.ticks.map((value) => ({ value }));
		},
	};
}

function drawer({ width, height, palette, under, over }: Picture): Plugin<"line"> {
	return {
		id: "picture",
		beforeDraw: (chart) => {
			const plot = plotOf(chart);
			plot.pen.fillStyle = palette.background;
			plot.pen.fillRect(0, 0, width, height);
			under?.(plot);
		},
		afterDraw: (chart) => over(plotOf(chart)),
	};
}

type DrawnChart = Parameters<NonNullable<Plugin<"line">["afterDraw"]>>[0];

function plotOf({ ctx, chartArea, scales }: DrawnChart): Plot {
	return {
		pen: ctx,
		left: chartArea.left,
		right: chartArea.right,
		top: chartArea.top,
		bottom: chartArea.bottom,
		x: (value) => scales.x?.getPixelForValue(value) ?? 0,
		y: (value) => scales.y?.getPixelForValue(value) ?? 0,
	};
}
