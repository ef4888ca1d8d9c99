import { BenchError } from "../../../base/errors.ts";

export const USUAL_SESSIONS: readonly number[] = [1, 4, 16];
/** A server allows 151 connections unless told otherwise. */
const MOST_SESSIONS = 128;

/** Those that were asked for; with none, the usual ones. */
export function sessionsFor(asked: readonly number[]): readonly number[] {
	return asked.length > 0 ? asked : USUAL_SESSIONS;
}

/** Numbers of sessions as `--load` lists them, each once, ascending. @throws BenchError kind "usage". */
export function parseSessions(text: string): readonly number[] {
	const parts = text.split(",").map((part) => part.trim());
	const wrong = parts.find((part) => !/^\d{1,3}$/.test(part) || Number(part) < 1 || Number(part) > MOST_SESSIONS);
	if (wrong !== undefined) {
		throw new BenchError(
			"usage",
			`"${wrong}" is not a number of sessions.`,
			`--load takes whole numbers from 1 to ${MOST_SESSIONS}, such as ${USUAL_SESSIONS.join(",")}.`,
		);
	}
	return [...new Set(parts.map(Number))].toSorted((a, b) => a - b);
}
