import type { Connection, RowDataPacket } from "mysql2/promise";
import { BenchError } from "../base/errors.ts";
import type { Progress } from "../base/progress.ts";
import { isMysqlError } from "./errors.ts";
import { type IndexKind, type IndexPart, partDefinition, partText } from "./index-parts.ts";
import { covers, type IndexSpec, isSameName, partsOf } from "./index-spec.ts";
import { quoted } from "./sql/identifiers.ts";

/** An index as the server reports it. */
export interface PresentIndex {
	readonly table: string;
	readonly name: string;
	/** As they are shown: a bare name stands for a whole column, ascending. */
	readonly columns: readonly string[];
	readonly parts: readonly IndexPart[];
	readonly kind: IndexKind;
	readonly visible: boolean;
	readonly unique: boolean;
}

/** What building one index cost. */
export interface BuiltIndex {
	readonly spec: IndexSpec;
	readonly seconds: number;
	readonly bytes: number;
	/** Other indexes whose leading columns are this one's: where they exist, "before" is not free of it. */
	readonly coveredBy: readonly string[];
}

/** Every index of the given tables, columns in order. */
export async function readIndexes(connection: Connection, tables: readonly string[]): Promise<readonly PresentIndex[]> {
	if (tables.length === 0) return [];
	const [rows] = await connection.query<RowDataPacket[]>(
		`SELECT TABLE_NAME AS t, INDEX_NAME AS name, COLUMN_NAME AS c, IS_VISIBLE AS visible, NON_UNIQUE AS nonUnique,
			SUB_PART AS length, COLLATION AS direction, EXPRESSION AS expression, INDEX_TYPE AS type
		 FROM information_schema.STATISTICS
		 WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN (?) ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`,
		[tables],
	);
	const found = new Map<string, PresentIndex & { columns: string[]; parts: IndexPart[] }>();
	for (const row of rows) {
		const id = `${row.t}.${row.name}`;
		const index = found.get(id) ?? {
			table: nameAsked(String(row.t), tables),
			name: String(row.name),
			columns: [],
			parts: [],
			kind: kindOf(row),
			visible: row.visible === "YES",
			unique: Number(row.nonUnique) === 0,
		};
		const part = partOf(row);
		index.parts.push(part);
		index.columns.push(partText(part));
		found.set(id, index);
	}
	return [...found.values()];
}

function kindOf(row: RowDataPacket): IndexKind {
	if (row.type === "FULLTEXT") return "fulltext";
	return Number(row.nonUnique) === 0 ? "unique" : "plain";
}

/** The server writes an expression in its own way, with quotes escaped. */
function partOf(row: RowDataPacket): IndexPart {
	const descending = row.direction === "D" ? { descending: true } : {};
	if (row.c === null) return { expression: String(row.expression).replaceAll("\\'", "'"), ...descending };
	const length = row.length === null || row.type === "FULLTEXT" ? {} : { length: Number(row.length) };
	return { column: String(row.c), ...length, ...descending };
}

/** With lower_case_table_names the server tells the names of tables in small letters, whatever they were called. */
function nameAsked(told: string, tables: readonly string[]): string {
	return tables.includes(told) ? told : (tables.find((table) => table.toLowerCase() === told) ?? told);
}

/** Names of present indexes, other than the spec's own, that begin with the spec's columns. */
export function coveringIndexes(spec: IndexSpec, present: readonly PresentIndex[]): readonly string[] {
	return present.filter((index) => index.name !== spec.name && covers(index, spec)).map((index) => index.name);
}

/** Drops those of the indexes under test that are there; none of another name is touched. */
export async function dropIndexes(connection: Connection, specs: readonly IndexSpec[]): Promise<void> {
	const present = await readIndexes(connection, tablesOf(specs));
	for (const spec of specs) {
		if (present.some((index) => isSameName(index, spec))) {
			await connection.query("ALTER TABLE ?? DROP INDEX ??", [spec.table, spec.name]);
		}
	}
}

/**
 * Builds the indexes under test one after another and reads each back.
 * @param visible false builds them INVISIBLE, so that only a session that asks for it uses them.
 * @throws BenchError kind "measurement" when an index read back is not the one asked for.
 */
