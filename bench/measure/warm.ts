import type { Connection } from "mysql2/promise";
import { slowTask } from "../../base/progress.ts";
import { partsOf } from "../../mysql/index-spec.ts";
import { INVISIBLE_SHOWN } from "../../mysql/session.ts";
import { quoted } from "../../mysql/sql/identifiers.ts";
import type { IndexSpec } from "../../scenarios/suite.ts";
import type { Measurement } from "./measurement.ts";

/**
 * Reads whole tables into the buffer pool. A plan depends on what is cached, and a cold page costs a disk read that
 * has nothing to do with the index.
 */
export async function warmTables(
	connection: Connection,
	tables: readonly string[],
	onTable: (done: number, table: string) => void = () => {},
): Promise<void> {
	for (const [done, table] of tables.entries()) {
		onTable(done, table);
		// No index at all: the rows themselves, also where the table has no primary key.
		await connection.query("SELECT COUNT(*) FROM ?? USE INDEX ()", [table]);
	}
}

/** All tables of the suite, or those that are named, as a stage of the run. */
export async function warmUp(
	{ suite, journal, progress }: Measurement,
	connection: Connection,
	tables: readonly string[] = suite.tables.map(({ name }) => name),
): Promise<void> {
	const title = "reading the tables into memory";
	await journal.stage("warm-up", () =>
		slowTask(progress, { title, total: tables.length, unit: "tables" }, (update) =>
			warmTables(connection, tables, update),
		),
	);
}

/** The same for the indexes under test, visible or not. */
export async function warmIndexes(connection: Connection, specs: readonly IndexSpec[]): Promise<void> {
	for (const spec of specs) {
		// No query reads all of a full-text index.
		if (spec.kind === "fulltext") continue;
		const [first] = partsOf(spec);
		const counted = first !== undefined && "column" in first && first.length === undefined ? quoted(first.column) : "*";
		await connection.query(`SELECT ${INVISIBLE_SHOWN} COUNT(${counted}) FROM ?? FORCE INDEX (??)`, [
			spec.table,
			spec.name,
		]);
	}
}
