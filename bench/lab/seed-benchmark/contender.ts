import { getTableName } from "drizzle-orm";
import type { MySqlTable } from "drizzle-orm/mysql-core";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { type Connector, connector } from "../../../mysql/connect.ts";
import type { DatasetSpec } from "../../../seed/dataset-spec.ts";
import type { Scale } from "../../../seed/scale.ts";
import { terpTables } from "../../../seed/terp/schema.ts";
import type { Server } from "../../server/server.ts";

export type ContenderId = "ours" | "bestBulk" | "tunedBulk" | "plainLoadData" | "drizzleSeed" | "fakerInserts";

/** What every contender gets: the same server, the same tables, an empty database. */
export interface Ground {
	readonly server: Server;
	readonly connect: Connector;
	readonly database: string;
	readonly spec: DatasetSpec;
	readonly scale: Scale;
	readonly seed: number;
	readonly signal: AbortSignal;
}

/** From the empty database to analyzed tables with all their keys. */
export interface Load {
	readonly rows: number;
	readonly seconds: number;
}

/** One way to fill the tables. */
export interface Contender {
	readonly id: ContenderId;
	readonly title: string;
	/** The scale it fills: smaller than the others' for those that would take minutes. */
	readonly scale: Scale;
	load(ground: Ground): Promise<Load>;
}

/** Lets a contender fill a database of its own, which is dropped afterwards. */
export async function measureContender(contender: Contender, ground: Omit<Ground, "connect" | "database">) {
	const { server, spec } = ground;
	const database = `index_impact_${contender.id.toLowerCase()}`;
	const admin = await connector(server.address)();
	try {
		await admin.query(`DROP DATABASE IF EXISTS ${database}`);
		await settle(admin);
		await admin.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
		const connect = connector(server.address, database);
		const load = await contender.load({ ...ground, scale: contender.scale, connect, database });
		await checkRows(admin, database, spec, contender.scale);
		return load;
	} finally {
		await admin.query(`DROP DATABASE IF EXISTS ${database}`).catch(() => undefined);
		admin.destroy();
	}
}

/** Waits for what the one before left to be written: nobody pays for another's rows. */
async function settle(admin: Connection): Promise<void> {
	const [before] = await admin.query<RowDataPacket[]>("SELECT @@GLOBAL.innodb_max_dirty_pages_pct AS pct");
	await admin.query("SET GLOBAL innodb_max_dirty_pages_pct = 0");
	try {
		for (let attempt = 0; attempt < 100; attempt++) {
			const [status] = await admin.query<RowDataPacket[]>("SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'");
			if (Number(status[0]?.Value) < 50) return;
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	} finally {
		await admin.query(`SET GLOBAL innodb_max_dirty_pages_pct = ${Number(before[0]?.pct)}`);
	}
}

/** A contender that did not store all rows has no speed. */
async function checkRows(admin: Connection, database: string, spec: DatasetSpec, scale: Scale): Promise<void> {
	for (const [name, rows] of Object.entries(spec.volumes(scale))) {
		const [counted] = await admin.query<RowDataPacket[]>(`SELECT COUNT(*) AS n FROM ${database}.\`${name}\``);
		const stored = Number(counted[0]?.n);
		if (stored !== rows) throw new Error(`${name} holds ${stored} rows of ${rows}.`);
	}
}

/** What ends every load: statistics for the optimizer. */
export async function analyze(connection: Connection, spec: DatasetSpec): Promise<void> {
	await connection.query(`ANALYZE TABLE ${spec.tables.map(({ table }) => `\`${table.name}\``).join(", ")}`);
}

/** TERP's table of that name as Drizzle has it, for those that insert through Drizzle. */
export function drizzleTable(name: string): MySqlTable {
	const found = terpTables.find((table) => getTableName(table) === name);
	if (found === undefined) throw new Error(`TERP has no table ${name}.`);
	return found;
}
