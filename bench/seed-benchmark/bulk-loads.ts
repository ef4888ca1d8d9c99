import { getTableName } from "drizzle-orm";
import type { Connection } from "mysql2/promise";
import { addKeys, createTable } from "../../seed/ddl.ts";
import { estimateRows } from "../../seed/estimate.ts";
import { takeNext } from "../../seed/load-plan.ts";
import { openLoadSession } from "../../seed/load-session.ts";
import { LoadSettings } from "../../seed/load-settings.ts";
import type { Contender, Ground } from "./contender.ts";
import { analyze } from "./contender.ts";
import { loadFile } from "./load-file.ts";
import type { RowFile } from "./row-files.ts";

interface Prepared {
	readonly scale: Contender["scale"];
	readonly files: readonly RowFile[];
	/** Whether the client sends the files. */
	readonly local: boolean;
}

/** What a client does who knows one statement: a session with every setting as it is, tables with their keys. */
export function plainLoadData({ scale, files, local }: Prepared): Contender {
	return {
		id: "plainLoadData",
		title: "LOAD DATA of ready files, one session",
		scale,
		async load({ connect, spec }) {
			const connection = await connect();
			const started = performance.now();
			try {
				for (const { table } of spec.tables) await connection.query(createTable(table));
				for (const file of files) await loadFile(connection, spec, file, local);
				await analyze(connection, spec);
				return { rows: estimateRows(spec, scale), seconds: (performance.now() - started) / 1000 };
			} finally {
				connection.destroy();
			}
		},
	};
}

/**
 * The fastest way known: ready files in parts, several sessions, no uniqueness checks, the global settings of our own load
 * where the server is the tool's own, and every key added once its table is full.
 */
export function bestBulk({ scale, files, local }: Prepared, sessions: number): Contender {
	return {
		id: "bestBulk",
		title: `LOAD DATA of ready files, ${sessions} sessions, keys afterwards`,
		scale,
		async load(ground) {
			const admin = await ground.connect();
			const settings = new LoadSettings(ground.connect, ground.server.owned);
			const started = performance.now();
			try {
				await settings.apply(admin);
				for (const { table } of ground.spec.tables) await admin.query(createTable(table, "keys later"));
				await loadInParallel(ground, files, local, sessions);
				await analyze(admin, ground.spec);
				await settings.restore();
				return { rows: estimateRows(ground.spec, scale), seconds: (performance.now() - started) / 1000 };
			} finally {
				await settings.restore().catch(() => undefined);
				admin.destroy();
			}
		},
	};
}

async function loadInParallel(
	{ connect, spec }: Ground,
	files: readonly RowFile[],
	local: boolean,
	sessions: number,
): Promise<void> {
	const queue = [...files];
	const left = new Map<string, number>();
	const loading = new Map<Connection, string>();
	for (const { table } of files) left.set(table, (left.get(table) ?? 0) + 1);
	const work = async () => {
		const connection = await openLoadSession(connect);
		try {
			const next = () => takeNext(queue, loading.values());
			for (let file = next(); file !== undefined; file = next()) {
				loading.set(connection, file.table);
				await loadFile(connection, spec, file, local);
				const { table: name } = file;
				left.set(name, (left.get(name) ?? 0) - 1);
				const table = spec.tables.find((candidate) => getTableName(candidate.table) === name)?.table;
				const keys = left.get(name) === 0 && table ? addKeys(table) : undefined;
				if (keys !== undefined) await connection.query(keys);
				loading.delete(connection);
			}
		} finally {
			connection.destroy();
		}
	};
	await Promise.all(Array.from({ length: sessions }, work));
}
