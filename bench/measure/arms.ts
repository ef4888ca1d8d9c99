import type { Connection } from "mysql2/promise";
import type { Connect } from "../../seed/mysql.ts";
import type { RunMode } from "../record/schema.ts";

/**
 * The held connections of a paired run. `before` and `twin` cannot see invisible indexes, `after` can;
 * `observer` reads server counters, so that doing so disturbs no arm.
 */
export interface Arms {
	readonly before: Connection;
	readonly after: Connection;
	/** A second "before", for null pairs: everything differs but the indexes. */
	readonly twin: Connection;
	readonly observer: Connection;
	readonly close: () => Promise<void>;
}

const HIDDEN = "SET SESSION optimizer_switch='use_invisible_indexes=off'";
const SHOWN = "SET SESSION optimizer_switch='use_invisible_indexes=on'";

/**
 * Opens the four connections; the server must know the `use_invisible_indexes` switch (MySQL 8.0 and later).
 * In a null run `after` sees no more than `before` does.
 */
export async function openArms(connect: Connect, mode: RunMode): Promise<Arms> {
	const opened: Connection[] = [];
	const close = async () => {
		await Promise.all(opened.map((connection) => connection.end().catch(() => connection.destroy())));
	};
	const open = async (setting?: string) => {
		const connection = await connect();
		opened.push(connection);
		await connection.query("SET SESSION time_zone='+00:00'");
		if (setting !== undefined) await connection.query(setting);
		return connection;
	};
	try {
		return {
			before: await open(HIDDEN),
			after: await open(mode === "null" ? HIDDEN : SHOWN),
			twin: await open(HIDDEN),
			observer: await open(),
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}
