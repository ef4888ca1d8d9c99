import type { RunHead } from "../../record/journal.ts";
import { drawPicture } from "../../report/charts/canvas.ts";
import { HEADING, MARGIN } from "../../report/charts/frame.ts";
import { SMALL_SIZE, write } from "../../report/charts/lettering.ts";
import { upright } from "../../report/charts/line-marks.ts";
import { dot, type Pen } from "../../report/charts/marks.ts";
import { PALETTES } from "../../report/charts/theme.ts";
import type { PowerRow } from "./power-experiment.ts";
import { proportionInterval } from "./proportion.ts";

/** What the chart says of where its figures come from. */
type Source = Pick<RunHead, "budgetSeconds"> & {
	readonly environment: { readonly mysql: { readonly version: string } };
	readonly dataset: Pick<RunHead["dataset"], "scale" | "seed">;
};

const SIZE = { width: 900, height: 460 } as const;
const THRESHOLD_PCT = 5;
const TARGET = 90;
const palette = PALETTES.light;

/**
 * The power curve: planted slow-down against the share of verdicts that found it, with 95 % intervals; where trials ran on
 * a busy machine, also what the intervals alone would have said.
 */
export function drawPower(rows: readonly PowerRow[], head: Source): Buffer {
	const effects = rows.map((row) => row.effectPct);
	const largest = Math.max(...effects);
	const disturbed = rows.some((row) => row.slowerByInterval !== row.slower);
	return drawPicture({
		...SIZE,
		palette,
		padding: { left: MARGIN + 10, right: MARGIN + 10, top: HEADING + 10, bottom: 66 },
		xAxis: { type: "linear", min: -1, max: largest + 2, ticks: effects, label: (pct) => `${pct} %`, grid: false },
		yAxis: { type: "linear", min: 0, max: 100, ticks: [0, 25, 50, 75, 100], label: (pct) => `${pct} %` },
		under: ({ pen, left, right, y, x, top, bottom }) => {
			pen.fillStyle = palette.stripe;
			pen.fillRect(left, top, x(THRESHOLD_PCT) - left, bottom - top);
			line(pen, [left, right], [y(TARGET), y(TARGET)], palette.muted, true);
		},
		over: ({ pen, left, right, x, y, top, bottom }) => {
			heading(pen, disturbed);
			write(pen, "up to the threshold of 5 %:", left + 8, top + 60, { color: palette.muted, size: SMALL_SIZE });
			write(pen, "too small to be reported", left + 8, top + 76, { color: palette.muted, size: SMALL_SIZE });
			write(pen, "target 90 %", left + 8, y(TARGET) - 11, { color: palette.muted, size: SMALL_SIZE });
			const across = effects.map(x);
			if (disturbed) {
				const alone = rows.map((row) => y((100 * row.slowerByInterval) / row.verdicts));
				line(pen, across, alone, palette.before, true);
			}
			const found = rows.map((row) => y(100 * row.power));
			line(pen, across, found, palette.after, false);
			for (const [i, row] of rows.entries()) {
				const [at, height] = [across[i] ?? 0, found[i] ?? 0];
				const [low, high] = proportionInterval(row.slower, row.verdicts);
				upright(pen, at, y(100 * low), y(100 * high), palette.after);
				dot(pen, at, height, palette.after);
				// Below the line where that is high; else above the interval, and aside of a line that rises from here.
				const often = row.power > 0.5;
				const aside = (found[i + 1] ?? height) < height - 20 ? 8 : 0;
				const place = often ? ([at + 9, height + 14] as const) : ([at - aside, y(100 * high) - 10] as const);
				write(pen, `${row.slower}/${row.verdicts}`, ...place, {
					color: palette.text,
					size: SMALL_SIZE,
					align: often ? "left" : "center",
				});
			}
			write(pen, "slow-down planted in the after arm", (left + right) / 2, bottom + 32, {
				color: palette.text,
				size: SMALL_SIZE,
				align: "center",
			});
			write(pen, sourceOf(head), MARGIN, SIZE.height - 12, { color: palette.muted, size: SMALL_SIZE });
		},
	});
}

function heading(pen: Pen, disturbed: boolean): void {
	write(pen, "How often a slow-down of known size is found", MARGIN, 24, { color: palette.text, size: 18, bold: true });
	write(pen, "Share of verdicts “slower” with 95 % intervals, within the default budget", MARGIN, 46, {
		color: palette.muted,
	});
	line(pen, [MARGIN, MARGIN + 20], [70, 70], palette.after, false);
	write(pen, "verdicts", MARGIN + 26, 70, { color: palette.text, size: SMALL_SIZE });
	if (!disturbed) return;
	line(pen, [MARGIN + 100, MARGIN + 120], [70, 70], palette.before, true);
	write(pen, "if the machine’s other work were not held against them", MARGIN + 126, 70, {
		color: palette.text,
		size: SMALL_SIZE,
	});
}

function sourceOf({ environment, dataset, budgetSeconds }: Source): string {
	return `Source: pnpm bench:power, MySQL ${environment.mysql.version}, scale ${dataset.scale}, seed ${dataset.seed}, ${budgetSeconds} s per round`;
}

/** A line through points. */
function line(pen: Pen, xs: readonly number[], ys: readonly number[], color: string, dashed: boolean): void {
	pen.strokeStyle = color;
	pen.lineWidth = dashed ? 1.5 : 2;
	pen.setLineDash(dashed ? [5, 4] : []);
	pen.beginPath();
	for (const [i, x] of xs.entries()) {
		if (i === 0) pen.moveTo(x, ys[i] ?? 0);
		else pen.lineTo(x, ys[i] ?? 0);
	}
	pen.stroke();
	pen.setLineDash([]);
}
