import type { Connection, RowDataPacket } from "mysql2/promise";
import { messageOf } from "../../base/errors.ts";
import type { Connect } from "../../mysql/connect.ts";
import { isQueryError } from "../../mysql/errors.ts";
import { dropIndexes, indexBytes, indexDefinition, readIndexes } from "../../mysql/index-set.ts";
import { quoted } from "../../mysql/sql/identifiers.ts";
import type { Candidate } from "../../schema/candidates/candidate.ts";
import { openSession } from "../measure/arms.ts";
import { warmIndexes } from "../measure/warm.ts";

/** MySQL's own limit of secondary indexes on a table. */
const MOST_INDEXES_OF_TABLE = 64;
/** Built by one statement, which reads the table once for all of them; more would sort with too little memory each. */
const BUILT_AT_ONCE = 6;
/** Tables that are built on at the same time. */
const BUILDERS = 2;
const BUFFER_BYTES = 128 * 1024 * 1024;

/** What a built candidate takes. The seconds are its part of those of the statement that built it with others. */
export interface Built {
	readonly bytes: number;
	readonly seconds: number;
}

/** Built candidates, and those that the server refuses, each with its message. */
export interface BuiltCandidates {
	readonly built: ReadonlyMap<Candidate, Built>;
	readonly refused: ReadonlyMap<Candidate, string>;
}

/** How many indexes each table may still get. */
export async function roomOf(connection: Connection, tables: readonly string[]): Promise<(table: string) => number> {
	const counts = new Map<string, number>();
	for (const { table, name } of await readIndexes(connection, tables)) {
		if (name !== "PRIMARY") counts.set(table, (counts.get(table) ?? 0) + 1);
	}
	return (table) => MOST_INDEXES_OF_TABLE - (counts.get(table) ?? 0);
}

/** Builds candidates invisible, on two tables at a time, and reads them into memory. */
export async function buildCandidates(
	connect: Connect,
	candidates: readonly Candidate[],
	signal: AbortSignal,
): Promise<BuiltCandidates> {
	const built = new Map<Candidate, Built>();
	const refused = new Map<Candidate, string>();
	const queue = [...Map.groupBy(candidates, ({ index }) => index.table).values()].toSorted(
		(a, b) => b.length - a.length,
	);
	const work = async () => {
		const connection = await openSession(connect, signal);
		try {
			await connection.query(
				`SET SESSION innodb_ddl_buffer_size = ${BUFFER_BYTES}, innodb_ddl_threads = 1, innodb_parallel_read_threads = 1`,
			);
			for (let own = queue.shift(); own !== undefined; own = queue.shift()) {
				await dropIndexes(
					connection,
					own.map(({ index }) => index),
				);
				for (let start = 0; start < own.length; start += BUILT_AT_ONCE) {
					signal.throwIfAborted();
					const chunk = own.slice(start, start + BUILT_AT_ONCE);
					await buildChunk(connection, chunk, built, refused);
				}
			}
		} finally {
			await connection.end().catch(() => connection.destroy());
		}
	};
	await Promise.all(Array.from({ length: BUILDERS }, work));
	return { built, refused };
}

async function buildChunk(
	connection: Connection,
	chunk: readonly Candidate[],
	built: Map<Candidate, Built>,
	refused: Map<Candidate, string>,
): Promise<void> {
	const [first] = chunk;
	if (first === undefined) return;
	const started = performance.now();
	try {
		const parts = chunk.map(({ index }) => `ADD ${indexDefinition(index)} INVISIBLE`);
		await connection.query(`ALTER TABLE ${quoted(first.index.table)} ${parts.join(", ")}`);
	} catch (error) {
		if (!isQueryError(error)) throw error;
		if (chunk.length === 1) refused.set(first, messageOf(error));
		// One that is refused must not take the others with it.
		else for (const one of chunk) await buildChunk(connection, [one], built, refused);
		return;
	}
	const seconds = (performance.now() - started) / 1000;
	const bytes = await Promise.all(chunk.map(({ index }) => indexBytes(connection, index)));
	const total = bytes.reduce((sum, one) => sum + one, 0);
	for (const [at, one] of chunk.entries()) {
		const part = total === 0 ? 1 / chunk.length : (bytes[at] ?? 0) / total;
		built.set(one, { bytes: bytes[at] ?? 0, seconds: seconds * part });
	}
	await warmIndexes(
		connection,
		chunk.map(({ index }) => index),
	);
}

/** Bytes of indexes that are there already. */
export async function bytesOfPresent(
	connection: Connection,
	candidates: readonly Candidate[],
): Promise<ReadonlyMap<Candidate, Built>> {
	const found = new Map<Candidate, Built>();
	for (const one of candidates) found.set(one, { bytes: await indexBytes(connection, one.index), seconds: 0 });
	return found;
}

const SAMPLE_PAGES = 200;

/** Statistics by more pages, so that two builds of one index are planned with alike; on servers of the tool's own alone. */
export async function preciseStatistics(connection: Connection, pages = SAMPLE_PAGES): Promise<void> {
	const [[row]] = await connection.query<RowDataPacket[]>(
		"SELECT @@GLOBAL.innodb_stats_persistent_sample_pages AS pages",
	);
	if (Number(row?.pages) < pages) await connection.query(`SET GLOBAL innodb_stats_persistent_sample_pages = ${pages}`);
}
