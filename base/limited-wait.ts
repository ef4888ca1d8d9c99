import { BenchError } from "./errors.ts";

/**
 * The promise's outcome, or a BenchError when the limit is over; the work itself is not ended.
 * @param what begins the sentence: "The container engine did not remove a container".
 */
export function withLimit<T>(work: Promise<T>, limitMs: number, what = "There was no answer"): Promise<T> {
	return new Promise((resolve, reject) => {
		const over = () =>
			new BenchError(
				"environment",
				`${what} within ${limitMs / 1000} s (timeout).`,
				"See that it is healthy and the machine not overloaded, then run again.",
			);
		const timer = setTimeout(() => reject(over()), limitMs);
		work.then(resolve, reject).finally(() => clearTimeout(timer));
	});
}

/** The promise's outcome, or `instead()` as a rejection when the signal aborts first; the work itself is not ended. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal, instead: () => Error): Promise<T> {
	return new Promise((resolve, reject) => {
		const abort = () => reject(instead());
		if (signal.aborted) abort();
		signal.addEventListener("abort", abort, { once: true });
		work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
	});
}

/**
 * The promise's outcome; once the signal has aborted, work that has not ended by itself after the grace is given up and
 * the signal's reason thrown. A server that hangs never answers, not even that a connection is closed.
 */
export function soonAfterAbort<T>(work: Promise<T>, signal: AbortSignal, graceMs: number): Promise<T> {
	return new Promise((resolve, reject) => {
		let timer: NodeJS.Timeout | undefined;
		const abort = () => {
			timer = setTimeout(() => reject(signal.reason), graceMs);
		};
		if (signal.aborted) abort();
		signal.addEventListener("abort", abort, { once: true });
		work.then(resolve, reject).finally(() => {
			clearTimeout(timer);
			signal.removeEventListener("abort", abort);
		});
	});
}
