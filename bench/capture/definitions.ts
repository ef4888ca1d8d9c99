import type { BundledColumn, BundledTable } from "../../seed/bundle/schema-part.ts";
import { NotKnown, type Row, type Source } from "./source.ts";

/** A table of the source: its definition without values, and what the server tells of its size. */
export interface SourceTable {
	readonly name: string;
	readonly definition: BundledTable;
	/** As the server estimates them. */
	readonly rows: number;
	readonly dataBytes: number;
}

/** All tables of a database that the user may see; views are none. @throws NotKnown */
export async function readDefinitions(source: Source, database: string): Promise<readonly SourceTable[]> {
	const tables = await source.ask(
		`SELECT TABLE_NAME AS name, ENGINE AS engine, TABLE_ROWS AS estimated, DATA_LENGTH AS bytes
		FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME`,
		[database],
	);
	const columns = byTable(
		await source.ask(
			`SELECT TABLE_NAME AS tab, COLUMN_NAME AS name, COLUMN_TYPE AS type, IS_NULLABLE AS nullable, EXTRA AS extra,
			COLUMN_DEFAULT IS NOT NULL AS filled, CHARACTER_SET_NAME AS charset, COLLATION_NAME AS collation
			FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, ORDINAL_POSITION`,
			[database],
		),
	);
	const indexes = byTable(await readIndexParts(source, database));
	const keys = byTable(
		await source.ask(
			`SELECT TABLE_NAME AS tab, CONSTRAINT_NAME AS name, COLUMN_NAME AS col, REFERENCED_TABLE_NAME AS refTable,
			REFERENCED_COLUMN_NAME AS refColumn FROM information_schema.KEY_COLUMN_USAGE
			WHERE TABLE_SCHEMA = ? AND REFERENCED_TABLE_SCHEMA = ? ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`,
			[database, database],
		),
	);
	const checks = byTable(
		await source.ask(
			`SELECT TABLE_NAME AS tab, COUNT(*) AS n FROM information_schema.TABLE_CONSTRAINTS
			WHERE TABLE_SCHEMA = ? AND CONSTRAINT_TYPE = 'CHECK' GROUP BY TABLE_NAME`,
			[database],
		),
	);
	const partitions = byTable(
		await source.ask(
			`SELECT TABLE_NAME AS tab, COUNT(PARTITION_NAME) AS n FROM information_schema.PARTITIONS
			WHERE TABLE_SCHEMA = ? GROUP BY TABLE_NAME`,
			[database],
		),
	);
	return tables.flatMap(({ name: given, engine, estimated, bytes }) => {
		const name = String(given);
		const own = columns.get(name) ?? [];
		if (own.length === 0) return [];
		const parts = indexes.get(name) ?? [];
		const primaryKey = parts.filter((part) => part.name === "PRIMARY").map((part) => String(part.col));
		const divided = Number(partitions.get(name)?.[0]?.n ?? 0);
		const definition: BundledTable = {
			columns: own.map(columnOf),
			...(primaryKey.length === 0 ? {} : { primaryKey }),
			indexes: grouped(parts.filter((part) => part.name !== "PRIMARY")).map(indexOf),
			foreignKeys: grouped(keys.get(name) ?? []).map((group) => ({
				name: String(group[0]?.name),
				columns: group.map(({ col }) => String(col)),
				refTable: String(group[0]?.refTable),
				refColumns: group.map(({ refColumn }) => String(refColumn)),
			})),
			checks: Number(checks.get(name)?.[0]?.n ?? 0),
			...(divided === 0 ? {} : { partitions: divided }),
			...(engine === null ? {} : { engine: String(engine) }),
		};
		return [{ name, definition, rows: Number(estimated ?? 0), dataBytes: Number(bytes ?? 0) }];
	});
}

/** MySQL 5.7 has no invisible indexes. */
async function readIndexParts(source: Source, database: string): Promise<readonly Row[]> {
	const select = (visible: string) =>
		`SELECT TABLE_NAME AS tab, INDEX_NAME AS name, COLUMN_NAME AS col, SUB_PART AS part, COLLATION AS direction,
		NON_UNIQUE AS plain, INDEX_TYPE AS type, ${visible} AS visible FROM information_schema.STATISTICS
		WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`;
	try {
		return await source.ask(select("IS_VISIBLE"), [database]);
	} catch (error) {
		if (!(error instanceof NotKnown) || error.reason !== "unsupported") throw error;
		return await source.ask(select("'YES'"), [database]);
	}
}

function columnOf(row: Row): BundledColumn {
	const extra = String(row.extra).toLowerCase();
	return {
		name: String(row.name),
		type: maskedType(String(row.type)),
		notNull: row.nullable === "NO",
		autoIncrement: extra.includes("auto_increment"),
		hasDefault: Number(row.filled) === 1 || extra.includes("default_generated"),
		...(extra.includes("stored generated") ? { generated: "stored" } : {}),
		...(extra.includes("virtual generated") ? { generated: "virtual" } : {}),
		...(row.charset === null ? {} : { charset: String(row.charset) }),
		...(row.collation === null ? {} : { collation: String(row.collation) }),
	};
}

const LONGEST_TYPE = 2000;

/** Members of an enum or a set are values: they become m1, m2, ... */
export function maskedType(type: string): string {
	if (!/^(enum|set)\(/i.test(type)) return type;
	let member = 0;
	const masked = type.replace(/'(?:[^']|'')*'/gs, () => `'m${++member}'`);
	// Hundreds of members do not fit the format: the first ones stand for all.
	return masked.length <= LONGEST_TYPE ? masked : `${masked.slice(0, masked.lastIndexOf(",", LONGEST_TYPE - 1))})`;
}

function indexOf(parts: readonly Row[]): BundledTable["indexes"][number] {
	const [first] = parts;
	const type = String(first?.type);
	return {
		name: String(first?.name),
		kind:
			type === "FULLTEXT"
				? "fulltext"
				: type === "SPATIAL"
					? "spatial"
					: Number(first?.plain) === 0
						? "unique"
						: "plain",
		parts: parts.map(({ col, part, direction }) => {
			const order = direction === "D" ? { descending: true } : {};
			if (col === null) return { expression: true, ...order };
			// A spatial index says 32 of every column.
			const length = part === null || type === "SPATIAL" ? {} : { length: Number(part) };
			return { column: String(col), ...length, ...order };
		}),
		visible: first?.visible !== "NO",
	};
}

function byTable(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
	return Map.groupBy(rows, ({ tab }) => String(tab));
}

function grouped(rows: readonly Row[]): readonly (readonly Row[])[] {
	return [...Map.groupBy(rows, ({ name }) => String(name)).values()];
}
