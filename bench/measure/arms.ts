import type { Connection } from "mysql2/promise";
import type { Connect } from "../../mysql/connect.ts";
import { limitQueries } from "../../mysql/query-limit.ts";
import { showInvisible } from "../../mysql/session.ts";
import type { RunMode } from "../record/schema.ts";

/** One side of the comparison: what the session sees once it has been entered. */
export interface Arm {
	readonly connection: Connection;
	/** Makes the session see what this arm sees; always sends one statement, so that both arms follow the same. */
	enter(): Promise<void>;
}

/**
 * The arms of a paired run. All share one held connection and differ only in the `use_invisible_indexes` switch: two
 * connections would differ in more (their server threads can run the same scan 10 % apart for as long as they live).
 * `observer` reads server counters and changes indexes, so that doing so disturbs no arm.
 */
export interface Arms {
	/** Does not see the invisible indexes. */
	readonly before: Arm;
	/** Sees them; in a null run no more than `before` does. */
	readonly after: Arm;
	/** A second "before", for null pairs. */
	readonly twin: Arm;
	readonly observer: Connection;
	close(): Promise<void>;
}

/**
 * Opens the arms; the server must know the `use_invisible_indexes` switch (MySQL 8.0 and later).
 * @param signal when aborted, whatever query is under way is given up.
 * @param queryTimeoutMs limit of each statement of a unit of work; by default none.
 */
export async function openArms(
	connect: Connect,
	mode: RunMode,
	signal?: AbortSignal,
	queryTimeoutMs?: number,
): Promise<Arms> {
	const session = await openSession(connect, signal);
	const observer = await openSession(connect, signal).catch(async (error: unknown) => {
		await end(session);
		throw error;
	});
	const unwatch = queryTimeoutMs === undefined ? undefined : await limitQueries(session, observer, queryTimeoutMs);
	const arm = (shown: boolean): Arm => ({
		connection: session,
		enter: async () => {
			await showInvisible(session, shown);
		},
	});
	return {
		before: arm(false),
		after: arm(mode !== "null"),
		twin: arm(false),
		observer,
		close: async () => {
			unwatch?.();
			await Promise.all([end(session), end(observer)]);
		},
	};
}

/**
 * Lets `work` use both arms of the run at the same time: the other one gets a session of its own. Not for anything that
 * reads a clock or a counter of the whole server.
 */
export async function withArmsApart<T>(
	arms: Arms,
	{ connect, signal, queryTimeoutMs }: { connect: Connect; signal: AbortSignal; queryTimeoutMs?: number },
	mode: RunMode,
	work: (apart: { readonly before: Arm; readonly after: Arm }) => Promise<T>,
): Promise<T> {
	const others = await openArms(connect, mode, signal, queryTimeoutMs);
	try {
		return await work({ before: arms.before, after: others.after });
	} finally {
		await others.close();
	}
}

/** A held connection with the settings that all measuring shares. @param signal when aborted, it is cut off. */
export async function openSession(connect: Connect, signal?: AbortSignal): Promise<Connection> {
	const connection = await connect();
	signal?.addEventListener("abort", () => connection.destroy(), { once: true });
	await connection.query("SET SESSION time_zone='+00:00'");
	return connection;
}

async function end(connection: Connection): Promise<void> {
	await connection.end().catch(() => connection.destroy());
}
