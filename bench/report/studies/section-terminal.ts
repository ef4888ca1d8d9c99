import { type Paint, wrapLine } from "../terminal/terminal-table.ts";
import type { ReportSection } from "./section.ts";

/** What a section comes to, for the terminal: its lead; the tables are in the report. */
export function sectionTerminal({ title, lead }: ReportSection, paint: Paint, columns: number): string {
	return `${paint.strong(title)}\n${wrapLine(lead, columns)}`;
}
