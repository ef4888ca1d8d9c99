import type { Connection } from "mysql2/promise";
import type { QueryTimeout } from "../../mysql/errors.ts";
import { limitQueries } from "../../mysql/query-limit.ts";
import { openSession } from "../measure/arms.ts";
import type { StudyContext } from "./study.ts";

type Request = Pick<StudyContext, "connect" | "signal" | "queryTimeoutMs">;

/**
 * A held session of a study. With a query timeout it waits no longer than that for a table that somebody else holds: the
 * server's own limit is a year.
 */
export async function openStudySession({ connect, signal, queryTimeoutMs }: Request): Promise<Connection> {
	const session = await openSession(connect, signal);
	if (queryTimeoutMs !== undefined) {
		await session.query("SET SESSION lock_wait_timeout = ?", [Math.max(1, Math.ceil(queryTimeoutMs / 1000))]);
	}
	return session;
}

/** What a limited session does besides the application's statements. */
interface OtherWork {
	/**
	 * It copies and compares whole tables too, which may take longer than any query: then the server's own limit, which
	 * is on every SELECT of a session, is left off, and a statement is ended from outside alone, some seconds later.
	 */
	readonly wholeTables: boolean;
}

/**
 * Gives the application's statements on these sessions the query timeout.
 * @param killer a session that is idle while those work.
 * @returns what ends the watching.
 */
export async function limitSessions(
	{ queryTimeoutMs }: Pick<Request, "queryTimeoutMs">,
	sessions: readonly Connection[],
	killer: Connection,
	{ wholeTables }: OtherWork = { wholeTables: false },
): Promise<() => void> {
	if (queryTimeoutMs === undefined) return () => undefined;
	const ends: (() => void)[] = [];
	for (const session of sessions) {
		ends.push(await limitQueries(session, killer, queryTimeoutMs));
		if (wholeTables) await session.query("SET SESSION max_execution_time = 0");
	}
	return () => {
		for (const end of ends) end();
	};
}

/** A query that a study gave up, as its part of the record tells it. */
export function givenUpText(what: string, { message }: Pick<QueryTimeout, "message">): string {
	return `${what}: ${message}.`;
}

/** The field of a study's part that tells of queries given up; nothing where there was none. */
export function givenUpPart(texts: Iterable<string>): { readonly givenUp?: string[] } {
	const found = [...new Set(texts)];
	return found.length === 0 ? {} : { givenUp: found };
}
