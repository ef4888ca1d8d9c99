import type { Connection, RowDataPacket } from "mysql2/promise";
import type { IndexPart } from "../model.ts";

/** A database's indexes as the server has them. */
export interface DatabaseModel {
	readonly tables: readonly DatabaseTable[];
}

export interface DatabaseTable {
	readonly name: string;
	readonly primaryKey: readonly string[];
	/** Without the primary key. */
	readonly indexes: readonly DatabaseIndex[];
	readonly foreignKeys: readonly { readonly name: string; readonly columns: readonly string[] }[];
}

export interface DatabaseIndex {
	readonly name: string;
	readonly kind: "plain" | "unique" | "fulltext" | "spatial";
	readonly parts: readonly IndexPart[];
	readonly visible: boolean;
}

/**
 * Reads indexes and foreign keys of the base tables in a database. Reads only.
 * @param database the connection's own by default.
 */
export async function readDatabase(connection: Connection, database?: string): Promise<DatabaseModel> {
	const named = database === undefined ? "DATABASE()" : "?";
	const values = database === undefined ? [] : [database];
	const [tables] = await connection.query<RowDataPacket[]>(
		`SELECT TABLE_NAME AS name FROM information_schema.TABLES
		WHERE TABLE_SCHEMA = ${named} AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME`,
		values,
	);
	const [parts] = await connection.query<RowDataPacket[]>(
		`SELECT TABLE_NAME AS tableName, INDEX_NAME AS name, NON_UNIQUE AS nonUnique, COLUMN_NAME AS columnName,
			SUB_PART AS length, COLLATION AS direction, INDEX_TYPE AS type, EXPRESSION AS expression, IS_VISIBLE AS visible
		FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ${named} ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`,
		values,
	);
	const [references] = await connection.query<RowDataPacket[]>(
		`SELECT TABLE_NAME AS tableName, CONSTRAINT_NAME AS name, COLUMN_NAME AS columnName
		FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = ${named} AND REFERENCED_TABLE_NAME IS NOT NULL
		ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`,
		values,
	);
	return {
		tables: tables.map(({ name }) => {
			const own = parts.filter(({ tableName }) => tableName === name);
			const foreign = references.filter(({ tableName }) => tableName === name);
			const byName = Map.groupBy(own, (row) => String(row.name));
			return {
				name: String(name),
				primaryKey: (byName.get("PRIMARY") ?? []).map(({ columnName }) => String(columnName)),
				indexes: [...byName].filter(([indexName]) => indexName !== "PRIMARY").map(([, rows]) => indexOf(rows)),
				foreignKeys: [...Map.groupBy(foreign, (row) => String(row.name))].map(([key, rows]) => ({
					name: key,
					columns: rows.map(({ columnName }) => String(columnName)),
				})),
			};
		}),
	};
}

function indexOf(rows: readonly RowDataPacket[]): DatabaseIndex {
	const first = rows[0] as RowDataPacket;
	const type = String(first.type);
	const special = type === "FULLTEXT" ? "fulltext" : type === "SPATIAL" ? "spatial" : undefined;
	return {
		name: String(first.name),
		kind: special ?? (Number(first.nonUnique) === 0 ? "unique" : "plain"),
		parts: rows.map((row) => partOf(row, special !== undefined)),
		visible: first.visible !== "NO",
	};
}

function partOf(row: RowDataPacket, isSpecial: boolean): IndexPart {
	const descending = row.direction === "D" ? { descending: true } : {};
	if (row.columnName === null) return { expression: String(row.expression), ...descending };
	const length = row.length === null || isSpecial ? {} : { length: Number(row.length) };
	return { column: String(row.columnName), ...length, ...descending };
}
