import { diskFull, saysDiskFull } from "../../base/disk.ts";
import { BenchError, messageOf } from "../../base/errors.ts";
import { displayPath } from "../../base/paths.ts";
import { usersPlace } from "../../base/source-place.ts";

const INTERRUPTED_EXIT_CODE = 130;
const EXIT_GRACE_MS = 5000;

/**
 * Runs a command's work and owns its end: signals, messages on standard error, and the exit code.
 * The first Ctrl-C aborts the signal so that the work can stop its server and save its record; the second ends at once.
 * @param work returns the exit code.
 */
export async function endProcess(work: (signal: AbortSignal) => Promise<number>): Promise<void> {
	const abort = new AbortController();
	const interrupt = () => {
		if (abort.signal.aborted) process.exit(INTERRUPTED_EXIT_CODE);
		process.stderr.write(
			"\nStopping: the record is saved and the server removed. Press Ctrl-C again to end at once.\n",
		);
		abort.abort(new BenchError("interrupted", "Interrupted.", "What was started is stopped and removed."));
	};
	const crash = (error: unknown) => {
		process.exitCode = report(error);
		process.exit();
	};
	// A reader that goes away, or a terminal that is closed, must not end a run that still has a record to save.
	for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
	process.once("uncaughtException", crash);
	const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
	for (const signal of signals) process.on(signal, interrupt);
	try {
		process.exitCode = await work(abort.signal);
	} catch (error) {
		process.exitCode = report(abort.signal.aborted ? (abort.signal.reason ?? error) : error);
	} finally {
		for (const signal of signals) process.off(signal, interrupt);
		process.off("uncaughtException", crash);
		// A connection to a server that hangs would keep the process alive for ever.
		setTimeout(() => process.exit(), EXIT_GRACE_MS).unref();
	}
}

/**
 * A user's failure in two sentences without a stack, also one of code of their own that was called; a bug with all that is
 * known of it.
 */
function report(thrown: unknown): number {
	// A full disk may be met by any of the many small files that are written, and is the user's to mend wherever it is.
	const isFullDisk = !(thrown instanceof BenchError) && saysDiskFull(thrown);
	const error = isFullDisk ? diskFull(`The disk is full: ${messageOf(thrown)}.`, thrown) : thrown;
	if (error instanceof BenchError) {
		process.stderr.write(`${error.message}\n${error.remedy}\n`);
		return error.exitCode;
	}
	const place = usersPlace(error);
	if (place !== undefined) {
		process.stderr.write(
			`${displayPath(place.file)}:${place.line}: ${messageOf(error)}\nCorrect it there, and run again.\n`,
		);
		return 2;
	}
	const stack = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
	process.stderr.write(`This is a bug of index-impact:\n${stack}\n`);
	if (error instanceof Error && error.cause !== undefined)
		process.stderr.write(`Caused by: ${messageOf(error.cause)}\n`);
	return 4;
}
