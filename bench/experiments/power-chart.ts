import type { RunHead } from "../record/journal.ts";
import { drawPicture } from "../report/charts/canvas.ts";
import { HEADING, MARGIN } from "../report/charts/frame.ts";
import { SMALL_SIZE, write } from "../report/charts/lettering.ts";
import { dot, type Pen } from "../report/charts/marks.ts";
import { PALETTES } from "../report/charts/theme.ts";
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

/** The power curve: planted slow-down against the share of verdicts that found it, with 95 % intervals. */
export function drawPower(rows: readonly PowerRow[], head: Source): Buffer {
	const effects = rows.map((row) => row.effectPct);
	const largest = Math.max(...effects);
	return drawPicture({
		...SIZE,
		palette,
		padding: { left: MARGIN + 40, right: MARGIN + 20, top: HEADING, bottom: 62 },
		xAxis: { type: "linear", min: -1, max: largest + 1, ticks: effects, label: (pct) => `${pct} %`, grid: false },
		yAxis: { type: "linear", min: 0, max: 100, ticks: [0, 25, 50, 75, 100], label: (pct) => `${pct} %` },
		under: ({ pen, left, right, y, x, top, bottom }) => {
			pen.fillStyle = palette.band;
			pen.fillRect(left, top, x(THRESHOLD_PCT) - left, bottom - top);
			dashed(pen, left, y(TARGET), right, palette.muted);
		},
		over: ({ pen, left, right, x, y, bottom }) => {
			heading(pen);
			write(pen, "below the threshold: nothing to find", left + 8, y(50), { color: palette.muted, size: SMALL_SIZE });
			write(pen, "target 90 %", right, y(TARGET) + 12, { color: palette.muted, size: SMALL_SIZE, align: "right" });
			pen.strokeStyle = palette.after;
			pen.lineWidth = 2;
			pen.beginPath();
			for (const [i, row] of rows.entries()) {
				if (i === 0) pen.moveTo(x(row.effectPct), y(100 * row.power));
				else pen.lineTo(x(row.effectPct), y(100 * row.power));
			}
			pen.stroke();
			for (const row of rows) {
				const [low, high] = proportionInterval(row.slower, row.verdicts);
				upright(pen, x(row.effectPct), y(100 * low), y(100 * high), palette.after);
				dot(pen, x(row.effectPct), y(100 * row.power), palette.after);
				write(pen, `${row.slower} of ${row.verdicts}`, x(row.effectPct) + 9, y(100 * row.power) - 11, {
					color: palette.text,
					size: SMALL_SIZE,
				});
			}
			write(pen, "slow-down planted in the after arm", (left + right) / 2, bottom + 30, {
				color: palette.text,
				size: SMALL_SIZE,
				align: "center",
			});
			write(pen, sourceOf(head), MARGIN, SIZE.height - 12, { color: palette.muted, size: SMALL_SIZE });
		},
	});
}

function heading(pen: Pen): void {
	write(pen, "How often a slow-down of known size is found", MARGIN, 24, { color: palette.text, size: 18, bold: true });
	write(pen, "Share of verdicts “slower” with 95 % intervals, within the default budget", MARGIN, 46, {
		color: palette.muted,
	});
}

function sourceOf({ environment, dataset, budgetSeconds }: Source): string {
	return `Source: pnpm bench:power, MySQL ${environment.mysql.version}, scale ${dataset.scale}, seed ${dataset.seed}, ${budgetSeconds} s per round`;
}

function dashed(pen: Pen, left: number, y: number, right: number, color: string): void {
	pen.strokeStyle = color;
	pen.lineWidth = 1;
	pen.setLineDash([5, 4]);
	pen.beginPath();
	pen.moveTo(left, y);
	pen.lineTo(right, y);
	pen.stroke();
	pen.setLineDash([]);
}

/** A vertical interval with end bars. */
function upright(pen: Pen, x: number, low: number, high: number, color: string): void {
	pen.strokeStyle = color;
	pen.lineWidth = 1.5;
	pen.beginPath();
	pen.moveTo(x, low);
	pen.lineTo(x, high);
	for (const y of [low, high]) {
		pen.moveTo(x - 4, y);
		pen.lineTo(x + 4, y);
	}
	pen.stroke();
}
