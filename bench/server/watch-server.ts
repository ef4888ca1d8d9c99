import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "mysql2/promise";
import { BenchError } from "../../seed/errors.ts";
import type { Connect } from "../../seed/mysql.ts";
import { soonAfterAbort, withLimit } from "./limited-wait.ts";

const SECONDS_BETWEEN = 5;
const SILENCE_LIMIT_SECONDS = 60;
/** For work to end by itself, when it is told to. */
const GRACE_MS = 10_000;

/**
 * Does the work as long as the server answers. A statement may take hours, but a server that does not answer so much as
 * a ping for a minute hangs, and would be waited for without end.
 * @param work gets a signal that also aborts when the server has fallen silent.
 * @throws BenchError kind "measurement" when it has; the signal's reason when the work does not end by itself on abort.
 */
export async function whileItAnswers<T>(
	connect: Connect,
	signal: AbortSignal,
	work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const silence = new AbortController();
	const over = new AbortController();
	const either = AbortSignal.any([signal, silence.signal]);
	void watch(connect, over.signal).then((failure) => {
		if (failure !== undefined) silence.abort(failure);
	});
	try {
		return await soonAfterAbort(work(either), either, GRACE_MS);
	} catch (error) {
		throw silence.signal.aborted && !signal.aborted ? silence.signal.reason : error;
	} finally {
		over.abort();
	}
}

/** @returns what is wrong, as soon as the server has been silent for too long; undefined when told to end. */
async function watch(connect: Connect, over: AbortSignal): Promise<BenchError | undefined> {
	let connection: Connection | undefined;
	let heard = performance.now();
	over.addEventListener("abort", () => connection?.destroy(), { once: true });
	while (!over.aborted) {
		try {
			connection ??= await withLimit(connect({ connectTimeout: 10_000 }), 10_000);
			await withLimit(connection.ping(), 10_000);
			heard = performance.now();
		} catch {
			connection?.destroy();
			connection = undefined;
			const silent = (performance.now() - heard) / 1000;
			if (!over.aborted && silent > SILENCE_LIMIT_SECONDS) return silentFor(silent);
		}
		await pause(1000 * SECONDS_BETWEEN, undefined, { signal: over, ref: false }).catch(() => undefined);
	}
	connection?.destroy();
	return undefined;
}

function silentFor(seconds: number): BenchError {
	return new BenchError(
		"measurement",
		`MySQL has not answered for ${Math.round(seconds)} s.`,
		"What was measured is saved; see that the server is up, and run again with --resume and the run's folder.",
	);
}
