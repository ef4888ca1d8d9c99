import type { Pen } from "./marks.ts";

export const FONT_FAMILY = "Inter";
/** Logical pixels; at the 838 pixels that a code host gives a picture of CHART_WIDTH these are ten or more. */
const TEXT_SIZE = 13;
export const SMALL_SIZE = 12.5;

export interface Lettering {
	readonly color: string;
	readonly size?: number;
	readonly bold?: boolean;
	readonly align?: "left" | "right" | "center";
}

/** Writes one line, vertically centred on `y`. */
export function write(
	pen: Pen,
	text: string,
	x: number,
	y: number,
	{ color, size = TEXT_SIZE, bold = false, align = "left" }: Lettering,
): void {
	pen.font = fontOf(size, bold);
	pen.fillStyle = color;
	pen.textAlign = align;
	pen.textBaseline = "middle";
	pen.fillText(text, x, y);
}

/** The text, cut with an ellipsis to `width` logical pixels; `tail` stays whole unless it alone is too long. */
export function fitText(
	pen: Pen,
	text: string,
	width: number,
	{ size = TEXT_SIZE, bold = false, tail = "" } = {},
): string {
	pen.font = fontOf(size, bold);
	const wide = (line: string): boolean => pen.measureText(line).width > width;
	if (!wide(text + tail)) return text + tail;
	const kept = wide(`…${tail}`) ? "" : tail;
	const body = kept === tail ? text : text + tail;
	const characters = Array.from(body);
	let [low, high] = [0, characters.length];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (wide(`${characters.slice(0, middle).join("").trimEnd()}…${kept}`)) high = middle - 1;
		else low = middle;
	}
	return `${characters.slice(0, low).join("").trimEnd()}…${kept}`;
}

/** Breaks a text at spaces, never before a percent sign, into at most `lines` lines; the last one is cut where it does not fit. */
export function wrapText(
	pen: Pen,
	text: string,
	width: number,
	lines: number,
	size = TEXT_SIZE,
	bold = false,
): readonly string[] {
	pen.font = fontOf(size, bold);
	const done: string[] = [];
	let rest = text.split(/ (?!%)/);
	while (rest.length > 0 && done.length < lines - 1) {
		let count = 1;
		while (count < rest.length && pen.measureText(rest.slice(0, count + 1).join(" ")).width <= width) count += 1;
		done.push(fitText(pen, rest.slice(0, count).join(" "), width, { size, bold }));
		rest = rest.slice(count);
	}
	return rest.length > 0 ? [...done, fitText(pen, rest.join(" "), width, { size, bold })] : done;
}

/**
 * Breaks a text into as many lines as it takes: at spaces, after signs that join the parts of a name, else where the line is full.
 * Nothing is cut; only what is beyond `most` lines is, with an ellipsis.
 */
export function linesOf(
	pen: Pen,
	text: string,
	width: number,
	{ size = TEXT_SIZE, bold = false, most = 3 } = {},
): readonly string[] {
	pen.font = fontOf(size, bold);
	const fits = (line: string): boolean => pen.measureText(line.trimEnd()).width <= width;
	// A letter is a logical pixel wide at least: what is beyond fits into no line, and measuring it could take any time.
	const room = Array.from(text.slice(0, 4 * width * most))
		.slice(0, Math.ceil(width * most))
		.join("");
	const lines: string[] = [];
	let line = "";
	for (const part of room
		.split(/(?<=[\s_.,(·-])(?!\s|%)/)
		.flatMap((piece) => (fits(piece) ? [piece] : Array.from(piece)))) {
		if (line !== "" && !fits(line + part)) {
			lines.push(line.trimEnd());
			line = "";
		}
		line += part;
	}
	lines.push(line.trimEnd());
	if (lines.length <= most) return lines;
	return [...lines.slice(0, most - 1), fitText(pen, lines.slice(most - 1).join(" "), width, { size, bold })];
}

function fontOf(size: number, bold: boolean): string {
	return `${bold ? 700 : 400} ${size}px ${FONT_FAMILY}`;
}
