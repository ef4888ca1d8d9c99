import type { CurveIndex, CurveRecord } from "../../record/curve/schema.ts";
import type { ChartTheme } from "../chart-list.ts";
import type { ChartImage } from "../charts/render-charts.ts";
import { drawScaleCurve } from "../charts/scale-curve.ts";
import { PALETTES } from "../charts/theme.ts";
import { indexSentence } from "./curve-words.ts";

/** File name of the chart of an index inside the charts folder; only what every file system takes as it is. */
export function curveChartFile({ name }: Pick<CurveIndex, "name">, theme: ChartTheme): string {
	const safe = name.replace(/[^\w-]+/g, "-");
	return theme === "light" ? `curve-${safe}.png` : `curve-${safe}-dark.png`;
}

/** One chart per index that scenarios go through, on a light and on a dark background. */
export async function renderCurveCharts(curve: CurveRecord): Promise<readonly ChartImage[]> {
	const images: ChartImage[] = [];
	for (const index of curve.indexes.filter(({ curves }) => curves.length > 0)) {
		for (const theme of ["light", "dark"] as const) {
			const png = await drawScaleCurve(curve, index, PALETTES[theme]);
			images.push({ name: curveChartFile(index, theme), png, alt: indexSentence(index) });
		}
	}
	return images;
}
