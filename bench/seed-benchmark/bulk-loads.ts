import { getTableName } from "drizzle-orm";
import { addKeys, createTable } from "../../seed/ddl.ts";
import { estimateRows } from "../../seed/estimate.ts";
import { openLoadSession } from "../../seed/load-session.ts";
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
 * The fastest way known: ready files in parts, several sessions, no uniqueness checks, no redo log where the server is the
 * tool's own, and every key added once its table is full.
 */
export function bestBulk({ scale, files, local }: Prepared, sessions: number): Contender {
	return {
		id: "bestBulk",
		title: `LOAD DATA of ready files, ${sessions} sessions, keys afterwards`,
		scale,
		async load(ground) {
			const admin = await ground.connect();
			const started = performance.now();
			try {
				if (ground.server.owned) await admin.query("ALTER INSTANCE DISABLE INNODB REDO_LOG");
				for (const { table } of ground.spec.tables) await admin.query(createTable(table, "keys later"));
				await loadInParallel(ground, files, local, sessions);
				await analyze(admin, ground.spec);
				if (ground.server.owned) await admin.query("ALTER INSTANCE ENABLE INNODB REDO_LOG");
				return { rows: estimateRows(ground.spec, scale), seconds: (performance.now() - started) / 1000 };
			} finally {
				if (ground.server.owned) await admin.query("ALTER INSTANCE ENABLE INNODB REDO_LOG").catch(() => undefined);
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
	for (const { table } of files) left.set(table, (left.get(table) ?? 0) + 1);
	const work = async () => {
		const connection = await openLoadSession(connect);
		try {
			for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
				await loadFile(connection, spec, file, local);
				const { table: name } = file;
				left.set(name, (left.get(name) ?? 0) - 1);
				const table = spec.tables.find((candidate) => getTableName(candidate.table) === name)?.table;
				const keys = left.get(name) === 0 && table ? addKeys(table) : undefined;
				if (keys !== undefined) await connection.query(keys);
			}
		} finally {
			connection.destroy();
		}
	};
	await Promise.all(Array.from({ length: sessions }, work));
}
