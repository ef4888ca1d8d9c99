import type { Summary } from "../summary.ts";
import { fitText, SMALL_SIZE, wrapText, write } from "./lettering.ts";
import type { Pen } from "./marks.ts";
import type { Palette } from "./theme.ts";

/** Logical pixels: the height of a row, of the heading above and of the source line below. */
export const ROW = 26;
export const HEADING = 84;
export const FOOTING = 34;
export const MARGIN = 20;
export const CHART_WIDTH = 1040;

interface KeyEntry {
	readonly text: string;
	/** Draws the sign that the text explains; its centre is given. */
	readonly sign: (pen: Pen, x: number, y: number) => void;
}

interface Heading {
	readonly palette: Palette;
	readonly width: number;
	readonly height: number;
	readonly title: string;
	readonly subtitle: string;
	readonly key: readonly KeyEntry[];
}

/** Title, one line that says how to read the chart, the key of signs, and which run the figures come from. */
export function drawFrame(pen: Pen, { summary, ...heading }: Heading & { readonly summary: Summary }): void {
	const { record } = summary;
	const { mysql } = record.environment;
	const source = `index-impact run ${record.runId}, MySQL ${mysql.version}, scale ${record.dataset.scale}, seed ${record.dataset.seed}`;
	const warning = summary.incomplete === null ? "" : `  ·  ${record.status}: some scenarios may be missing`;
	drawSourcedFrame(pen, { ...heading, source, warning });
}

/** The same for figures that come from elsewhere than one run; the warning stays readable however long the source is. */
export function drawSourcedFrame(
	pen: Pen,
	{
		palette,
		width,
		height,
		title,
		subtitle,
		key,
		source,
		warning,
	}: Heading & { readonly source: string; readonly warning: string },
): void {
	const room = width - 2 * MARGIN;
	write(pen, fitText(pen, title, room, { size: 18, bold: true }), MARGIN, 24, {
		color: palette.text,
		size: 18,
		bold: true,
	});
	const [line = ""] = wrapText(pen, subtitle, room, 1);
	write(pen, line, MARGIN, 46, { color: palette.muted });
	let x = MARGIN;
	for (const entry of key) {
		entry.sign(pen, x + 7, 68);
		write(pen, entry.text, x + 18, 68, { color: palette.text, size: SMALL_SIZE });
		x += 18 + pen.measureText(entry.text).width + 20;
	}
	write(pen, fitText(pen, `Source: ${source}`, room, { size: SMALL_SIZE, tail: warning }), MARGIN, height - 16, {
		color: palette.muted,
		size: SMALL_SIZE,
	});
}

/** Alternating stripes that lead the eye from a row's label to its figures. */
export function drawStripes(pen: Pen, count: number, top: number, width: number, palette: Palette, row = ROW): void {
	pen.fillStyle = palette.stripe;
	for (let at = 0; at < count; at += 2) pen.fillRect(MARGIN / 2, top + at * row, width - MARGIN, row);
}

/** Heads of the columns of figures beside the plot. */
export function drawColumnHead(pen: Pen, text: string, x: number, y: number, palette: Palette): void {
	write(pen, text, x, y, { color: palette.muted, size: SMALL_SIZE, align: "right" });
}
