import type { Connection } from "mysql2/promise";
import { isMysqlError, QueryTimeout } from "./errors.ts";

/** The server ends a SELECT by itself; after this much longer, whatever it is, it is ended from outside. */
const GRACE_MS = 5000;
const CHECK_MS = 1000;

/** Watches over the statements of one connection: the limit costs the timed path two assignments. */
export interface QueryLimit {
	readonly limitMs: number;
	begin(): void;
	/** @throws QueryTimeout when the statement was ended from outside: some then return what they have. */
	check(): void;
	end(): void;
	/** The error that a statement threw, as a QueryTimeout if the limit ended it. */
	explain(error: unknown): unknown;
}

const limits = new WeakMap<Connection, QueryLimit>();

/** The limit of this connection's statements, if it has one. */
export function queryLimitOf(connection: Connection): QueryLimit | undefined {
	return limits.get(connection);
}

/**
 * Gives every unit of work that runs on the connection a limit per statement: by `max_execution_time`, which MySQL keeps
 * for SELECT alone, and by KILL QUERY from another connection.
 * @returns what ends the watching.
 */
export async function limitQueries(connection: Connection, killer: Connection, limitMs: number): Promise<() => void> {
	await connection.query("SET SESSION max_execution_time = ?", [Math.ceil(limitMs)]);
	let started = 0;
	let killed = false;
	const timer = setInterval(() => {
		if (started === 0 || killed || performance.now() - started < limitMs + GRACE_MS) return;
		killed = true;
		// That the connection breaks is for those who use it to say.
		killer.query(`KILL QUERY ${connection.threadId}`).catch(() => undefined);
	}, CHECK_MS);
	timer.unref();
	limits.set(connection, {
		limitMs,
		begin() {
			killed = false;
			started = performance.now();
		},
		check() {
			if (killed) throw new QueryTimeout(limitMs / 1000, undefined);
		},
		end() {
			started = 0;
		},
		explain(error) {
			if (error instanceof QueryTimeout) return error;
			const ended = killed || isMysqlError(error, "maxExecutionTime");
			return ended && !(error instanceof Error && "fatal" in error && error.fatal === true)
				? new QueryTimeout(limitMs / 1000, error)
				: error;
		},
	});
	return () => clearInterval(timer);
}
