import { Readable } from "node:stream";
import type { Connection } from "mysql2/promise";
import { messageOf } from "../base/errors.ts";
import { loadModule } from "../base/load-module.ts";
import { connector } from "../mysql/connect.ts";
import type { RowGenerator, RowGenerators } from "./dataset-spec.ts";
import type { RowRange } from "./load-plan.ts";
import { loadData, openLoadSession, type RowFormat, RowsRefused } from "./load-session.ts";
import { ValueRefused } from "./plain-value.ts";
import { type Refusal, shownValue } from "./refusal.ts";
import { RowWriter } from "./row-writer.ts";
import type { StoredColumn } from "./stored-columns.ts";
import { type VerifiedRows, verifyRows } from "./verify-rows.ts";
import type { LoadedRange, WorkerFailure, WorkerReply, WorkerRequest, WorkerStart } from "./worker-messages.ts";

/** A packet of the server's protocol: small enough to stay in the processor's cache on its way, large enough to cost nothing. */
const CHUNK_BYTES = 128 * 1024;
/** Room for the row that crosses the limit. */
const ROW_ROOM = 64 * 1024;
/** Bytes between two words on the progress. */
const PROGRESS_BYTES = 1024 * 1024;

type Generators = Readonly<Record<string, RowGenerator>>;

interface Ready {
	readonly generators: Generators;
	readonly session: Connection;
}

/** One range's bytes, each chunk made when the connection has room for it. */
class RowStream extends Readable {
	made = 0;
	checksum = 0n;
	private readonly writer = new RowWriter(new Uint8Array(CHUNK_BYTES + ROW_ROOM));
	private readonly generator: RowGenerator;
	private readonly range: RowRange;
	private readonly onRows: (rows: number) => void;
	private unreported = 0;
	/** The number of the row that the generator could not write, and why. */
	refused: { readonly row: number; readonly field: number; readonly thrown: ValueRefused } | undefined;

	constructor(generator: RowGenerator, range: RowRange, onRows: (rows: number) => void) {
		super({ highWaterMark: CHUNK_BYTES });
		this.generator = generator;
		this.range = range;
		this.onRows = onRows;
	}

	override _read(): void {
		const { writer, generator } = this;
		const { from, to } = this.range;
		writer.reset(writer.bytes);
		let next = from + this.made;
		try {
			while (next < to && writer.length < CHUNK_BYTES) generator.write(next++, writer);
		} catch (thrown) {
			if (thrown instanceof ValueRefused) this.refused = { row: next - 1, field: writer.fieldsOfRow, thrown };
			this.destroy(thrown instanceof Error ? thrown : new Error(messageOf(thrown)));
			return;
		}
		this.made = next - from;
		this.checksum += BigInt(writer.checksum);
		this.unreported += writer.length;
		if (this.unreported >= PROGRESS_BYTES || next === to) {
			this.unreported = 0;
			this.onRows(this.made);
		}
		// A copy, since the stream may hold a chunk while the next one is made.
		if (writer.length > 0) this.push(Buffer.from(writer.bytes.subarray(0, writer.length)));
		if (next === to) this.push(null);
	}
}

interface Started {
	readonly session: Connection;
	readonly rowGenerators: RowGenerators;
}

async function start({ generators, destination: { address, database } }: WorkerStart): Promise<Started> {
	const [session, module] = await Promise.all([
		openLoadSession(connector(address, database)),
		loadModule(generators) as unknown as Promise<{ rowGenerators: RowGenerators }>,
	]);
	return { session, rowGenerators: module.rowGenerators };
}

