import { saysDiskFull } from "../base/disk.ts";
import { BenchError, messageOf } from "../base/errors.ts";

interface Cause {
	readonly errors: readonly (number | string)[];
	/** What a message says that comes under many codes. */
	readonly says?: (thrown: unknown) => boolean;
	readonly failure: (thrown: unknown) => BenchError;
}

const CAUSES: readonly Cause[] = [
	{
		errors: [3948, 1148, 2068],
		failure: (cause) =>
			new BenchError(
				"environment",
				"The server does not accept LOAD DATA LOCAL, with which the data are loaded.",
				"Run SET GLOBAL local_infile = ON on it, or choose another server with --server.",
				{ cause },
			),
	},
	{
		errors: [3750],
		failure: (cause) =>
			new BenchError(
				"environment",
				"The server wants a primary key in every table (sql_require_primary_key), and a table of the suite has none.",
				"Give each of the suite's tables a primary key, or choose another server with --server.",
				{ cause },
			),
	},
	{
		errors: [1153, "ER_NET_PACKET_TOO_LARGE"],
		failure: (cause) =>
			new BenchError(
				"environment",
				`The server's max_allowed_packet is too small for the data (${messageOf(cause)}).`,
				"Have it raised to 1 MB or more, or choose another server with --server.",
				{ cause },
			),
	},
	{
		// A table, a new table's file, a write, a temporary file of an index build or of a sort: whatever met the end of the
		// disk first.
		errors: [1114, 3675, 1021, 1026, 1878, 28, 20, 3],
		says: saysDiskFull,
		failure: (cause) =>
			new BenchError(
				"environment",
				`The server ran out of disk space while the data were loaded (${messageOf(cause)}).`,
				"Free some space or choose a smaller --scale; the unfinished data are removed by the next run.",
				{ cause },
			),
	},
	{
		errors: [1044, 1142, 1227],
		failure: (cause) =>
			new BenchError(
				"environment",
				`The database user may not do what seeding needs (${messageOf(cause)}).`,
				"Grant it all privileges on the tool's own database.",
				{ cause },
			),
	},
	{
		errors: [
			1053,
			1317,
			1927,
			"PROTOCOL_CONNECTION_LOST",
			"PROTOCOL_SEQUENCE_TIMEOUT",
			"ECONNRESET",
			"EPIPE",
			"ECONNREFUSED",
			"ETIMEDOUT",
			"EHOSTUNREACH",
			"ENETUNREACH",
		],
		failure: (cause) =>
			new BenchError(
				"measurement",
				`The connection to the server was lost while the data were made (${messageOf(cause)}).`,
				"See that the server is up and run the command again: unfinished data are made anew.",
				{ cause },
			),
	},
];

/** What seeding throws: a BenchError for what a user can act on, anything else as it is. */
export function seedFailure(thrown: unknown, signal: AbortSignal): unknown {
	if (thrown instanceof BenchError) return thrown;
	if (signal.aborted) {
		return new BenchError("interrupted", "Seeding was interrupted.", "The next run makes the data anew.", {
			cause: thrown,
		});
	}
	const {
		errno,
		code,
		fatal,
		message = "",
	} = (thrown ?? {}) as {
		errno?: number;
		code?: string;
		fatal?: boolean;
		message?: string;
	};
	const cause = CAUSES.find(
		({ errors, says }) =>
			(errno !== undefined && errors.includes(errno)) ||
			(code !== undefined && errors.includes(code)) ||
			says?.(thrown) === true,
	);
	// The driver reports a socket that closed in mid-statement without an error code, and not always as fatal.
	const lost = fatal === true || /closed state|Connection lost/i.test(message);
	if (cause === undefined && lost) return CAUSES.at(-1)?.failure(thrown);
	return cause?.failure(thrown) ?? thrown;
}
