import type { Finding } from "../../../schema/audit/finding.ts";
import { RULES } from "../../../schema/audit/rules.ts";
import { type AuditAnswer, counted, countText, placeText, scopeText, waiverText } from "./answer.ts";
import { usageText } from "./usage-words.ts";
import { adviceOf, sentenceOf } from "./words.ts";

/** Findings of one rule beyond this are folded. */
const SHOWN = 20;

/** The answer as Markdown for a pull request or a report: how much there is, then rule by rule a table. */
export function renderAuditMarkdown(answer: AuditAnswer): string {
	const { findings, waived, problems } = answer;
	const parts = ["# Index audit", "", `**${countText(findings)}** ${scopeText(answer)}.`];
	for (const [rule, ofRule] of Map.groupBy(findings, (finding) => finding.rule)) {
		parts.push("", `## ${RULES[rule].title} (${ofRule.length})`, "", RULES[rule].documentation, "");
		parts.push(...tableOf(ofRule.slice(0, SHOWN)));
		if (ofRule.length <= SHOWN) continue;
		const more = ofRule.slice(SHOWN);
		parts.push("", `<details><summary>${more.length} more</summary>`, "", ...tableOf(more), "", "</details>");
	}
	if (waived.length > 0) {
		parts.push("", `## Waived (${waived.length})`, "", "| Table | Rule | Reason |", "|---|---|---|");
		parts.push(...waived.map(({ finding, reason }) => row([finding.table, finding.rule, cell(reason)])));
	}
	if (problems.length > 0)
		parts.push("", "## Waivers to look at", "", ...problems.map((problem) => `- ${cell(waiverText(problem))}`));
	if (answer.unreadable.length > 0) {
		parts.push("", `${counted(answer.unreadable.length, "source file")} could not be read.`);
	}
	return `${parts.join("\n")}\n`;
}

function tableOf(findings: readonly Finding[]): readonly string[] {
	const withUsage = findings.some((finding) => usageText(finding) !== undefined);
	const heads = ["", "Table", "What is wrong", ...(withUsage ? ["In the source"] : []), "What to do", "Place"];
	return [
		row(heads),
		row(heads.map(() => "---")),
		...findings.map((finding) =>
			row([
				finding.severity === "error" ? "error" : "warning",
				cell(finding.table),
				cell(sentenceOf(finding)),
				...(withUsage ? [cell(usageText(finding) ?? "")] : []),
				cell(adviceOf(finding)),
				finding.place === undefined ? "" : cell(placeText(finding.place)),
			]),
		),
	];
}

function row(cells: readonly string[]): string {
	return `| ${cells.join(" | ")} |`;
}

/** Names of a schema may hold anything: nothing of them is taken for Markdown or HTML. */
function cell(text: string): string {
	return text
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(/[\\|*_`[\]~]/g, "\\$&")
		.replaceAll(/\s+/g, " ");
}
