import type { AuditContext } from "./context.ts";
import type { FoundBy, RuleId, Severity } from "./finding.ts";

/** What a rule looks at besides the schema; without it, the rule finds nothing. */
export type RuleNeeds = "source" | "queries" | "migrations" | "whole-migrations" | "database";

/** The flag that gives it. */
export const FLAG_OF_NEEDS: Readonly<Record<RuleNeeds, string>> = {
	source: "--source",
	queries: "--query or a bundle",
	migrations: "--migrations",
	"whole-migrations": "--migrations",
	database: "--url",
};

/** One thing that the audit looks for; a file under `rules/` holds it whole. */
export interface Rule<R extends RuleId = RuleId> {
	readonly id: R;
	/** A few words that name the fault. */
	readonly title: string;
	/** What it is, why it matters and what to do, in plain sentences; shown by `--explain` and in docs/audit.md. */
	readonly documentation: string;
	readonly severity: Severity;
	readonly needs?: RuleNeeds;
	check(context: AuditContext): readonly FoundBy<R>[];
}

/** Identity, so that a rule's file is checked against the evidence that its id stands for. */
export function defineRule<R extends RuleId>(rule: Rule<R>): Rule<R> {
	return rule;
}
