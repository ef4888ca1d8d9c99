import type { Connection } from "mysql2/promise";
import { BenchError } from "../../../base/errors.ts";
import type { Progress } from "../../../base/progress.ts";
import { connector } from "../../../mysql/connect.ts";
import { openServer } from "../../server/open-server.ts";
import type { ServerSettings } from "../../server/server.ts";

/** A MySQL for one proof. */
export interface ScratchServer {
	readonly version: string;
	/** A connection to an empty database, emptied anew with each call. */
	readonly emptyDatabase: () => Promise<Connection>;
	readonly stop: () => Promise<void>;
}

/** Starts a server of the tool's own: on somebody else's, a database would have to be emptied. */
export async function scratchServer(
	settings: ServerSettings,
	progress: Progress,
	signal: AbortSignal,
): Promise<ScratchServer> {
	if (settings.source === "url") {
		throw new BenchError(
			"usage",
			"Migrations are proven on a MySQL that apply starts itself, not on one named by a URL.",
			"Leave --server out, or pass --no-migration.",
		);
	}
	const { url: _, source, ...request } = settings;
	const server = await openServer(source, {
		...request,
		datasetKey: `migrations-${process.pid}-${Date.now()}`,
		datasetTitle: "migrations replayed",
		datasetBytes: 64 * 1024 * 1024,
		progress,
		signal,
	});
	const connect = connector(server.address);
	return {
		version: server.version,
		stop: () => server.stop(),
		emptyDatabase: async () => {
			const connection = await connect();
			const database = `\`${server.database}\``;
			await connection.query(`DROP DATABASE IF EXISTS ${database}`);
			await connection.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
			await connection.query(`USE ${database}`);
			return connection;
		},
	};
}
