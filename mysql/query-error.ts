/** A statement was given up at the query timeout. */
export class QueryTimeout extends Error {
	readonly seconds: number;

	constructor(seconds: number, cause: unknown) {
		super(`it was given up after ${seconds} s (--query-timeout)`, { cause });
		this.name = "QueryTimeout";
		this.seconds = seconds;
	}
}

/**
 * Whether the server refused or failed one statement while the connection goes on working: then the statement's
 * scenario is at fault, not the run.
 */
export function isQueryError(error: unknown): boolean {
	if (error instanceof QueryTimeout) return true;
	if (!(error instanceof Error) || !("sqlState" in error)) return false;
	// 08: connection exceptions. 1053, 3168, 4031: the server is shutting down or has cut the session off.
	const ends = "errno" in error && [1053, 1927, 3168, 4031].includes(Number(error.errno));
	return !ends && !String(error.sqlState).startsWith("08") && !("fatal" in error && error.fatal === true);
}
