import { styleText } from "node:util";
import type { Finding } from "../../../schema/audit/finding.ts";
import { renderDrift } from "../drift/words.ts";
import { type AuditAnswer, counted, countText, placeText, scopeText, waiverText } from "./answer.ts";
import { usageText } from "./usage-words.ts";
import { adviceOf, sentenceOf } from "./words.ts";

/** The answer for a terminal: how much there is first, then table by table one line each with what to do. */
export function renderAuditTerminal(answer: AuditAnswer, color: boolean): string {
	const style = (format: Parameters<typeof styleText>[0], text: string): string =>
		color ? styleText(format, text, { validateStream: false }) : text;
	const { findings, waived, problems, unreadable } = answer;
	const lines = [`${style("bold", countText(findings))} ${scopeText(answer)}.`];
	// A table stands where its worst finding does.
	for (const [table, ofTable] of Map.groupBy(findings, (finding) => finding.table)) {
		lines.push("", style("bold", table));
		for (const finding of ofTable) lines.push(lineOf(finding, style));
	}
	if (unreadable.length > 0) {
		lines.push("", `${counted(unreadable.length, "source file")} could not be read, so uses in them are not counted:`);
		lines.push(...unreadable.map(({ file, reason }) => `  ${file}: ${reason}`));
	}
	if (problems.length > 0) lines.push("", ...problems.map(waiverText));
	if (waived.length > 0) lines.push("", `${counted(waived.length, "finding")} waived.`);
	if (answer.drift !== undefined) lines.push("", renderDrift(answer.drift).trimEnd());
	if (findings.length > 0) {
		const [first] = findings;
		lines.push("", `Next: index-impact audit --explain ${first?.rule}, or --write markdown=audit.md for a report.`);
	}
	return `${lines.join("\n")}\n`;
}

type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

function lineOf(finding: Finding, style: Style): string {
	const { severity, place, rule, id } = finding;
	const mark = severity === "error" ? style("red", "error") : style("yellow", "warn ");
	const where = place === undefined ? "" : `${style("dim", placeText(place))}  `;
	const usage = usageText(finding);
	const use = usage === undefined ? "" : ` (${usage})`;
	return `  ${mark} ${where}${sentenceOf(finding)}${use}. ${style("bold", adviceOf(finding))}. ${style("dim", `${rule} ${id}`)}`;
}
