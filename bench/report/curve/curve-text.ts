import { styleText } from "node:util";
import type { CurveRecord } from "../../record/curve/schema.ts";
import { type Paint, wrapLine, writeTable } from "../terminal-table.ts";
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

const WIDTH_WITHOUT_TERMINAL = 120;

/** Prints the answer to a stream: as wide as the terminal, in colour only on one, and not with NO_COLOR. */
export function showCurve(curve: CurveRecord, stream: NodeJS.WriteStream): void {
	const color = stream.isTTY === true && !process.env.NO_COLOR;
	stream.write(renderCurveText(curve, { width: stream.columns ?? WIDTH_WITHOUT_TERMINAL, color }));
}

/** A scale curve for a terminal. Ends with a line break. */
export function renderCurveText(
	curve: CurveRecord,
	{ width, color }: { readonly width: number; readonly color: boolean },
): string {
	const columns = Math.max(40, Math.floor(width));
	const strong = (text: string): string => (color ? styleText("bold", text, { validateStream: false }) : text);
	const paint: Paint = { strong, faint: (text) => text, warning: strong, verdict: (verdict) => verdict };
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
		strong(wrapLine(curveHeadline(curve), columns)),
		curve.indexes.map((index) => wrapLine(indexSentence(index), columns)).join("\n"),
		table,
		[...curveNotes(curve).map((note) => `note: ${note}`), GROWTH_NOTE, PAYS_NOTE]
			.map((line) => wrapLine(line, columns))
			.join("\n"),
	];
	return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}
