import type { SchemaModel } from "../model.ts";
import type { ColumnUsage, SourceUsage } from "../usage/column-usage.ts";
import { rowsRead } from "../usage/query-load.ts";
import { type AuditContext, type AuditFacts, auditContext } from "./context.ts";
import { type Finding, type FindingOf, findingId, type RuleId, type Severity } from "./finding.ts";
import type { Rule, RuleNeeds } from "./rule.ts";
import { RULE_IDS, RULES } from "./rules.ts";

/** What a config may say of a rule: another severity, or off. */
export type RuleSettings = Readonly<Partial<Record<RuleId, Severity | "off">>>;

/** What the audit looked at, for the answer's first line. */
export interface AuditSummary {
	readonly tables: number;
	readonly indexes: number;
	readonly foreignKeys: number;
	/** Indexes that MySQL makes for foreign keys itself. */
	readonly impliedIndexes: number;
	/** References that no foreign key declares. */
	readonly undeclaredReferences: number;
	/** Files of the application's source that were read; absent without `--source`. */
	readonly sourceFiles?: number;
	/** Statements that were read; absent where there are none. */
	readonly queries?: number;
}

export interface Audit {
	readonly summary: AuditSummary;
	/** Rules that were tried: not off, and with all that they need. */
	readonly tried: readonly RuleId[];
	/** Errors first, by rule; then warnings by rows that queries read for want of an index, by how many places of the source could use them, and by confidence. */
	readonly findings: readonly Finding[];
}

/**
 * Everything that is wrong with a schema's indexes, by all rules that are not off. A rule that is set to another severity
 * loses its own distinction of worse and milder cases.
 */
export function audit(model: SchemaModel, facts: AuditFacts = {}, settings: RuleSettings = {}): Audit {
	const context = auditContext(model, facts);
	const tried = RULE_IDS.filter((id) => settings[id] !== "off" && hasNeeds(RULES[id].needs, context));
	const findings = tried.flatMap(
		(id) => findingsOf(RULES[id] as Rule, context, settings[id] as Severity | undefined) as readonly Finding[],
	);
	return { summary: summaryOf(context), tried, findings: ordered(distinct(withoutEchoes(findings))) };
}

function hasNeeds(needs: RuleNeeds | undefined, { usage, queries, drift }: AuditContext): boolean {
	switch (needs) {
		case undefined:
			return true;
		case "source":
			return usage !== undefined;
		case "queries":
			return queries !== undefined;
		case "migrations":
			return drift.migrations !== undefined;
		case "whole-migrations":
			return drift.migrations !== undefined && drift.migrations.replay.stopped === undefined;
		case "database":
			return drift.database !== undefined;
	}
}

function findingsOf<R extends RuleId>(
	rule: Rule<R>,
	context: AuditContext,
	severity: Severity | undefined,
): readonly FindingOf<R>[] {
	return rule.check(context).map((found) => {
		const usage = usageOf(found.table, found.columns, context.usage);
		return {
			...found,
			rule: rule.id,
			id: findingId(rule.id, found),
			severity: severity ?? found.severity ?? rule.severity,
			...(usage !== undefined ? { usage } : {}),
		};
	});
}

/** The usage of the first column: the one by which an index is entered. */
function usageOf(table: string, columns: readonly string[], usage: SourceUsage | undefined): ColumnUsage | undefined {
	return usage === undefined || columns[0] === undefined ? undefined : usage.column(table, columns[0]);
}

/**
 * An index that no query could use needs no second finding that it tells few rows apart, nor a column that statements look
 * up one that the source does, nor a reference that statements want the same index for.
 */
function withoutEchoes(findings: readonly Finding[]): readonly Finding[] {
	const ofQueries = findings.filter(({ rule }) => rule === "unindexed-query");
	const asked = new Set(ofQueries.map(({ table, columns }) => `${table}\0${columns[0]}`));
	const wanted = new Set(ofQueries.map(({ table, columns }) => `${table}\0${columns.join("\0")}`));
	const unused = new Set(
		findings.filter(({ rule }) => rule === "unused-index").map(({ table, index }) => `${table}\0${index}`),
	);
	return findings.filter(
		({ rule, table, index, columns }) =>
			(rule !== "low-cardinality-index" || !unused.has(`${table}\0${index}`)) &&
			(rule !== "unindexed-filter" || !asked.has(`${table}\0${columns[0]}`)) &&
			(rule !== "missing-reference-index" || !wanted.has(`${table}\0${columns.join("\0")}`)),
	);
}

/** A table that is defined twice has its findings twice, which helps nobody. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
	return [...new Map(findings.toReversed().map((finding) => [finding.id, finding])).values()].toReversed();
}

const SEVERITIES: readonly Severity[] = ["error", "warn"];
const CONFIDENCES: readonly Finding["confidence"][] = ["certain", "likely", "possible"];

function ordered(findings: readonly Finding[]): readonly Finding[] {
	const open = ({ usage }: Finding) => (usage === undefined ? 0 : usage.access - usage.servedElsewhere);
	return findings.toSorted(
		(a, b) =>
			SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
			(a.severity === "error"
				? RULE_IDS.indexOf(a.rule) - RULE_IDS.indexOf(b.rule)
				: loadOf(b) - loadOf(a) || open(b) - open(a)) ||
			CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence) ||
			RULE_IDS.indexOf(a.rule) - RULE_IDS.indexOf(b.rule) ||
			a.table.localeCompare(b.table),
	);
}

/** Rows that statements read for want of the index, as far as a server counted them. */
function loadOf(finding: Finding): number {
	return finding.rule === "unindexed-query" ? rowsRead(finding.evidence) : 0;
}

function summaryOf({ model, keys, references, usage, queries }: AuditContext): AuditSummary {
	const all = model.tables.flatMap((table) => keys(table));
	return {
		tables: new Set(model.tables.map(({ schema, name }) => `${schema ?? ""}.${name}`)).size,
		indexes: all.filter(({ origin }) => origin === "declared").length,
		foreignKeys: model.tables.reduce((sum, { foreignKeys }) => sum + foreignKeys.length, 0),
		impliedIndexes: all.filter(({ origin }) => origin === "foreign-key").length,
		undeclaredReferences: references.filter(({ foreignKey }) => foreignKey === undefined).length,
		...(usage !== undefined ? { sourceFiles: usage.files } : {}),
		...(queries !== undefined ? { queries: new Set(queries.map(({ query }) => query)).size } : {}),
	};
}
