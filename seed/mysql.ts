import { type Connection, type ConnectionOptions, createConnection } from "mysql2/promise";

/** Where a server answers and as whom; never written to a record, a log or an error. */
export interface Address {
	readonly host: string;
	readonly port: number;
	readonly user: string;
	readonly password: string;
	readonly ssl?: NonNullable<ConnectionOptions["ssl"]>;
}

/** Opens one held connection. Every caller ends what it opened. */
export type Connect = (extra?: ConnectionOptions) => Promise<Connection>;

/**
 * A factory of connections to one database of one server.
 * @param database undefined connects without choosing one.
 */
export function connector(address: Address, database?: string): Connect {
	return (extra) =>
		createConnection({
			...address,
			...(database === undefined ? {} : { database }),
			// Dates as the server prints them: no time zone of the harness enters parameters or digests.
			dateStrings: true,
			supportBigNumbers: true,
			charset: "utf8mb4_0900_ai_ci",
			timezone: "Z",
			connectTimeout: 10_000,
			...extra,
		});
}
