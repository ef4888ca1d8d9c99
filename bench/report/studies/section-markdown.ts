import { codeCell, plain, table } from "../markdown/markdown-text.ts";
import type { ReportSection, ReportTable } from "./section.ts";

/** A section in Markdown. */
export function sectionMarkdown({ title, lead, tables, notes }: ReportSection): string {
	return [
		`## ${plain(title)}`,
		plain(lead),
		...tables.map(tableMarkdown),
		notes.map((note) => `- ${plain(note)}`).join("\n"),
	]
		.filter((block) => block !== "")
		.join("\n\n");
}

function tableMarkdown({ caption, titles, rows, code = [] }: ReportTable): string {
	const cells = rows.map((row) => row.map((cell, at) => (code.includes(at) ? codeCell(cell) : plain(cell))));
	const body = table(titles.map(plain), cells);
	return caption === undefined ? body : `**${plain(caption)}**\n\n${body}`;
}
