import { setTimeout as pause } from "node:timers/promises";
import { abortable, withTimeout } from "../../base/abortable.ts";
import { BenchError, messageOf } from "../../base/errors.ts";
import { type Address, type Connect, connector } from "../../mysql/connect.ts";

const CONNECT_LIMIT_MS = 5000;
const ATTEMPT_LIMIT_MS = 10_000;

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
	const ended = waiting.ended?.then(() => "ended" as const);
	for (;;) {
		if (waiting.signal.aborted) throw interrupted();
		try {
			// A server that hangs accepts a connection and then says nothing, or only half of its greeting.
			const left = Math.max(1, deadline - performance.now());
			const login = withTimeout(logIn(connect), Math.min(ATTEMPT_LIMIT_MS, left));
			const either = ended === undefined ? login : Promise.race([login, ended]);
			return await abortable(either, waiting.signal, { instead: interrupted });
		} catch (error) {
			if (waiting.signal.aborted) throw error;
			if (performance.now() >= deadline) {
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

async function logIn(connect: Connect): Promise<"ready"> {
	const connection = await connect({ connectTimeout: CONNECT_LIMIT_MS });
	connection.destroy();
	return "ready";
}

/** What a start throws after Ctrl-C. @param during completes "Interrupted while ...". */
export function interrupted(during = "the server was starting"): BenchError {
	return new BenchError("interrupted", `Interrupted while ${during}.`, "Run the command again.");
}
