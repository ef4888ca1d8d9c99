import type { Connection, RowDataPacket } from "mysql2/promise";
import { showInvisible } from "../../../mysql/session.ts";
import type { WriteUnit } from "../../../scenarios/suite.ts";
import { tableModel } from "../../../schema/load/model-of-tables.ts";
import { type Side, type TwinTable, twinName } from "./twin-tables.ts";

/** Keys of rows of the seeded data that writes change or remove, by table. */
export type ChangedKeys = ReadonlyMap<string, readonly number[]>;

/** Asks the original tables, through the indexes under test, which rows these units will change. */
export async function changedKeys(connection: Connection, units: readonly WriteUnit[]): Promise<ChangedKeys> {
	const found = new Map<string, Set<number>>();
	const changes = units.flatMap((unit) => unit.changes ?? []);
	if (changes.length > 0) await showInvisible(connection, true);
	for (const { table, ids } of changes) {
		const { sql, params } = ids.toSQL();
		const [rows] = await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true }, params);
		const { name } = tableModel(table);
		const known = found.get(name) ?? new Set();
		for (const row of rows) known.add(Number(row[0]));
		found.set(name, known);
	}
	return new Map([...found].map(([table, keys]) => [table, [...keys]]));
}

/** Makes one side what it was: rows that were added go; rows that were changed or removed come back from the original. */
export async function undo(
	connection: Connection,
	twins: readonly TwinTable[],
	side: Side,
	changed: ChangedKeys,
): Promise<void> {
	for (const { name, key, columns, where, lastKey } of twins) {
		const twin = twinName(side, name);
		await connection.query("DELETE FROM ?? WHERE ?? > ?", [twin, key, lastKey]);
		const keys = changed.get(name) ?? [];
		if (keys.length === 0) continue;
		const values = columns.map((column) => `\`${twin}\`.\`${column}\` = original.\`${column}\``);
		await connection.query(
			`INSERT INTO ?? SELECT * FROM (SELECT * FROM ?? WHERE ?? IN (?) AND (${where})) AS original
			 ON DUPLICATE KEY UPDATE ${values.join(", ")}`,
			[twin, name, key, keys],
		);
	}
}
