import type { Connection } from "mysql2/promise";
import type { Connect } from "../../../mysql/connect.ts";
import type { IndexSpec } from "../../../scenarios/suite.ts";
import type { TableModel } from "../../../schema/model.ts";
import { openStudySession } from "../study-sessions.ts";
import { digestOfOriginal, proveSameRows } from "./same-rows.ts";
import { dropTwins, planTwin, type TwinTable } from "./twin-tables.ts";

/** What the twins of a study were, and the proof that it left all as it was. */
export interface TwinReport {
	readonly table: string;
	readonly rows: number;
	readonly ofRows: number;
	readonly digest: string;
}

export interface TwinRequest {
	readonly connect: Connect;
	readonly tables: readonly TableModel[];
	readonly specs: readonly IndexSpec[];
	/** Larger tables are sampled; undefined copies them whole. */
	readonly wantedRows?: number;
	readonly signal: AbortSignal;
	readonly queryTimeoutMs?: number;
}

/**
 * Plans twins of the tables, lets `work` make and use them, proves that it undid whatever it did, and removes them in
 * any case.
 */
export async function withTwins<T>(
	{ connect, tables, specs, wantedRows, signal, ...limits }: TwinRequest,
	work: (twins: readonly TwinTable[], session: Connection) => Promise<T>,
): Promise<{ readonly found: T; readonly tables: readonly TwinReport[] }> {
	const session = await openStudySession({ connect, signal, ...limits });
	try {
		const twins: TwinTable[] = [];
		const starts = [];
		for (const table of tables) {
			signal.throwIfAborted();
			const twin = await planTwin(session, table, specs, wantedRows);
			twins.push(twin);
			starts.push(await digestOfOriginal(session, twin));
		}
		const found = await work(twins, session);
		const reports: TwinReport[] = [];
		for (const [at, twin] of twins.entries()) {
			const start = starts[at] ?? { rows: 0, digest: "" };
			await proveSameRows(session, twin, start);
			reports.push({ table: twin.name, rows: start.rows, ofRows: twin.ofRows, digest: start.digest });
		}
		return { found, tables: reports };
	} finally {
		session.destroy();
		// A connection of its own: that of an interrupted run is cut off in the middle of a statement.
		const cleaner = await connect();
		await dropTwins(
			cleaner,
			tables.map(({ name }) => name),
		).finally(() => cleaner.end());
	}
}
