import type { Finding } from "../../../schema/audit/finding.ts";
import type { WaivedAudit, WaiverProblem } from "../../../schema/audit/waivers.ts";
import type { Place } from "../../../schema/model.ts";
import type { DriftAnswer } from "../drift/answer.ts";

/** Everything that a report of an audit is made of. */
export interface AuditAnswer extends WaivedAudit {
	/** Modules of the source that did not parse. */
	readonly unreadable: readonly { readonly file: string; readonly reason: string }[];
	/** How the schema differs from its migrations or from a database, where somebody asked. */
	readonly drift?: DriftAnswer;
}

/** "drizzle/schema.ts:12". */
export function placeText({ file, line }: Place): string {
	return `${file}:${line}`;
}

/** "3 errors and 12 warnings". */
export function countText(findings: readonly Finding[]): string {
	const errors = findings.filter(({ severity }) => severity === "error").length;
	const warnings = findings.length - errors;
	if (findings.length === 0) return "Nothing found";
	const parts = [errors > 0 ? counted(errors, "error") : "", warnings > 0 ? counted(warnings, "warning") : ""];
	return parts.filter(Boolean).join(" and ");
}

/** What was looked at: "in 120 tables with 236 indexes; MySQL makes 68 more for foreign keys". */
export function scopeText({ summary }: Pick<WaivedAudit, "summary">): string {
	const { tables, indexes, impliedIndexes, sourceFiles, queries } = summary;
	const implied = impliedIndexes > 0 ? `; MySQL makes ${impliedIndexes} more for foreign keys` : "";
	const source = sourceFiles === undefined ? "" : `; ${counted(sourceFiles, "source file")} read`;
	const asked = queries === undefined ? "" : `; ${counted(queries, "query", "queries")} looked at`;
	return `in ${counted(tables, "table")} with ${counted(indexes, "index", "indexes")}${implied}${source}${asked}`;
}

/** What is wrong with a waiver, in one sentence. */
export function waiverText(problem: WaiverProblem): string {
	switch (problem.kind) {
		case "no-reason":
			return `${placeText(problem.place)}: the waiver of ${problem.rule} gives no reason, so it does not count. Write "// index-impact-ignore ${problem.rule}: why".`;
		case "unknown-rule":
			return `${placeText(problem.place)}: there is no rule ${problem.rule}.`;
		case "unused":
			return `${placeText(problem.place)}: ${problem.rule} finds nothing here any more. Take the waiver out.`;
		case "unused-in-baseline":
			return `The baseline's ${problem.id} (${problem.rule}, ${problem.table}) is not found any more. Take it out.`;
	}
}

export function counted(number: number, one: string, many = `${one}s`): string {
	return `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
}
