import type { Place, SchemaModel, TableModel } from "../model.ts";
import type { Audit } from "./audit.ts";
import type { Baseline } from "./baseline.ts";
import type { Finding, RuleId } from "./finding.ts";
import { isRuleId } from "./rules.ts";

/** A finding that somebody has looked at and lets stand. */
export interface WaivedFinding {
	readonly finding: Finding;
	readonly reason: string;
	readonly by: "comment" | "baseline";
}

/** A waiver that does not do what its author thinks. */
export type WaiverProblem =
	| { readonly kind: "no-reason"; readonly place: Place; readonly rule: string }
	| { readonly kind: "unknown-rule"; readonly place: Place; readonly rule: string }
	/** Nothing is found there by that rule any more. */
	| { readonly kind: "unused"; readonly place: Place; readonly rule: RuleId }
	| { readonly kind: "unused-in-baseline"; readonly id: string; readonly rule: string; readonly table: string };

/** What the audit says once what is waived is taken out. */
export interface WaivedAudit {
	readonly summary: Audit["summary"];
	readonly findings: readonly Finding[];
	readonly waived: readonly WaivedFinding[];
	readonly problems: readonly WaiverProblem[];
}

/** `// index-impact-ignore rule, rule: reason` in a file of the schema. */
interface Comment {
	readonly place: Place;
	readonly rules: readonly string[];
	readonly reason: string;
	/** The line that it speaks of: its own where code stands before it, else the next line that is no comment. */
	readonly line: number;
}

const WAIVER = /(?:\/\/|\/\*+|^\s*\*)\s*index-impact-ignore\s+([a-z][a-z, -]*?)\s*(?::\s*(.*?))?\s*(?:\*\/\s*)?$/;

/**
 * Takes out what comments in the schema and the baseline waive. A comment counts for findings whose place is its line;
 * above a table's definition it counts for all findings of the rule in that table.
 * @param sources texts of the schema's files by their name in places.
 */
export function withWaivers(
	{ summary, tried, findings }: Audit,
	model: SchemaModel,
	sources: ReadonlyMap<string, string>,
	baseline: Baseline | undefined,
): WaivedAudit {
	const comments = [...sources].flatMap(([file, text]) => commentsIn(file, text));
	const used = new Set<Comment>();
	const usedIds = new Set<string>();
	const waived: WaivedFinding[] = [];
	const open = findings.filter((finding) => {
		const comment = comments.find((candidate) => isReasoned(candidate) && isAbout(candidate, finding, model.tables));
		const entry = baseline?.findings.find(({ id }) => id === finding.id);
		if (comment !== undefined) used.add(comment);
		if (entry !== undefined) usedIds.add(entry.id);
		if (comment !== undefined) waived.push({ finding, reason: comment.reason, by: "comment" });
		else if (entry !== undefined) waived.push({ finding, reason: entry.reason, by: "baseline" });
		return comment === undefined && entry === undefined;
	});
	const problems = [
		...comments.flatMap((comment) => problemsOf(comment, used.has(comment), tried)),
		...(baseline?.findings ?? [])
			.filter(({ id, rule }) => !usedIds.has(id) && !(isRuleId(rule) && !tried.includes(rule)))
			.map(({ id, rule, table }) => ({ kind: "unused-in-baseline" as const, id, rule, table })),
	];
	return { summary, findings: open, waived, problems };
}

function commentsIn(file: string, text: string): readonly Comment[] {
	const lines = text.split("\n");
	return lines.flatMap((content, at): readonly Comment[] => {
		const [, rules = "", reason = ""] = WAIVER.exec(content) ?? [];
		if (rules === "") return [];
		const alone = /^\s*(?:\/\/|\/\*|\*)/.test(content);
		let line = at;
		while (alone && line < lines.length && /^\s*(?:\/\/|\/\*|\*|$)/.test(lines[line] ?? "")) line++;
		return [{ place: { file, line: at + 1 }, rules: rules.split(/[,\s]+/).filter(Boolean), reason, line: line + 1 }];
	});
}

function isReasoned({ reason }: Comment): boolean {
	return reason !== "";
}

function isAbout({ place, rules, line }: Comment, finding: Finding, tables: readonly TableModel[]): boolean {
	if (!rules.includes(finding.rule)) return false;
	const isHere = (at: Place | undefined) => at !== undefined && at.file === place.file && at.line === line;
	return isHere(finding.place) || tables.some((table) => table.name === finding.table && isHere(table.place));
}

function problemsOf(comment: Comment, used: boolean, tried: readonly RuleId[]): readonly WaiverProblem[] {
	const { place, rules } = comment;
	return rules.flatMap((rule): readonly WaiverProblem[] => {
		if (!isRuleId(rule)) return [{ kind: "unknown-rule", place, rule }];
		if (!isReasoned(comment)) return [{ kind: "no-reason", place, rule }];
		// Nothing can be said of a rule that was not tried: a plain audit does not look at migrations, say.
		return used || !tried.includes(rule) ? [] : [{ kind: "unused", place, rule }];
	});
}
