import { setTimeout as pause } from "node:timers/promises";
import { BenchError, messageOf } from "../../seed/errors.ts";
import { type Address, connector } from "../../seed/mysql.ts";

interface Waiting {
	readonly signal: AbortSignal;
	readonly limitMs: number;
	/** Settles when the server has ended: then there is nothing to wait for. */
	readonly ended?: Promise<unknown>;
}

/**
 * Tries to log in until it works.
 * @throws BenchError "interrupted" on abort, "environment" when the limit is over.
 */
export async function waitUntilReady(address: Address, waiting: Waiting): Promise<"ready" | "ended"> {
	const connect = connector(address);
	const deadline = performance.now() + waiting.limitMs;
	let over = false;
	waiting.ended?.then(() => {
		over = true;
	});
	for (;;) {
		if (waiting.signal.aborted) throw interrupted();
		if (over) return "ended";
		try {
			await (await connect({ connectTimeout: 5000 })).end();
			return "ready";
		} catch (error) {
			if (performance.now() > deadline) {
				throw new BenchError(
					"environment",
					`MySQL did not answer within ${waiting.limitMs / 1000} s: ${messageOf(error)}`,
					"Run again when the machine is less busy, or choose another source with --server.",
					{ cause: error },
				);
			}
		}
		await pause(50);
	}
}

/** What a start throws after Ctrl-C. */
export function interrupted(): BenchError {
	return new BenchError("interrupted", "Interrupted while the server was starting.", "Run the command again.");
}
