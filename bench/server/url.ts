import type { Connection, RowDataPacket } from "mysql2/promise";
import { withTimeout } from "../../base/abortable.ts";
import { BenchError } from "../../base/errors.ts";
import { connector } from "../../mysql/connect.ts";
import { explainConnectionFailure } from "../../mysql/connection-failure.ts";
import { requirePrivileges } from "../../mysql/privileges.ts";
import { parseServerUrl, type ServerUrl } from "../../mysql/server-url.ts";
import { plainVersion, refuseUnfit } from "../../mysql/supported-version.ts";
import { endDeadSessions } from "./dead-sessions.ts";
import { claimDatabase, databaseFor, markKept } from "./marked-database.ts";
import type { ServerProvider, ServerRequest } from "./server.ts";
import { refuseReadOnly, sharedSigns } from "./shared-server.ts";

/** Rows are sent in packets of up to 192 KB, and longer statements must fit too. */
const LEAST_PACKET_BYTES = 1024 * 1024;

/**
 * Somebody's server: the run works in a database that the tool made and marked there, and in nothing else. It changes no
 * global variable. That database stays for later runs; `DROP DATABASE index_impact_...` removes all that the tool ever put there.
 */
export const urlProvider: ServerProvider = {
	source: "url",

	async probe({ url, tlsCa }) {
		if (url === undefined) return { source: "url", usable: false, reason: "no --url and no DATABASE_URL is given" };
		try {
			const named = parseServerUrl(url, tlsCa);
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
		const named = parseServerUrl(request.url, request.tlsCa);
		const { connection, version } = await connect(named, 10_000);
		try {
			const claiming = claim(request, named, connection, version);
			return await withTimeout(claiming, CLAIM_LIMIT_MS, `${subjectOf(named)} did not make room for the run`);
		} catch (error) {
			connection.destroy();
			throw error instanceof BenchError ? error : explainConnectionFailure(error, named.address);
		}
	},
};

/** How long a database stays locked when the machine of its run has vanished. */
const LOCK_OUTLIVES_SECONDS = 600;
const END_LIMIT_MS = 10_000;
/** Most of it may be taken by statements of a killed run that have to be undone. */
const CLAIM_LIMIT_MS = 240_000;

async function claim(request: ServerRequest, named: ServerUrl, connection: Connection, version: string) {
	const database = databaseFor(request.datasetKey);
	const what = subjectOf(named);
	await refuseReadOnly(connection, what);
	await requirePrivileges(connection, database);
	await endDeadSessions(connection, database);
	const shared = await permitShared(request, connection, what);
	const restored = await claimDatabase(connection, database, request.datasetKey);
	if (named.database !== undefined && named.database !== database) {
		request.progress.notice(`The database that the URL names is left alone; the run works in ${database}.`);
	}
	let open = true;
	// The connection holds the run's lock. That it may break is no reason to end the harness; the run's own will tell.
	connection.on("error", () => undefined);
	// The lock goes with the session: one whose machine vanished must not keep it for a day.
	await connection.query("SET SESSION wait_timeout = ?", [LOCK_OUTLIVES_SECONDS]);
	const heartbeat = setInterval(
		() => void connection.ping().catch(() => undefined),
		(LOCK_OUTLIVES_SECONDS * 1000) / 5,
	);
	heartbeat.unref();
	return {
		source: "url" as const,
		version,
		why: `MySQL ${version} at ${placeOf(named)}, named by URL; working in its database ${database}${shared}`,
		owned: false,
		restored,
		address: named.address,
		database,
		keepDataset: () => markKept(connection, database),
		stop: async () => {
			if (!open) return;
			open = false;
			clearInterval(heartbeat);
			await withTimeout(connection.end(), END_LIMIT_MS).catch(() => connection.destroy());
		},
	};
}

/**
 * Stops at a server that looks as if others depend on it, unless the user said that it may be used.
 * @returns what a reader of the record should know of it.
 */
async function permitShared(request: ServerRequest, connection: Connection, what: string): Promise<string> {
	const { signs, unseenWithout } = await sharedSigns(connection);
	if (signs.length > 0 && request.allowSharedServer !== true) {
		throw new BenchError(
			"environment",
			`${what} looks like one that others depend on: ${signs.join(", ")}.`,
			"Name a server of your own, or add --allow-shared-server if millions of rows and minutes of load are welcome there.",
		);
	}
	if (unseenWithout.length > 0) {
		request.progress.notice(
			`Not everything that others do on the server can be seen: the user lacks ${unseenWithout.join(" and ")}.`,
		);
	}
	return signs.length === 0 ? "" : `, although ${signs.join(", ")}`;
}

function subjectOf(named: ServerUrl): string {
	return `The server at ${placeOf(named)}`;
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
			"SELECT VERSION() AS version, @@GLOBAL.local_infile AS loads, @@GLOBAL.max_allowed_packet AS packet",
		);
		const version = String(rows[0]?.version);
		const what = subjectOf(named);
		refuseUnfit(version, what);
		if (Number(rows[0]?.loads) !== 1) refuseWithoutLocalInfile(what);
		if (Number(rows[0]?.packet) < LEAST_PACKET_BYTES) refuseSmallPackets(what, Number(rows[0]?.packet));
		return { connection, version: plainVersion(version) };
	} catch (error) {
		connection.destroy();
		throw error instanceof BenchError ? error : explainConnectionFailure(error, address);
	}
}

function refuseSmallPackets(what: string, bytes: number): never {
	throw new BenchError(
		"environment",
		`${what} takes packets of ${Math.floor(bytes / 1024)} KB at most (max_allowed_packet), too small for loading data.`,
		"Have its administrator raise max_allowed_packet to 1 MB or more, or leave out the URL.",
	);
}

function refuseWithoutLocalInfile(what: string): never {
	throw new BenchError(
		"environment",
		`${what} does not accept LOAD DATA LOCAL, by which the dataset is loaded.`,
		"Have its administrator run SET GLOBAL local_infile = ON for the time of the run, or leave out the URL.",
	);
}
