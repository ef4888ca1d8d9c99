import { quoted } from "../../mysql/sql/identifiers.ts";
import type { SchemaModel } from "../../schema/model.ts";
import type { AuditRule } from "../dataset-spec.ts";
import type { TablePlan } from "./plan.ts";
import { type Reference, uniqueKeys } from "./references.ts";

/** Deviations of a share that chance alone hardly ever makes. */
const DEVIATIONS = 6;

/** What must hold of rows that were made from a schema: references, unique keys, shares of NULL. */
export function auditRules(
	model: SchemaModel,
	references: readonly Reference[],
	plans: readonly TablePlan[],
): readonly AuditRule[] {
	return [
		...references.map(noOrphans),
		...model.tables.flatMap((table) => uniqueKeys(table).map((columns) => noneTwice(table.name, columns))),
		...plans.flatMap(nullShares),
	];
}

function noOrphans({ table, columns, refTable, refColumns }: Reference): AuditRule {
	const own = columns.map(quoted);
	const joined = refColumns.map((column, at) => `p.${quoted(column)} = c.${own[at]}`).join(" AND ");
	return {
		holds: `every ${table}.${columns.join(", ")} is in ${refTable}`,
		// Distinct values first: a handful of look-ups instead of one per row.
		violations: `SELECT COUNT(*) FROM (SELECT DISTINCT ${own.join(", ")} FROM ${quoted(table)}
			WHERE ${own.map((column) => `${column} IS NOT NULL`).join(" AND ")}) c
			WHERE NOT EXISTS (SELECT 1 FROM ${quoted(refTable)} p WHERE ${joined})`,
	};
}

function noneTwice(table: string, columns: readonly string[]): AuditRule {
	const key = columns.map(quoted);
	return {
		holds: `no two rows of ${table} have the same ${columns.join(", ")}`,
		violations: `SELECT COUNT(*) FROM (SELECT 1 FROM ${quoted(table)}
			WHERE ${key.map((column) => `${column} IS NOT NULL`).join(" AND ")}
			GROUP BY ${key.join(", ")} HAVING COUNT(*) > 1) twice`,
	};
}

/** All columns of a table in one look at it. */
function nullShares({ name, columns }: TablePlan): readonly AuditRule[] {
	const nullable = columns.filter(({ nulls }) => nulls > 0);
	if (nullable.length === 0) return [];
	// Written with exponents, so that the server reckons in doubles: its decimals keep four digits and take the rest for zero.
	const off = nullable.map(({ name: column, nulls }) => {
		const found = `COALESCE(AVG((${quoted(column)} IS NULL) + 0e0), ${nulls.toExponential()})`;
		const chance = `SQRT(${(nulls * (1 - nulls)).toExponential()} / GREATEST(1, COUNT(*)))`;
		return `(ABS(${found} - ${nulls.toExponential()}) > ${DEVIATIONS} * ${chance} + 1e0 / GREATEST(1, COUNT(*)))`;
	});
	return [
		{
			holds: `the shares of NULL in ${name} are as planned`,
			violations: `SELECT ${off.join(" + ")} FROM ${quoted(name)}`,
		},
	];
}
