import type { Connection } from "mysql2/promise";
import type { Connect } from "../../../mysql/connect.ts";
import { addKeys, createTable } from "../../../schema/ddl/table-statements.ts";
import { estimateRows } from "../../../seed/estimate.ts";
import { takeNext } from "../../../seed/load-plan.ts";
import { openLoadSession, rowFormat } from "../../../seed/load-session.ts";
import { LoadSettings } from "../../../seed/load-settings.ts";
import type { Contender, ContenderId, Ground } from "./contender.ts";
import { analyze } from "./contender.ts";
import { loadFile, type Reading } from "./load-file.ts";
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
				const { characterSet } = PUBLISHED;
				for (const file of files) await loadFile(connection, spec, file, { local, characterSet });
				await analyze(connection, spec);
				return { rows: estimateRows(spec, scale), seconds: (performance.now() - started) / 1000 };
			} finally {
				connection.destroy();
			}
		},
	};
}

/** What a bulk load in parallel knows beyond ready files, sessions side by side and keys that are added once a table is full. */
interface Knowledge {
	readonly id: ContenderId;
	readonly title: string;
	openSession(connect: Connect): Promise<Connection>;
	/** Settings of the whole server; what is returned sets them back and may be called again. */
	apply(ground: Ground, admin: Connection): Promise<() => Promise<unknown>>;
	readonly characterSet: Reading["characterSet"];
	next(queue: RowFile[], loading: Iterable<string>): RowFile | undefined;
}

/** What MySQL's manual advises for bulk loads: no checks, no redo log, room and threads to build keys with. */
const PUBLISHED: Knowledge = {
	id: "bestBulk",
	title: "what the manual knows",
	async openSession(connect) {
		const connection = await connect();
		await connection.query("SET SESSION unique_checks = 0, foreign_key_checks = 0, time_zone = '+00:00'");
		await connection.query("SET SESSION innodb_ddl_buffer_size = 67108864, innodb_ddl_threads = 2");
		return connection;
	},
	async apply({ server }, admin) {
		if (!server.owned) return async () => undefined;
		await admin.query("ALTER INSTANCE DISABLE INNODB REDO_LOG");
		return () => admin.query("ALTER INSTANCE ENABLE INNODB REDO_LOG");
	},
	characterSet: () => "utf8mb4",
	next: (queue) => queue.shift(),
};

/** Besides, all that `pnpm seed` has found out: its settings of server and session, its character sets, its parts' order. */
const OURS: Knowledge = {
	id: "tunedBulk",
	title: "every setting of pnpm seed",
	openSession: openLoadSession,
	async apply({ connect, server }, admin) {
		const settings = new LoadSettings(connect, server.owned);
		await settings.apply(admin);
		return () => settings.restore();
	},
	characterSet: (table) =>
		rowFormat(
			table,
			table.columns.map(({ name }) => name),
		).characterSet,
	next: takeNext,
};

/** The fastest load that can be had by what is published. */
export function bestBulk(prepared: Prepared, sessions: number): Contender {
	return bulkLoad(PUBLISHED, prepared, sessions);
}

/** The same with every setting that `pnpm seed` has, so that what is left is the price of making rows. */
export function tunedBulk(prepared: Prepared, sessions: number): Contender {
	return bulkLoad(OURS, prepared, sessions);
}

function bulkLoad(knowledge: Knowledge, { scale, files, local }: Prepared, sessions: number): Contender {
	return {
		id: knowledge.id,
		title: `LOAD DATA of ready files, ${sessions} sessions, keys afterwards, ${knowledge.title}`,
		scale,
		async load(ground) {
			const admin = await ground.connect();
			let restore: () => Promise<unknown> = async () => undefined;
			const started = performance.now();
			try {
				restore = await knowledge.apply(ground, admin);
				for (const { table } of ground.spec.tables) await admin.query(createTable(table, "keys later"));
				await loadInParallel(ground, knowledge, files, local, sessions);
				await analyze(admin, ground.spec);
				await restore();
				return { rows: estimateRows(ground.spec, scale), seconds: (performance.now() - started) / 1000 };
			} finally {
				await restore().catch(() => undefined);
				admin.destroy();
			}
		},
	};
}

async function loadInParallel(
	{ connect, spec }: Ground,
	knowledge: Knowledge,
	files: readonly RowFile[],
	local: boolean,
	sessions: number,
): Promise<void> {
	const queue = [...files];
	const left = new Map<string, number>();
	const loading = new Map<Connection, string>();
	for (const { table } of files) left.set(table, (left.get(table) ?? 0) + 1);
	const work = async () => {
		const connection = await knowledge.openSession(connect);
		try {
			const next = () => knowledge.next(queue, loading.values());
			for (let file = next(); file !== undefined; file = next()) {
				loading.set(connection, file.table);
				await loadFile(connection, spec, file, { local, characterSet: knowledge.characterSet });
				const { table: name } = file;
				left.set(name, (left.get(name) ?? 0) - 1);
				const table = spec.tables.find((candidate) => candidate.table.name === name)?.table;
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
