import type { MySqlColumn } from "drizzle-orm/mysql-core";
import type { ColumnModel } from "../model.ts";
import { type Casing, columnName } from "./casing.ts";
import { drizzle } from "./own-drizzle.ts";
import { renderSql, textLiteral } from "./render-sql.ts";

/** Properties that some kinds of columns have; drizzle-orm 1.0 has charSet and collation of its own. */
type Column = MySqlColumn & {
	readonly autoIncrement?: boolean;
	readonly hasOnUpdateNow?: boolean;
	readonly onUpdateNowFsp?: number;
	readonly fsp?: number;
	readonly charSet?: string;
	readonly collation?: string;
};

const CHARSET = /\s+(?:character\s+set|charset)\s+(\w+)/i;
const COLLATION = /\s+collate\s+(\w+)/i;

/** One column as data. @param key its name in TypeScript. */
export function readColumn(column: MySqlColumn, key: string, casing: Casing | undefined): ColumnModel {
	const some: Column = column;
	const { type, charset, collation } = typeParts(some);
	const defaultSql = defaultOf(column, type, casing);
	const generated = column.generated as { as: unknown; mode?: "stored" | "virtual" } | undefined;
	const fsp = some.onUpdateNowFsp ?? /\((\d)\)/.exec(type)?.[1];
	return {
		name: columnName(column, casing),
		key,
		type,
		notNull: column.notNull,
		autoIncrement: some.autoIncrement === true,
		columnType: column.columnType,
		defaultByApplication: column.defaultFn !== undefined,
		...(defaultSql !== undefined ? { defaultSql } : {}),
		...(some.hasOnUpdateNow ? { onUpdateSql: `CURRENT_TIMESTAMP${fsp !== undefined ? `(${fsp})` : ""}` } : {}),
		...(generated ? { generated: { sql: generatedSql(generated.as, casing), mode: generated.mode ?? "virtual" } } : {}),
		...(charset !== undefined ? { charset } : {}),
		...(collation !== undefined ? { collation } : {}),
	};
}

function typeParts(column: Column): { type: string; charset: string | undefined; collation: string | undefined } {
	const written = column.getSQLType();
	// Drizzle writes the values of an enum as they are, also those with quotes.
	if (written.startsWith("enum(")) {
		const type = `enum(${(column.enumValues ?? []).map(textLiteral).join(",")})`;
		return { type, charset: column.charSet, collation: column.collation };
	}
	// Words within quotes are values of a SET, no options of the type.
	const tail = /^(?:[^']|'(?:[^']|'')*')*?\)(?=[^')]*$)/.exec(written)?.[0].length ?? 0;
	const head = written.slice(0, tail);
	const options = written.slice(tail);
	return {
		type: (head + options.replace(CHARSET, "").replace(COLLATION, "")).trim(),
		charset: column.charSet ?? CHARSET.exec(options)?.[1],
		collation: column.collation ?? COLLATION.exec(options)?.[1],
	};
}

/** What DEFAULT is followed by. TEXT, BLOB, JSON and GEOMETRY take a default only as an expression. */
function defaultOf(column: MySqlColumn, type: string, casing: Casing | undefined): string | undefined {
	if (column.default === undefined) return undefined;
	const written = literal(column.default, type, casing);
	const needsExpression = /^(?:tiny|medium|long)?(?:text|blob)\b|^json\b|^geo|^point\b/i.test(type);
	return needsExpression && !written.startsWith("(") && written.toLowerCase() !== "null" ? `(${written})` : written;
}

function literal(value: unknown, type: string, casing: Casing | undefined): string {
	if (drizzle.is(value, drizzle.SQL)) return renderSql(value, casing);
	if (value === null) return "NULL";
	if (typeof value === "string" && !/^json\b/i.test(type)) return textLiteral(value);
	if (typeof value === "number" || typeof value === "bigint") return String(value);
	if (typeof value === "boolean" && !/^json\b/i.test(type)) return String(value);
	if (value instanceof Date) {
		const text = value.toISOString().replace("T", " ");
		return textLiteral(/^date\b(?!time)/i.test(type) ? text.slice(0, 10) : text.slice(0, 23));
	}
	if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString("hex")}'`;
	return textLiteral(JSON.stringify(value));
}

function generatedSql(as: unknown, casing: Casing | undefined): string {
	const made: unknown = typeof as === "function" ? as() : as;
	return drizzle.is(made, drizzle.SQL) ? renderSql(made, casing) : String(made);
}
