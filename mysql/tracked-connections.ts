import type { Connection, ConnectionOptions } from "mysql2/promise";
import type { Connector } from "./connect.ts";

/** Connections that are all gone at the end, however that comes. */
export interface TrackedConnections {
	readonly connect: Connector;
	/** Cuts every connection opened so far, also while it waits for an answer; later ones fail. */
	destroyAll(): void;
}

/** Keeps hold of every connection that is opened. */
export function trackConnections(connect: Connector): TrackedConnections {
	const open = new Set<Connection>();
	let over = false;
	const tracked = async (extra?: ConnectionOptions) => {
		const connection = await connect(extra);
		// Without a listener, a connection that the server cuts while idle would end the process.
		connection.on("error", () => open.delete(connection));
		open.add(connection);
		if (over) connection.destroy();
		return connection;
	};
	return {
		connect: Object.assign(tracked, { destination: connect.destination }),
		destroyAll() {
			over = true;
			for (const connection of open) connection.destroy();
			open.clear();
		},
	};
}