async function load(
	{ generators, session }: Ready,
	range: RowRange,
	format: RowFormat,
	written: readonly StoredColumn[],
	onRows: (rows: number) => void,
): Promise<LoadedRange> {
	const stream = new RowStream(generatorOf(generators, range), range, onRows);
	try {
		const stored = await loadData(session, { table: range.table, ...format, bytes: () => stream });
		return { made: stream.made, stored, checksum: String(stream.checksum) };
	} catch (thrown) {
		if (stream.refused !== undefined) {
			const { row, field, thrown: cause } = stream.refused;
			const column = format.columns[field];
			throw new RefusedRow({
				table: range.table,
				...(column === undefined ? {} : { column }),
				row,
				written: shownValue(cause.value),
				reason: cause.message,
			});
		}
		if (!(thrown instanceof RowsRefused)) throw thrown;
		throw new RefusedRow(await placeOf(thrown, { generators, session }, range, written));
	}
}

/** The value that the server would not take, beside what it made of it. */
async function placeOf(
	{ place, says }: RowsRefused,
	ready: Ready,
	range: RowRange,
	written: readonly StoredColumn[],
): Promise<Refusal> {
	if (place === undefined) return { table: range.table, reason: says };
	const row = range.from + place.row - 1;
	const alone = { table: range.table, from: row, to: row + 1 };
	const one = await verify(ready, alone, written, place.column).catch(() => undefined);
	return { table: range.table, column: place.column, row, ...one?.refused, reason: says };
}

async function verify(
	{ generators, session }: Ready,
	range: RowRange,
	columns: readonly StoredColumn[],
	shown?: string,
): Promise<VerifiedRows> {
	const stream = new RowStream(generatorOf(generators, range), range, () => {});
	return await verifyRows(session, {
		table: range.table,
		columns,
		from: range.from,
		bytes: () => stream,
		...(shown === undefined ? {} : { shown }),
	});
}

function generatorOf(generators: Generators, { table }: RowRange): RowGenerator {
	const generator = generators[table];
	if (generator !== undefined) return generator;
	throw new RefusedRow({ table, reason: "no generator makes its rows" });
}

/** A generator wrote what its table does not take. */
class RefusedRow extends Error {
	readonly refusal: Refusal;

	constructor(refusal: Refusal) {
		super(refusal.reason ?? "a value does not fit");
		this.name = "RefusedRow";
		this.refusal = refusal;
	}
}

/**
 * Makes ranges one after the other and loads them through a session of its own: bytes that went through the process that
 * asked for them would cost as much again as making them. A process of its own and not a thread: several threads that load
 * TypeScript at once have crashed Node.
 */
function serve(reply: (reply: WorkerReply) => void): void {
	let started: Promise<Started> | undefined;
	let ready: Ready | undefined;
	const answer = async (request: Exclude<WorkerRequest, { readonly start: WorkerStart }>) => {
		if ("input" in request) {
			if (started === undefined) throw new Error("A worker was asked before it was started.");
			const { session, rowGenerators } = await started;
			ready = { session, generators: rowGenerators(request.input) };
			return undefined;
		}
		if (ready === undefined) throw new Error("A worker was asked before it was told what to make rows from.");
		if ("load" in request) {
			return await load(ready, request.load, request.format, request.written, (rows) => reply({ rows }));
		}
		if ("verify" in request) return await verify(ready, request.verify, request.written);
		await ready.session.query(request.statement);
		return undefined;
	};
	process.on("message", (request: WorkerRequest) => {
		if ("start" in request) {
			started = start(request.start);
			// Told in the answer to what comes next.
			started.catch(() => undefined);
			return;
		}
		answer(request).then(
			(done) => reply({ done }),
			(thrown: unknown) => reply({ failed: failureOf(thrown) }),
		);
	});
}

function failureOf(thrown: unknown): WorkerFailure {
	const { errno, code, fatal } = (thrown ?? {}) as { errno?: number; code?: string; fatal?: boolean };
	const stack = thrown instanceof Error ? thrown.stack : undefined;
	const refusal = thrown instanceof RefusedRow ? thrown.refusal : undefined;
	return { message: messageOf(thrown), stack, errno, code, fatal, refusal };
}

// The terminal's Ctrl-C reaches every process of the command: the one that asked for rows decides when this one ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.once("disconnect", () => process.exit());
if (process.send === undefined) throw new Error("This process is started by seed/row-loader.ts.");
serve(process.send.bind(process));
