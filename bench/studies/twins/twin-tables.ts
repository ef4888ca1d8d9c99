import type { Connection, RowDataPacket } from "mysql2/promise";
import { addIndex, readIndexes } from "../../../mysql/index-set.ts";
import type { IndexSpec } from "../../../scenarios/suite.ts";
import type { TableModel } from "../../../schema/model.ts";

/** Which of two twins. */
export type Side = "a" | "b";

export const SIDES = ["a", "b"] as const;

export function otherSide(side: Side): Side {
	return side === "a" ? "b" : "a";
}

/** A table of which two copies are made, alike but for the indexes under test. */
export interface TwinTable {
	readonly name: string;
	/** Its one primary key column, a number. */
	readonly key: string;
	readonly columns: readonly string[];
	/** Of the original. */
	readonly ofRows: number;
	/** Which rows are copied: a condition on the key. */
	readonly where: string;
	/** Largest key copied: what lies above was inserted by a write. */
	readonly lastKey: number;
	readonly specs: readonly IndexSpec[];
}

export function twinName(side: Side, table: string): string {
	return `index_impact_twin_${side}_${table}`;
}

/** New names by old ones, for the statements that run on one side. */
export function twinNames(twins: readonly TwinTable[], side: Side): ReadonlyMap<string, string> {
	return new Map(twins.map(({ name }) => [name, twinName(side, name)]));
}

/** A sample is so many runs of neighbouring rows, evenly spread over the table. */
const BLOCKS = 30;

/**
 * Plans the twins of a table.
 * @param wantedRows a table of clearly more is sampled; undefined copies all of it.
 */
export async function planTwin(
	connection: Connection,
	{ name, columns, primaryKey }: TableModel,
	specs: readonly IndexSpec[],
	wantedRows?: number,
): Promise<TwinTable> {
	const [key, second] = primaryKey?.columns ?? [];
	if (key === undefined || second !== undefined) throw new Error(`${name} has no primary key of one column.`);
	const [[size]] = await connection.query<RowDataPacket[]>("SELECT COUNT(*) AS n, MAX(??) AS last FROM ??", [
		key,
		name,
	]);
	const [ofRows, last] = [Number(size?.n), Number(size?.last ?? 0)];
	const whole = wantedRows === undefined || ofRows <= 1.2 * wantedRows;
	const step = Math.floor(last / BLOCKS);
	const ends = Array.from({ length: BLOCKS }, (_, block) => last - block * step);
	const length = Math.round((step * (wantedRows ?? 0)) / ofRows);
	return {
		name,
		key,
		columns: columns.map((column) => column.name),
		ofRows,
		where: whole ? "TRUE" : ends.map((end) => `\`${key}\` BETWEEN ${end - length + 1} AND ${end}`).join(" OR "),
		lastKey: last,
		specs: specs.filter((spec) => spec.table === name),
	};
}

/**
 * Makes both twins anew, one with the indexes and one without, and fills them in the order of the key. So the index has
 * grown row by row like that of a table in use: one that was just built has full pages, and the first inserts would split
 * them one after another, which is the cost of its first days and not of its life.
 */
export async function makeTwins(connection: Connection, twins: readonly TwinTable[], present: Side): Promise<void> {
	for (const { name, key, where, specs } of twins) {
		await dropTwins(connection, [name]);
		for (const side of SIDES) {
			const twin = twinName(side, name);
			await connection.query("CREATE TABLE ?? LIKE ??", [twin, name]);
			await setIndexes(connection, twin, specs, side === present);
		}
		for (const side of SIDES) {
			await connection.query(`INSERT INTO ?? SELECT * FROM ?? WHERE ${where} ORDER BY ??`, [
				twinName(side, name),
				name,
				key,
			]);
		}
		await connection.query(
			"ANALYZE TABLE ??, ??",
			SIDES.map((side) => twinName(side, name)),
		);
	}
}

export async function dropTwins(connection: Connection, tables: readonly string[]): Promise<void> {
	if (tables.length === 0) return;
	const names = tables.flatMap((table) => SIDES.map((side) => twinName(side, table)));
	await connection.query(`DROP TABLE IF EXISTS ${names.map(() => "??").join(", ")}`, names);
}

/** Makes the indexes of an empty twin visible, or drops them. The original's were copied with it, hidden or not. */
async function setIndexes(
	connection: Connection,
	twin: string,
	specs: readonly IndexSpec[],
	wanted: boolean,
): Promise<void> {
	const present = await readIndexes(connection, [twin]);
	for (const spec of specs) {
		const { name } = spec;
		const there = present.some((index) => index.name === name);
		if (!wanted && there) await connection.query("ALTER TABLE ?? DROP INDEX ??", [twin, name]);
		if (wanted && there) await connection.query("ALTER TABLE ?? ALTER INDEX ?? VISIBLE", [twin, name]);
		if (wanted && !there) await addIndex(connection, spec, true, twin);
	}
}
