import type { RunRecord } from "../../record/schema.ts";
import { type ChartId, type ChartTheme, chartFile, chartsFor } from "../chart-list.ts";
import { type Summary, summarize } from "../summary.ts";
import { drawBeforeAfter } from "./before-after.ts";
import { drawClaims } from "./claims.ts";
import { drawNoiseFloor } from "./noise-floor.ts";
import { drawScorecard } from "./scorecard.ts";
import { PALETTES, type Palette } from "./theme.ts";

export interface ChartImage {
	/** File name inside the charts folder. */
	readonly name: string;
	readonly png: Buffer;
	readonly alt: string;
}

const DRAW: Readonly<Record<ChartId, (summary: Summary, palette: Palette) => Buffer | Promise<Buffer>>> = {
	"before-after": drawBeforeAfter,
	claims: drawClaims,
	scorecard: drawScorecard,
	"noise-floor": drawNoiseFloor,
};

const THEMES: readonly ChartTheme[] = ["light", "dark"];

/** Draws every chart the record is good for, on a light and on a dark background. */
export async function renderCharts(record: RunRecord): Promise<readonly ChartImage[]> {
	const summary = summarize(record);
	const images: ChartImage[] = [];
	// One after the other: a picture of sixty rows takes some 60 MB while it is drawn.
	for (const { id, alt } of chartsFor(summary)) {
		for (const theme of THEMES)
			images.push({ name: chartFile(id, theme), png: await DRAW[id](summary, PALETTES[theme]), alt });
	}
	return images;
}
