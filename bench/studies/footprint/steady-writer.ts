import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "mysql2/promise";
import { messageOf } from "../../../base/errors.ts";
import { isQueryError } from "../../../mysql/errors.ts";
import type { Statement } from "../../../mysql/statement.ts";

/** One write that went through. */
export interface Write {
	/** When it was due, as performance.now() tells time. */
	readonly at: number;
	/** Milliseconds from then until it was done. */
	readonly ms: number;
}

export interface SteadyWriter {
	readonly writes: readonly Write[];
	readonly failed: readonly string[];
	/** Ends the stream after the write under way. @throws what broke the connection. */
	stop(): Promise<void>;
}

/**
 * Sends writes on one session at a steady rate. While one has to wait, those due meanwhile are late with it and are
 * counted from when they were due, as users who come whether or not the server is ready: a stall of a second is the
 * latency of a second's writes, not of one.
 */
export function startWriter(connection: Connection, next: () => Statement, perSecond: number): SteadyWriter {
	const writes: Write[] = [];
	const failed: string[] = [];
	let stopped = false;
	const loop = async () => {
		let due = performance.now();
		while (!stopped) {
			const early = due - performance.now();
			if (early > 0) await pause(early);
			// The timer's own delay is not the server's: only a predecessor that took too long makes a write late.
			const at = early > 0 ? performance.now() : due;
			const { sql, params } = next();
			try {
				await connection.query(sql, [...params]);
				writes.push({ at, ms: performance.now() - at });
			} catch (error) {
				if (!isQueryError(error)) throw error;
				failed.push(messageOf(error));
			}
			due += 1000 / perSecond;
		}
	};
	const running = loop();
	// Whoever stops it hears of the failure; until then it is nobody's unhandled rejection.
	running.catch(() => undefined);
	return {
		writes,
		failed,
		stop() {
			stopped = true;
			return running;
		},
	};
}
