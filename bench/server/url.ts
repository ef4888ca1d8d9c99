import type { Connection, RowDataPacket } from "mysql2/promise";
import { BenchError } from "../../seed/errors.ts";
import { connector } from "../../seed/mysql.ts";
import { explainConnectionFailure } from "./connection-failure.ts";
import { claimDatabase, databaseFor, markKept } from "./marked-database.ts";
import type { ServerProvider, ServerRequest } from "./server.ts";
import { parseServerUrl, type ServerUrl } from "./server-url.ts";
import { plainVersion, refuseUnfit } from "./supported-version.ts";

/**
 * Somebody's server: the run works in a database that the tool made and marked there, and in nothing else.
 * That database stays for later runs; `DROP DATABASE index_impact_...` removes all that the tool ever put there.
 */
export const urlProvider: ServerProvider = {
	source: "url",

	async probe({ url }) {
		if (url === undefined) return { source: "url", usable: false, reason: "no --url and no DATABASE_URL is given" };
		try {
			const named = parseServerUrl(url);
			const { connection, version } = await connect(named, 3000);
			await connection.end();
			return { source: "url", usable: true, reason: `MySQL ${version} answers at ${placeOf(named)}` };
		} catch (error) {
			if (!(error instanceof BenchError)) throw error;
			return { source: "url", usable: false, reason: `${error.message} ${error.remedy}` };
		}
	},

	async start(request) {
		if (request.url === undefined) {
			throw new BenchError(
				"usage",
				"--server url needs the URL of a server.",
				"Pass --url mysql://user:password@host:port.",
			);
		}
		const named = parseServerUrl(request.url);
		const { connection, version } = await connect(named, 10_000);
		try {
			return await claim(request, named, connection, version);
		} catch (error) {
			connection.destroy();
			throw error instanceof BenchError ? error : explainConnectionFailure(error, named.address);
		}
	},
};

async function claim(request: ServerRequest, named: ServerUrl, connection: Connection, version: string) {
	const database = databaseFor(request.datasetKey);
	const restored = await claimDatabase(connection, database, request.datasetKey);
	if (named.database !== undefined && named.database !== database) {
		request.progress.notice(`The database that the URL names is left alone; the run works in ${database}.`);
	}
	let open = true;
	// The connection holds the run's lock. That it may break is no reason to end the harness; the run's own will tell.
	connection.on("error", () => undefined);
	return {
		source: "url" as const,
		version,
		why: `MySQL ${version} at ${placeOf(named)}, named by URL; working in its database ${database}`,
		owned: false,
		restored,
		address: named.address,
		database,
		keepDataset: () => markKept(connection, database),
		stop: async () => {
			if (!open) return;
			open = false;
			await connection.end().catch(() => connection.destroy());
		},
	};
}

function placeOf({ address }: ServerUrl): string {
	return `${address.host}:${address.port}`;
}

/** A connection to a server that can do what the harness needs. */
async function connect(named: ServerUrl, connectTimeout: number): Promise<{ connection: Connection; version: string }> {
	const { address } = named;
	const connection = await connector(address)({ connectTimeout }).catch((error: unknown) => {
		throw explainConnectionFailure(error, address);
	});
	try {
		const [rows] = await connection.query<RowDataPacket[]>(
			"SELECT VERSION() AS version, @@GLOBAL.local_infile AS loads",
		);
		const version = String(rows[0]?.version);
		const what = `The server at ${placeOf(named)}`;
		refuseUnfit(version, what);
		if (Number(rows[0]?.loads) !== 1) refuseWithoutLocalInfile(what);
		return { connection, version: plainVersion(version) };
	} catch (error) {
		connection.destroy();
		throw error instanceof BenchError ? error : explainConnectionFailure(error, address);
	}
}

function refuseWithoutLocalInfile(what: string): never {
	throw new BenchError(
		"environment",
		`${what} does not accept LOAD DATA LOCAL, by which the dataset is loaded.`,
		"Have its administrator run SET GLOBAL local_infile = ON for the time of the run, or leave out the URL.",
	);
}
