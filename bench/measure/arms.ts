import type { Connection } from "mysql2/promise";
import type { Connect } from "../../seed/mysql.ts";

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

const ARM_SETTINGS = {
	before: "SET SESSION optimizer_switch='use_invisible_indexes=off'",
	twin: "SET SESSION optimizer_switch='use_invisible_indexes=off'",
	after: "SET SESSION optimizer_switch='use_invisible_indexes=on'",
} as const;

/** Opens the four connections; the server must know the `use_invisible_indexes` switch (MySQL 8.0 and later). */
export async function openArms(connect: Connect): Promise<Arms> {
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
			before: await open(ARM_SETTINGS.before),
			after: await open(ARM_SETTINGS.after),
			twin: await open(ARM_SETTINGS.twin),
			observer: await open(),
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}
