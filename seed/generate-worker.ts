import { writeSync } from "node:fs";
import type { GeneratorInput, RowGenerator, RowGenerators } from "./dataset-spec.ts";
import { RowWriter } from "./row-writer.ts";

/** Rows of one table to make, `to` excluded. */
export interface RowRange {
	readonly table: string;
	readonly from: number;
	readonly to: number;
}

/** A worker is told once what to make rows from, then to start on a range. */
export type WorkerRequest = { readonly input: WorkerInput } | { readonly start: RowRange };

/** What a worker says beside the bytes, which go through a pipe of their own: after each part of a range. */
export interface RangeProgress {
	/** Rows, bytes and sum of the rows' CRC-32 values of the range so far. */
	readonly rows: number;
	readonly bytes: number;
	/** Decimal digits. */
	readonly checksum: string;
	readonly last: boolean;
}

export interface WorkerInput extends GeneratorInput {
	/** URL of the module with `rowGenerators`. */
	readonly generators: string;
}

/** The pipe that the rows go through: serialized messages cost twice as much as making the rows. */
export const ROWS_PIPE = 4;
/** Small enough to stay in the processor's cache on its way, large enough that messages cost nothing. */
const CHUNK_BYTES = 128 * 1024;
/** Room for the row that crosses the limit. */
const ROW_ROOM = 64 * 1024;

async function loadGenerators(input: WorkerInput): Promise<Readonly<Record<string, RowGenerator>>> {
	const module: { rowGenerators: RowGenerators } = await import(input.generators);
	return module.rowGenerators(input);
}

/**
 * Makes ranges one after the other. The pipe takes no more than its buffer until it is read, and writing waits for that:
 * nothing is made long before it is wanted. A process of its own and not a thread: several threads that load TypeScript
 * at once have crashed Node.
 */
function serve(report: (progress: RangeProgress) => void): void {
	const writer = new RowWriter(new Uint8Array(CHUNK_BYTES + ROW_ROOM));
	let generators: ReturnType<typeof loadGenerators> | undefined;

	const makeRange = (generator: RowGenerator, { from, to }: RowRange) => {
		let bytes = 0;
		let checksum = 0n;
		for (let next = from; next < to; ) {
			writer.reset(writer.bytes);
			while (next < to && writer.length < CHUNK_BYTES) generator.write(next++, writer);
			writeAll(writer.bytes.subarray(0, writer.length));
			bytes += writer.length;
			checksum += BigInt(writer.checksum);
			report({ rows: next - from, bytes, checksum: String(checksum), last: next === to });
		}
	};
	const answer = async (request: WorkerRequest) => {
		if ("input" in request) {
			generators = loadGenerators(request.input);
			await generators;
		} else {
			const generator = (await generators)?.[request.start.table];
			if (generator === undefined) throw new Error(`No generator makes rows of ${request.start.table}.`);
			makeRange(generator, request.start);
		}
	};
	// Requests are answered in the order they came, whatever they wait for.
	let answered = Promise.resolve();
	process.on("message", (request: WorkerRequest) => {
		answered = answered.then(() => answer(request));
	});
}

function writeAll(bytes: Uint8Array): void {
	try {
		for (let written = 0; written < bytes.length; ) written += writeSync(ROWS_PIPE, bytes, written);
	} catch (thrown) {
		// Whoever wanted the rows is gone.
		if (thrown instanceof Error && "code" in thrown && thrown.code === "EPIPE") process.exit();
		throw thrown;
	}
}

// The terminal's Ctrl-C reaches every process of the command: the one that asked for rows decides when this one ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.once("disconnect", () => process.exit());
if (process.send === undefined) throw new Error("This process is started by seed/row-source.ts.");
serve(process.send.bind(process));
