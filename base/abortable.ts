import { BenchError } from "./errors.ts";

/**
 * The promise's outcome, or a BenchError when the limit is over; the work itself is not ended.
 * @param what begins the sentence: "The container engine did not remove a container".
 */
export function withTimeout<T>(work: Promise<T>, limitMs: number, what = "There was no answer"): Promise<T> {
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

/** How work is given up. */
interface Abort {
	/** What is thrown in place of the signal's reason. */
	readonly instead?: () => Error;
	/** Milliseconds that the work has to end by itself; by default none. */
	readonly graceMs?: number;
}

/**
 * The promise's outcome, or a rejection with the signal's reason once that has aborted. The work itself is not ended: a
 * server that hangs never answers, not even that a connection is closed.
 */
export function abortable<T>(work: Promise<T>, signal: AbortSignal, { instead, graceMs }: Abort = {}): Promise<T> {
	return new Promise((resolve, reject) => {
		let timer: NodeJS.Timeout | undefined;
		const giveUp = () => reject(instead?.() ?? signal.reason);
		const abort = () => {
			if (graceMs === undefined) giveUp();
			else timer = setTimeout(giveUp, graceMs);
		};
		if (signal.aborted) abort();
		signal.addEventListener("abort", abort, { once: true });
		work.then(resolve, reject).finally(() => {
			clearTimeout(timer);
			signal.removeEventListener("abort", abort);
		});
	});
}
