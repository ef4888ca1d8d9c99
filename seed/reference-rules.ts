import { quoted } from "../mysql/sql/identifiers.ts";
import type { AuditRule, DatasetSpec } from "./dataset-spec.ts";

/** What the foreign keys say of the rows, as rules: they are loaded without the server's own check. */
export function referenceRules({ tables }: DatasetSpec): readonly AuditRule[] {
	return tables.flatMap(({ table }) =>
		table.foreignKeys.map(({ columns, refTable, refColumns }): AuditRule => {
			const pairs = columns.map((column, at) => `c.${quoted(column)} = p.${quoted(refColumns[at] ?? "")}`);
			const present = columns.map((column) => `c.${quoted(column)} IS NOT NULL`);
			return {
				holds: `every ${table.name}(${columns.join(", ")}) is a ${refTable}(${refColumns.join(", ")})`,
				violations: `SELECT COUNT(*) FROM ${quoted(table.name)} c LEFT JOIN ${quoted(refTable)} p ON ${pairs.join(" AND ")}
					WHERE p.${quoted(refColumns[0] ?? "")} IS NULL AND ${present.join(" AND ")}`,
			};
		}),
	);
}
