import { BenchError } from "../../../base/errors.ts";
import { displayPath, requireWritable } from "../../../base/paths.ts";
import { connector } from "../../../mysql/connect.ts";
import { explainConnectionFailure } from "../../../mysql/connection-failure.ts";
import { isFromServer } from "../../../mysql/errors.ts";
import { parseServerUrl } from "../../../mysql/server-url.ts";
import type { Bundle } from "../../../seed/bundle/format.ts";
import { readBundle, writeBundle } from "../../capture/bundle-file.ts";
import { classesOfKeys } from "../../capture/recorder/key-classes.ts";
import { type RecordedStatement, recordedStatements, withRecorded } from "../../capture/recorder/recorded-queries.ts";
import { type RecordedRun, runRecorded } from "../../capture/recorder/run-recorded.ts";
import { openSource } from "../../capture/source.ts";
import { recordWords } from "../../capture/words.ts";
import type { Values } from "../flags/flag.ts";
import type { RECORD_FLAGS } from "../flags/record-flags.ts";
import type { CommandContext } from "../program.ts";

type RecordFlags = Values<typeof RECORD_FLAGS>;

/** Records what a command asks. @returns the command's exit code. @throws BenchError */
export async function runRecord(
	flags: RecordFlags,
	command: readonly string[],
	{ environment, signal }: CommandContext,
): Promise<number> {
	if (command.length === 0) {
		throw new BenchError(
			"usage",
			"No command is named.",
			"Write it after two dashes: index-impact record -- npm test.",
		);
	}
	const bundle = await readBundle(flags.bundle);
	const out = flags.out ?? flags.bundle;
	await requireWritable([{ flag: flags.out === undefined ? "--bundle" : "--out", path: out, kind: "file" }]);
	if (flags.url !== undefined) addressOf(flags.url, flags.tlsCa);
	const run = await runRecorded(command, environment, signal, flags.json ? "standard-error" : "inherit");
	const { statements, withheld } = recordedStatements(run.recordings, bundle, process.cwd());
	if (statements.length === 0) return nothingRecorded(run, withheld);
	const classes = flags.url === undefined ? () => undefined : await classesFrom(flags, flags.url, statements, bundle);
	await writeBundle(out, withRecorded(bundle, statements, classes, run.seconds));
	const file = displayPath(out);
	const { exitCode, seconds, recordings } = run;
	const processes = recordings.length;
	if (flags.json) {
		const calls = statements.reduce((sum, { executions }) => sum + executions, 0);
		process.stdout.write(
			`${JSON.stringify({ file, statements: statements.length, calls, withheld, processes, seconds, exitCode })}\n`,
		);
	} else process.stderr.write(recordWords(statements, withheld, processes, file));
	return exitCode;
}

/** @returns the command's exit code where that says more. */
function nothingRecorded({ exitCode, recordings }: RecordedRun, withheld: number): number {
	if (exitCode !== 0) {
		process.stderr.write("Nothing was recorded: the command ended before it asked anything.\n");
		return exitCode;
	}
	const version = recordings.find(({ mysql2 }) => mysql2 !== undefined)?.mysql2;
	if (withheld > 0) {
		throw new BenchError(
			"usage",
			`None of the ${withheld} statements that were sent can be told without what may be a value.`,
			"Send values as parameters, and name the bundle of the database that they are sent to.",
		);
	}
	throw new BenchError(
		"usage",
		version === undefined
			? "Nothing was recorded: no process of the command used mysql2."
			: `Nothing was recorded: mysql2 ${version} has no tracing channels, or nothing was asked through it.`,
		version === undefined
			? "Name a command that runs the application itself, not one that asks a server elsewhere."
			: "Update mysql2 in the application to 3.20 or newer.",
	);
}

async function classesFrom(
	{ tlsCa, seconds }: RecordFlags,
	url: string,
	statements: readonly RecordedStatement[],
	bundle: Bundle,
) {
	const { address, database } = addressOf(url, tlsCa);
	// Ctrl-C has ended the command; what it asked is still to be classed, within seconds.
	const source = await openSource(connector(address), seconds, new AbortController().signal).catch((error: unknown) => {
		throw isFromServer(error) ? explainConnectionFailure(error, address) : error;
	});
	try {
		return await classesOfKeys(statements, bundle, source, database);
	} finally {
		await source.close();
	}
}

function addressOf(url: string, tlsCa: string | undefined) {
	const { address, database } = parseServerUrl(url, tlsCa);
	if (database === undefined) {
		throw new BenchError(
			"usage",
			"The URL names no database.",
			"Write it as mysql://user:password@host:port/database.",
		);
	}
	return { address, database };
}
