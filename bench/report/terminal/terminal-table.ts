import { stripVTControlCharacters, styleText } from "node:util";
import Table from "cli-table3";
import type { Verdict } from "../verdict-look.ts";

/** How pieces of text are emphasised; plain text when colour is off. */
export interface Paint {
	readonly strong: (text: string) => string;
	readonly faint: (text: string) => string;
	readonly warning: (text: string) => string;
	readonly verdict: (verdict: Verdict) => string;
}

/** Bold alone, for texts that have no verdicts. */
export function boldPaint(color: boolean): Paint {
	// `validateStream: false`: the caller decided about colour, not the stream this process happens to write to.
	const strong = (text: string): string => (color ? styleText("bold", text, { validateStream: false }) : text);
	return { strong, faint: (text) => text, warning: strong, verdict: (verdict) => verdict };
}

export interface Column {
	readonly title: string;
	readonly right?: boolean;
	/** Share of the room the other columns leave; such a column is cut where it does not fit. */
	readonly flexible?: number;
	/** Characters below which a flexible column is useless. */
	readonly least?: number;
	/** Where a text that does not fit loses characters; at its end unless told. */
	readonly cut?: "middle";
	/** 0 = always shown; of the others the highest goes first when room is short. */
	readonly drop: number;
}

export type Rows = readonly (readonly string[])[];

interface Frame {
	readonly columns: readonly Column[];
	readonly rows: Rows;
	readonly width: number;
	readonly paint: Paint;
}

/** Characters between two columns. */
const GAP = 2;

/** A table without rules that never exceeds `width`; empty when it has no rows. */
export function writeTable({ columns, rows, width, paint }: Frame): string {
	if (rows.length === 0) return "";
	const { shown, widths } = layOut(columns, rows, width);
	const table = new Table({
		chars: BARE,
		style: { "padding-left": 0, "padding-right": GAP, head: [], border: [], compact: true },
		colWidths: [...widths],
		colAligns: shown.map((at) => (columns[at]?.right === true ? "right" : "left")),
	});
	table.push(shown.map((at) => paint.strong(columns[at]?.title ?? "")));
	const cell = (text: string, at: number, position: number): string =>
		columns[at]?.cut === "middle" ? cutMiddle(text, (widths[position] ?? 0) - GAP) : text;
	for (const row of rows) table.push(shown.map((at, position) => cell(row[at] ?? "", at, position)));
	return table
		.toString()
		.split("\n")
		.map((line) => line.trimEnd())
		.join("\n");
}

/** Keeps both ends of a text: a title's beginning and, whole where possible, the stratum after its dot or last space. */
function cutMiddle(text: string, width: number): string {
	if (text.length <= width) return text;
	const dot = text.lastIndexOf("·");
	const end = dot === -1 ? text.lastIndexOf(" ") : dot;
	const stratum = end === -1 ? width : text.length - end - 1;
	const tail = stratum <= width * 0.75 ? stratum : Math.floor((width - 1) * 0.45);
	return `${text.slice(0, width - 1 - tail).trimEnd()}…${text.slice(text.length - tail)}`;
}

/** Breaks a line at spaces, never between a number and its percent sign; a word longer than the line stays whole. */
export function wrapLine(line: string, width: number): string {
	const lines: string[] = [];
	let current = "";
	for (const word of line.split(/ (?!%)/)) {
		if (current !== "" && current.length + 1 + word.length > width) {
			lines.push(current);
			current = word;
		} else {
			current = current === "" ? word : `${current} ${word}`;
		}
	}
	return [...lines, current].join("\n");
}

function layOut(
	columns: readonly Column[],
	rows: Rows,
	width: number,
): { shown: readonly number[]; widths: readonly number[] } {
	const natural = columns.map(({ title }, at) =>
		Math.max(title.length, ...rows.map((row) => stripVTControlCharacters(row[at] ?? "").length)),
	);
	const needed = (at: number): number => {
		const column = columns[at];
		const full = natural[at] ?? 0;
		return GAP + (column?.flexible === undefined ? full : Math.min(full, column.least ?? 10));
	};
	let shown = columns.map((_, at) => at);
	const total = (): number => shown.reduce((sum, at) => sum + needed(at), -GAP);
	for (let level = Math.max(...columns.map((column) => column.drop)); level > 0 && total() > width; level -= 1) {
		shown = shown.filter((at) => columns[at]?.drop !== level);
	}
	const spare = width - total();
	return { shown, widths: shareOut(shown, columns, natural, needed, spare) };
}

/** Gives the spare room to the flexible columns by their shares, none more than its content needs. */
function shareOut(
	shown: readonly number[],
	columns: readonly Column[],
	natural: readonly number[],
	needed: (at: number) => number,
	spare: number,
): readonly number[] {
	const widths = new Map(shown.map((at) => [at, needed(at)]));
	const first = shown.find((at) => columns[at]?.flexible !== undefined);
	if (spare < 0 && first !== undefined) widths.set(first, Math.max(GAP + 4, needed(first) + spare));
	let left = Math.max(0, spare);
	// A second round hands on what columns with short content did not take.
	for (let round = 0; round < 2; round += 1) {
		const wanting = shown.filter(
			(at) => columns[at]?.flexible !== undefined && (widths.get(at) ?? 0) < (natural[at] ?? 0) + GAP,
		);
		const shares = wanting.reduce((sum, at) => sum + (columns[at]?.flexible ?? 0), 0);
		const room = left;
		for (const at of wanting) {
			const has = widths.get(at) ?? 0;
			const gain = Math.min(Math.floor((room * (columns[at]?.flexible ?? 0)) / shares), (natural[at] ?? 0) + GAP - has);
			widths.set(at, has + gain);
			left -= gain;
		}
	}
	return shown.map((at) => widths.get(at) ?? GAP + 1);
}

const BARE = {
	top: "",
	"top-mid": "",
	"top-left": "",
	"top-right": "",
	bottom: "",
	"bottom-mid": "",
	"bottom-left": "",
	"bottom-right": "",
	left: "",
	"left-mid": "",
	mid: "",
	"mid-mid": "",
	right: "",
	"right-mid": "",
	middle: "",
};
