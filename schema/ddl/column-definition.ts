import { parenthesized, quoted } from "../../mysql/sql/identifiers.ts";
import type { ColumnModel } from "../model.ts";

/** A column as CREATE TABLE takes it. */
export function columnDefinition(column: ColumnModel): string {
	const { name, type, charset, collation, generated } = column;
	const parts = [quoted(name), type];
	if (charset !== undefined) parts.push(`CHARACTER SET ${charset}`);
	if (collation !== undefined) parts.push(`COLLATE ${collation}`);
	if (generated !== undefined) {
		parts.push(`GENERATED ALWAYS AS ${parenthesized(generated.sql)} ${generated.mode.toUpperCase()}`);
	}
	if (column.notNull) parts.push("NOT NULL");
	// With explicit_defaults_for_timestamp off, a timestamp is NOT NULL unless it says otherwise.
	else if (/^timestamp\b/i.test(type)) parts.push("NULL");
	if (column.autoIncrement) parts.push("AUTO_INCREMENT");
	if (column.defaultSql !== undefined && generated === undefined) parts.push(`DEFAULT ${column.defaultSql}`);
	if (column.onUpdateSql !== undefined) parts.push(`ON UPDATE ${column.onUpdateSql}`);
	return parts.join(" ");
}
