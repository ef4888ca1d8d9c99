import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "mysql2/promise";
import { messageOf } from "../../../base/errors.ts";
import { isQueryError } from "../../../mysql/errors.ts";
import { indexBytes, indexDefinition } from "../../../mysql/index-set.ts";
import type { SingleRowWrites } from "./single-row-writes.ts";
import { startWriter, type Write } from "./steady-writer.ts";
import type { Twin } from "./twin.ts";

/** What a round needs. */
export interface BuildSessions {
	readonly builder: Connection;
	readonly writer: Connection;
	readonly writes: SingleRowWrites;
	readonly perSecond: number;
	/** Milliseconds of writing before and after each build, to compare with. */
	readonly quietMs: number;
	readonly signal: AbortSignal;
}

/** The index built twice: with nothing else going on, and while rows are written. */
export interface BuildRound {
	/** undefined where that build failed. */
	readonly aloneSeconds: number | undefined;
	readonly underWritesSeconds: number | undefined;
	/** Of the index that was built under writes. */
	readonly bytes: number;
	readonly order: "AW" | "WA";
	readonly during: readonly Write[];
	readonly outside: readonly Write[];
	readonly failedWrites: number;
	readonly errors: readonly string[];
}

/** One round on a twin that has no such index; it has none afterwards. */
export async function buildRound(sessions: BuildSessions, twin: Twin, random: () => number): Promise<BuildRound> {
	const order = random() < 0.5 ? "AW" : "WA";
	const early = order === "AW" ? await buildAlone(sessions.builder, twin) : undefined;
	const writing = await buildUnderWrites(sessions, twin);
	const alone = early ?? (await buildAlone(sessions.builder, twin));
	return {
		aloneSeconds: alone.seconds,
		underWritesSeconds: writing.built.seconds,
		bytes: writing.built.bytes,
		order,
		during: writing.during,
		outside: writing.outside,
		failedWrites: writing.failed.length,
		errors: [alone.error, writing.built.error, ...writing.failed].filter((error) => error !== undefined),
	};
}

async function buildAlone(builder: Connection, twin: Twin): Promise<Built> {
	const built = await build(builder, twin);
	await drop(builder, twin, built);
	return built;
}

async function buildUnderWrites(sessions: BuildSessions, twin: Twin) {
	const { builder, writer, writes, perSecond, quietMs, signal } = sessions;
	const stream = startWriter(writer, writes.next, perSecond);
	try {
		await pause(quietMs, undefined, { signal });
		const started = performance.now();
		const built = await build(builder, twin);
		const ended = started + 1000 * (built.seconds ?? 0);
		await pause(quietMs, undefined, { signal });
		await stream.stop();
		await drop(builder, twin, built);
		const isDuring = ({ at }: Write) => at >= started && at <= ended;
		return {
			built,
			during: stream.writes.filter(isDuring),
			outside: stream.writes.filter((write) => !isDuring(write)),
			failed: stream.failed,
		};
	} finally {
		await stream.stop().catch(() => undefined);
	}
}

interface Built {
	/** undefined where the server gave the build up. */
	readonly seconds: number | undefined;
	readonly bytes: number;
	readonly error?: string;
}

async function build(connection: Connection, { spec }: Twin): Promise<Built> {
	const started = performance.now();
	try {
		await connection.query(`ALTER TABLE ?? ADD ${indexDefinition(spec)}, ALGORITHM=INPLACE, LOCK=NONE`, [spec.table]);
	} catch (error) {
		if (!isQueryError(error)) throw error;
		return { seconds: undefined, bytes: 0, error: messageOf(error) };
	}
	const seconds = (performance.now() - started) / 1000;
	return { seconds, bytes: await indexBytes(connection, spec) };
}

/** The next build begins from the same. */
async function drop(connection: Connection, { spec }: Twin, { seconds }: Built): Promise<void> {
	if (seconds !== undefined) await connection.query("ALTER TABLE ?? DROP INDEX ??", [spec.table, spec.name]);
}
