import type { Connection } from "mysql2/promise";
import type { Connect } from "./mysql.ts";

/** Connections that are all gone at the end, however that comes. */
export interface TrackedConnections {
	readonly connect: Connect;
	/** Cuts every connection opened so far, also while it waits for an answer; later ones fail. */
	destroyAll(): void;
}

/** Keeps hold of every connection that is opened. */
export function trackConnections(connect: Connect): TrackedConnections {
	const open = new Set<Connection>();
	let over = false;
	return {
		async connect(extra) {
			const connection = await connect(extra);
			// Without a listener, a connection that the server cuts while idle would end the process.
			connection.on("error", () => open.delete(connection));
			open.add(connection);
			if (over) connection.destroy();
			return connection;
		},
		destroyAll() {
			over = true;
			for (const connection of open) connection.destroy();
			open.clear();
		},
	};
}