export async function buildIndexes(
	connection: Connection,
	specs: readonly IndexSpec[],
	visible: boolean,
	progress: Progress,
	signal: AbortSignal,
): Promise<readonly BuiltIndex[]> {
	const task = progress.task("building indexes", specs.length, "indexes");
	const built: BuiltIndex[] = [];
	for (const spec of specs) {
		signal.throwIfAborted();
		task.update(built.length, spec.name);
		const present = await readIndexes(connection, [spec.table]);
		const started = performance.now();
		await addIndex(connection, spec, visible);
		const seconds = (performance.now() - started) / 1000;
		built.push({ spec, seconds, bytes: await indexBytes(connection, spec), coveredBy: coveringIndexes(spec, present) });
	}
	await verifyIndexes(connection, specs, visible);
	task.finish(`${built.length} indexes built`);
	return built;
}

/** An index as ALTER TABLE ... ADD takes it. */
export function indexDefinition(spec: IndexSpec): string {
	const word = { plain: "INDEX", unique: "UNIQUE INDEX", fulltext: "FULLTEXT INDEX" }[spec.kind ?? "plain"];
	return `${word} ${quoted(spec.name)} (${partsOf(spec).map(partDefinition).join(", ")})`;
}

/**
 * Adds one index. @param table another table than its own, such as a copy.
 * @throws BenchError kind "usage" naming the index where rows hold the same values twice; the server's error else.
 */
export async function addIndex(
	connection: Connection,
	spec: IndexSpec,
	visible: boolean,
	table: string = spec.table,
): Promise<void> {
	try {
		await connection.query(
			`ALTER TABLE ${quoted(table)} ADD ${indexDefinition(spec)} ${visible ? "VISIBLE" : "INVISIBLE"}`,
		);
	} catch (error) {
		if (!isMysqlError(error, "duplicateEntry")) throw error;
		throw new BenchError(
			"usage",
			`The unique index ${spec.table}.${spec.name} cannot be built: rows hold the same (${spec.columns.join(", ")}) twice.`,
			"Make the rows unique in these columns, or test the index without unique.",
			{ cause: error },
		);
	}
}

/** @throws BenchError kind "measurement" naming the first index that is missing, has other columns or visibility. */
export async function verifyIndexes(
	connection: Connection,
	specs: readonly IndexSpec[],
	visible: boolean,
): Promise<void> {
	const present = await readIndexes(connection, tablesOf(specs));
	for (const spec of specs) {
		const found = present.find((index) => isSameName(index, spec));
		const problem =
			found === undefined
				? "is missing"
				: !isAsAsked(found, spec)
					? `covers (${found.columns.join(", ")}) instead of (${spec.columns.join(", ")})`
					: found.visible !== visible
						? `is ${found.visible ? "visible" : "invisible"}`
						: undefined;
		if (problem !== undefined) {
			throw new BenchError(
				"measurement",
				`The index ${spec.table}.${spec.name} ${problem}.`,
				"Something else changes this database while it is measured; use a server of the tool's own.",
			);
		}
	}
}

/** The server rewrites expressions, so of these only their place can be compared. A prefix of all is the whole column. */
function isAsAsked(found: PresentIndex, spec: IndexSpec): boolean {
	const wanted = partsOf(spec);
	return (
		found.kind === (spec.kind ?? "plain") &&
		found.parts.length === wanted.length &&
		wanted.every((part, at) => {
			const there = found.parts[at];
			if (there === undefined || "column" in there !== "column" in part) return false;
			if ((there.descending ?? false) !== (part.descending ?? false)) return false;
			if (!("column" in there) || !("column" in part)) return true;
			if (there.column.toLowerCase() !== part.column.toLowerCase()) return false;
			return spec.kind === "fulltext" || there.length === part.length || there.length === undefined;
		})
	);
}

/** Bytes of the index's pages, from InnoDB's own statistics; 0 where they may not be read. */
export async function indexBytes(connection: Connection, spec: IndexSpec): Promise<number> {
	try {
		const [rows] = await connection.query<RowDataPacket[]>(
			`SELECT stat_value * @@innodb_page_size AS bytes FROM mysql.innodb_index_stats
			 WHERE database_name = DATABASE() AND table_name IN (?) AND index_name = ? AND stat_name = 'size'`,
			[[spec.table, spec.table.toLowerCase()], spec.name],
		);
		return Number(rows[0]?.bytes ?? 0);
	} catch {
		return 0;
	}
}

function tablesOf(specs: readonly IndexSpec[]): readonly string[] {
	return [...new Set(specs.map((spec) => spec.table))];
}
