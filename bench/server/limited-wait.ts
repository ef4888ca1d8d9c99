/** The promise's outcome, or a rejection when the limit is over; the work itself is not ended. */
export function withLimit<T>(work: Promise<T>, limitMs: number): Promise<T> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error(`no answer within ${limitMs / 1000} s (timeout)`)), limitMs);
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
