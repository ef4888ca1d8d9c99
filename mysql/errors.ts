/** Errors of MySQL that the tool tells apart, by what they mean. */
const NUMBERS = {
	databaseAccessDenied: 1044,
	serverShutdown: 1053,
	ambiguousField: 1052,
	badField: 1054,
	fieldNotGrouped: 1055,
	duplicateEntry: 1062,
	parse: 1064,
	nonuniqueAlias: 1066,
	invalidGroupFunction: 1111,
	tableFull: 1114,
	valueCount: 1136,
	mixOfGroupFields: 1140,
	tableAccessDenied: 1142,
	columnAccessDenied: 1143,
	noSuchTable: 1146,
	noSuchKey: 1176,
	noFulltextIndex: 1191,
	unknownVariable: 1193,
	lockWaitTimeout: 1205,
	deadlock: 1213,
	unionColumns: 1222,
	specificAccessDenied: 1227,
	operandColumns: 1241,
	collationMix: 1267,
	collationMixOfThree: 1270,
	collationMixInOperation: 1271,
	noSuchRoutine: 1305,
	functionParameters: 1582,
	connectionKilled: 1927,
	maxExecutionTime: 3024,
	sessionTerminated: 3168,
	clientInteractionTimeout: 4031,
} as const;

export type MysqlErrorName = keyof typeof NUMBERS;

/** Whether the server's error is one of these. */
export function isMysqlError(error: unknown, ...names: readonly MysqlErrorName[]): boolean {
	const errno = errnoOf(error);
	return errno !== undefined && names.some((name) => NUMBERS[name] === errno);
}

/** The number of a driver's or the server's error. */
export function errnoOf(error: unknown): number | undefined {
	if (typeof error !== "object" || error === null || !("errno" in error)) return undefined;
	return typeof error.errno === "number" ? error.errno : undefined;
}

/** Whether it is a failure of the server or of the connection to it, as the driver throws them. */
export function isFromServer(error: unknown): error is Error {
	return error instanceof Error && ("errno" in error || "fatal" in error);
}

/** A statement was given up at the query timeout. */
export class QueryTimeout extends Error {
	readonly seconds: number;

	constructor(seconds: number, cause: unknown) {
		super(`it was given up after ${seconds} s (--query-timeout)`, { cause });
		this.name = "QueryTimeout";
		this.seconds = seconds;
	}
}

/** The server is shutting down, or has cut the session off. */
const ENDS_SESSION = ["serverShutdown", "connectionKilled", "sessionTerminated", "clientInteractionTimeout"] as const;

/**
 * Whether the server refused or failed one statement while the connection goes on working: then the statement's
 * scenario is at fault, not the run.
 */
export function isQueryError(error: unknown): boolean {
	if (error instanceof QueryTimeout) return true;
	if (!(error instanceof Error) || !("sqlState" in error)) return false;
	// 08: connection exceptions.
	const ends = isMysqlError(error, ...ENDS_SESSION);
	return !ends && !String(error.sqlState).startsWith("08") && !("fatal" in error && error.fatal === true);
}
