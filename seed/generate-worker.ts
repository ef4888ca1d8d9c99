import type { GeneratorInput, RowGenerator, RowGenerators } from "./dataset-spec.ts";
import { RowWriter } from "./row-writer.ts";

/** Rows of one table to make, `to` excluded. */
export interface RowRange {
	readonly table: string;
	readonly from: number;
	readonly to: number;
}

/** A worker is told once what to make rows from, then to start on a range, and asked for one more chunk of it. */
export type WorkerRequest = { readonly input: WorkerInput } | { readonly start: RowRange } | { readonly more: true };

/** A part of the range, in order. */
export interface Chunk {
	readonly bytes: Uint8Array;
	readonly rows: number;
	readonly checksum: number;
	readonly last: boolean;
}

export interface WorkerInput extends GeneratorInput {
	/** URL of the module with `rowGenerators`. */
	readonly generators: string;
}

/** Small enough to stay in the processor's cache on its way, large enough that messages cost nothing. */
const CHUNK_BYTES = 128 * 1024;
/** Room for the row that crosses the limit. */
const ROW_ROOM = 64 * 1024;

async function loadGenerators(input: WorkerInput): Promise<Readonly<Record<string, RowGenerator>>> {
	const module: { rowGenerators: RowGenerators } = await import(input.generators);
	return module.rowGenerators(input);
}

/**
 * Answers requests one chunk at a time: nothing is made before it is asked for. A process of its own and not a thread:
 * several threads that load TypeScript at once have crashed Node.
 */
function serve(send: (chunk: Chunk) => void): void {
	const writer = new RowWriter(new Uint8Array(CHUNK_BYTES + ROW_ROOM));
	let generators: ReturnType<typeof loadGenerators> | undefined;
	let generator: RowGenerator | undefined;
	let next = 0;
	let end = 0;

	const answer = async (request: WorkerRequest) => {
		if ("input" in request) {
			generators = loadGenerators(request.input);
			await generators;
		} else if ("start" in request) {
			generator = (await generators)?.[request.start.table];
			if (generator === undefined) throw new Error(`No generator makes rows of ${request.start.table}.`);
			next = request.start.from;
			end = request.start.to;
		} else if (generator !== undefined && next < end) {
			writer.reset(writer.bytes);
			while (next < end && writer.length < CHUNK_BYTES) generator.write(next++, writer);
			const bytes = writer.bytes.subarray(0, writer.length);
			send({ bytes, rows: writer.rows, checksum: writer.checksum, last: next === end });
		}
	};
	// Requests are answered in the order they came, whatever they wait for.
	let answered = Promise.resolve();
	process.on("message", (request: WorkerRequest) => {
		answered = answered.then(() => answer(request));
	});
}

// The terminal's Ctrl-C reaches every process of the command: the one that asked for rows decides when this one ends.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.once("disconnect", () => process.exit());
if (process.send === undefined) throw new Error("This process is started by seed/row-source.ts.");
serve(process.send.bind(process));
