import type { RowDataPacket } from "mysql2/promise";
import { BenchError } from "../base/errors.ts";
import { type Address, connector } from "./connect.ts";

/** The oldest that will do: it has EXPLAIN ANALYZE. */
export const OLDEST_MYSQL = "8.0.18";

/** What to do where there is no MySQL. */
export const HOW_TO_GET_MYSQL = `Start Docker, install MySQL ${OLDEST_MYSQL} or newer, or pass --url mysql://user:password@host:port.`;

/** Whether the server knows invisible indexes per session (8.0.13) and EXPLAIN ANALYZE (8.0.18). @param version "8.4.3". */
export function isSupported(version: string): boolean {
	const [major = 0, minor = 0, patch = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
	return major > 8 || (major === 8 && (minor > 0 || patch >= 18));
}

/** The numbers at the start of what a server reports: "8.0.44-0ubuntu0.24.04.1" is "8.0.44". */
export function plainVersion(reported: string): string {
	return /^\d+(\.\d+)*/.exec(reported)?.[0] ?? reported;
}

/** Why MariaDB will not do, to come after "... is". */
export function mariadbRefusal(version: string): string {
	return `MariaDB ${version}, which has neither use_invisible_indexes nor EXPLAIN ANALYZE`;
}

/** The version of the server at the address. @throws BenchError when it is not one the harness can work with. */
export async function fitVersion(address: Address, what: string): Promise<string> {
	const connection = await connector(address)();
	try {
		const [rows] = await connection.query<RowDataPacket[]>("SELECT VERSION() AS version");
		const version = String(rows[0]?.version);
		refuseUnfit(version, what);
		return plainVersion(version);
	} finally {
		await connection.end();
	}
}

/** @param what the subject of the sentence: "The server at db:3306". */
export function refuseUnfit(reported: string, what: string): void {
	const version = plainVersion(reported);
	const remedy = `Use MySQL ${OLDEST_MYSQL} or newer, or let the tool start a server of its own with --server auto.`;
	if (/mariadb/i.test(reported)) throw new BenchError("environment", `${what} is ${mariadbRefusal(version)}.`, remedy);
	if (!isSupported(version))
		throw new BenchError("environment", `${what} is ${reported}, older than MySQL ${OLDEST_MYSQL}.`, remedy);
}
