import type { Bundle } from "../../seed/bundle/format.ts";
import type { IndexStatistics } from "../../seed/bundle/key-statistics.ts";
import type { SourceTable } from "./definitions.ts";
import type { Row, Source } from "./source.ts";

/** What the server says of itself. @throws NotKnown */
export async function readSourceFigures(source: Source, database: string): Promise<Bundle["source"]> {
	const [server] = await source.ask(
		"SELECT VERSION() AS version, @@innodb_buffer_pool_size AS pool, @@lower_case_table_names AS lower_names",
	);
	const [schema] = await source.ask(
		`SELECT DEFAULT_CHARACTER_SET_NAME AS charset, DEFAULT_COLLATION_NAME AS collation
		FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?`,
		[database],
	);
	return {
		mysql: String(server?.version).slice(0, 60),
		bufferPoolBytes: Number(server?.pool),
		lowerCaseTableNames: Number(server?.lower_names),
		...(schema === undefined ? {} : { charset: String(schema.charset), collation: String(schema.collation) }),
	};
}

/** Pages of the clustered index by table, those of partitions together. @throws NotKnown */
export async function readTablePages(source: Source, database: string): Promise<ReadonlyMap<string, number>> {
	const rows = await source.ask(
		"SELECT table_name AS tab, clustered_index_size AS pages FROM mysql.innodb_table_stats WHERE database_name = ?",
		[database],
	);
	const pages = new Map<string, number>();
	for (const row of rows) {
		const name = withoutPartition(row.tab);
		pages.set(name, (pages.get(name) ?? 0) + Number(row.pages));
	}
	return pages;
}

/** Pages and distinct prefixes of every index, as the server keeps them. @throws NotKnown */
export async function readIndexFigures(source: Source, database: string): Promise<ReadonlyMap<string, readonly Row[]>> {
	const rows = await source.ask(
		`SELECT table_name AS tab, index_name AS name, stat_name AS stat, stat_value AS value
		FROM mysql.innodb_index_stats WHERE database_name = ? ORDER BY table_name, index_name, stat_name`,
		[database],
	);
	return Map.groupBy(rows, ({ tab }) => withoutPartition(tab));
}

function withoutPartition(table: unknown): string {
	return String(table).replace(/#p#.*$/is, "");
}

/** The indexes of a table as they lie on the disk. */
export function indexFigures({ definition }: SourceTable, rows: readonly Row[]): IndexStatistics[] {
	const { primaryKey, indexes } = definition;
	const primary =
		primaryKey === undefined ? [] : [{ name: "PRIMARY", columns: primaryKey as (string | null)[], unique: true }];
	const secondary = indexes
		.filter(({ kind }) => kind === "plain" || kind === "unique")
		.map(({ name, kind, parts }) => ({
			name,
			columns: parts.map((part) => ("column" in part ? part.column : null)),
			unique: kind === "unique",
		}));
	return [...primary, ...secondary].flatMap((index) => {
		const own = rows.filter(({ name }) => name === index.name);
		if (own.length === 0) return [];
		const sum = (stat: string) =>
			own.filter((row) => row.stat === stat).reduce((total, { value }) => total + Number(value), 0);
		const prefixDistinct = index.columns.map((_, at) => sum(`n_diff_pfx${String(at + 1).padStart(2, "0")}`));
		return [{ ...index, pages: sum("size"), leafPages: sum("n_leaf_pages"), prefixDistinct }];
	});
}
