import type { Advice } from "../../record/advice/schema.ts";
import { printableLine } from "../printable.ts";
import { boldPaint, type Column, wrapLine, writeTable } from "../terminal/terminal-table.ts";
import { figuresOf } from "./figures.ts";
import { chosenRows } from "./rows.ts";
import { countWords, curveWords, estimateWords, footnotes, headlineOf, patternWords, referenceWords } from "./words.ts";

const WIDTH = 120;

const COLUMNS: readonly Column[] = [
	{ title: "#", right: true, drop: 0 },
	{ title: "Index", flexible: 3, least: 30, drop: 0 },
	{ title: "Spares", right: true, drop: 0 },
	{ title: "Writes", right: true, drop: 3 },
	{ title: "Net", right: true, drop: 4 },
	{ title: "Size", right: true, drop: 1 },
	{ title: "Build", right: true, drop: 5 },
	{ title: "Verdict", drop: 0 },
	{ title: "Faster", flexible: 2, least: 20, drop: 6 },
	{ title: "Slower", flexible: 2, least: 20, drop: 2 },
];

/** An advice for a terminal: the answer first, then the chosen set. */
export function renderAdvice(advice: Advice, { columns = WIDTH, color = false } = {}): string {
	const figures = figuresOf(advice);
	const paint = boldPaint(color);
	const lines = [
		paint.strong(wrapLine(`${advice.suiteTitle}: ${headlineOf(figures)}`, columns)),
		...[curveWords(figures), referenceWords(figures)].flatMap((text) =>
			text === undefined ? [] : [wrapLine(text, columns)],
		),
	];
	const rows = chosenRows(figures).map((row) => row.slice(0, COLUMNS.length).map(printableLine));
	const table = writeTable({ columns: COLUMNS, rows, width: columns, paint });
	const more = [countWords(figures), estimateWords(figures), ...footnotes(figures)].flatMap((text) =>
		text === undefined ? [] : [wrapLine(text, columns)],
	);
	const patterns = patternWords(figures).map((text) => `  ${text}`);
	return `${[
		...lines,
		...(table === "" ? [] : ["", table]),
		"",
		...more,
		...(patterns.length === 0 ? [] : ["What got slower, by pattern:", ...patterns]),
	].join("\n")}\n`;
}
