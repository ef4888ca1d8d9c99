import type { CurveRecord } from "../../record/curve/schema.ts";
import { type TerminalOptions, terminalOptions } from "../terminal/terminal-options.ts";
import { boldPaint, wrapLine, writeTable } from "../terminal/terminal-table.ts";
import {
	curveHeadline,
	curveName,
	curveNotes,
	fromText,
	GROWTH_NOTE,
	growthText,
	indexSentence,
	PAYS_NOTE,
} from "./curve-words.ts";

/** Prints the answer to a stream. */
export function showCurve(curve: CurveRecord, stream: NodeJS.WriteStream): void {
	stream.write(renderCurveText(curve, terminalOptions(stream, process.env)));
}

/** A scale curve for a terminal. Ends with a line break. */
export function renderCurveText(curve: CurveRecord, { width, color }: TerminalOptions): string {
	const columns = Math.max(40, Math.floor(width));
	const paint = boldPaint(color);
	const table = writeTable({
		columns: [
			{ title: "Scenario", flexible: 2, least: 18, cut: "middle", drop: 0 },
			{ title: "grows without", right: true, drop: 0 },
			{ title: "with", right: true, drop: 0 },
			{ title: "is", flexible: 3, least: 20, drop: 1 },
		],
		rows: curve.indexes.flatMap(({ curves }) =>
			curves.map((found) => [
				curveName(found),
				found.growth === undefined ? "n/a" : growthText(found.growth.before),
				found.growth === undefined ? "n/a" : growthText(found.growth.after),
				fromText(found),
			]),
		),
		width: columns,
		paint,
	});
	const blocks = [
		paint.strong(wrapLine(curveHeadline(curve), columns)),
		curve.indexes.map((index) => wrapLine(indexSentence(index), columns)).join("\n"),
		table,
		[...curveNotes(curve).map((note) => `note: ${note}`), GROWTH_NOTE, PAYS_NOTE]
			.map((line) => wrapLine(line, columns))
			.join("\n"),
	];
	return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}
