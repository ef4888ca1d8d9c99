import { type Connection, type ConnectionOptions, createConnection } from "mysql2/promise";
import { codeOf } from "../base/errors.ts";
import { isMysqlError } from "./errors.ts";

/** Where a server answers and as whom; never written to a record, a log or an error. */
export interface Address {
	readonly host: string;
	readonly port: number;
	readonly user: string;
	readonly password: string;
	readonly ssl?: NonNullable<ConnectionOptions["ssl"]>;
}

/** What a connection leads to. */
export interface Destination {
	readonly address: Address;
	/** None is chosen when undefined. */
	readonly database: string | undefined;
}

/** Opens one held connection. Every caller ends what it opened. */
export type Connect = (extra?: ConnectionOptions) => Promise<Connection>;

/** One whose destination is known, for processes of the tool that open their own. */
export interface Connector extends Connect {
	readonly destination: Destination;
}

/**
 * What a server's own settings must not decide: how SQL is read, when a long scan is cut off, how long a held connection
 * may idle. The mode is MySQL's default, in which the driver's escaping of parameters is right.
 */
const SESSION = `SET SESSION sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,\
ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', autocommit = 1, sql_safe_updates = 0, wait_timeout = 86400,
	lock_wait_timeout = 300, net_read_timeout = 600, net_write_timeout = 600, max_execution_time = 0`;
/** A server that has let somebody in and then hangs. */
const FIRST_ANSWER_LIMIT_MS = 30_000;

/** Connection attribute by which a session of the tool can be told from every other, and which database it is for. */
export const DATABASE_ATTRIBUTE = "index_impact_database";

/**
 * A factory of connections to one database of one server.
 * @param database undefined connects without choosing one.
 * @param firstAnswerMs how long a server that has let in may take for its first answer; then the connection is given up,
 * with an error that is `fatal` like the driver's own on a lost one.
 */
export function connector(address: Address, database?: string, firstAnswerMs = FIRST_ANSWER_LIMIT_MS): Connector {
	const connect = async (extra?: ConnectionOptions) => {
		const connection = await createConnection({
			...address,
			...(database === undefined ? {} : { database, connectAttributes: { [DATABASE_ATTRIBUTE]: database } }),
			// Dates as the server prints them: no time zone of the harness enters parameters or digests.
			dateStrings: true,
			supportBigNumbers: true,
			charset: "utf8mb4_0900_ai_ci",
			timezone: "Z",
			connectTimeout: 10_000,
			// A machine that vanished is noticed within half a minute, not after the two hours of most systems.
			enableKeepAlive: true,
			keepAliveInitialDelay: 10_000,
			...extra,
		});
		// Without a listener, a connection that the server cuts between two queries would end the process; as it is, the
		// next query on it fails.
		connection.on("error", () => undefined);
		await connection.query({ sql: SESSION, timeout: firstAnswerMs }).catch((error: unknown) => {
			// MariaDB and others lack one of them; whoever asks for the version then says so.
			if (isMysqlError(error, "unknownVariable")) return;
			connection.destroy();
			throw isSilence(error) ? Object.assign(error, { fatal: true }) : error;
		});
		return connection;
	};
	return Object.assign(connect, { destination: { address, database } });
}

function isSilence(error: unknown): error is Error {
	return codeOf(error) === "PROTOCOL_SEQUENCE_TIMEOUT";
}
