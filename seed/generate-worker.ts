import { parentPort, workerData } from "node:worker_threads";
import type { GeneratorInput, RowGenerator, RowGenerators } from "./dataset-spec.ts";
import { RowWriter } from "./row-writer.ts";

/** Rows of one table to make, `to` excluded. */
export interface RowRange {
	readonly table: string;
	readonly from: number;
	readonly to: number;
}

/** A worker is told to start on a range, asked for one more chunk of it, and told to end. */
export type WorkerRequest = { readonly start: RowRange } | { readonly more: true } | { readonly end: true };

/** A part of the range, in order. */
export interface Chunk {
	readonly bytes: Uint8Array<ArrayBuffer>;
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

/** Answers requests one chunk at a time: nothing is made before it is asked for. */
async function serve(input: WorkerInput): Promise<void> {
	const module: { rowGenerators: RowGenerators } = await import(input.generators);
	const generators = module.rowGenerators(input);
	const writer = new RowWriter(new Uint8Array(CHUNK_BYTES + ROW_ROOM));
	let generator: RowGenerator | undefined;
	let next = 0;
	let end = 0;

	parentPort?.on("message", (request: WorkerRequest) => {
		if ("start" in request) {
			generator = generators[request.start.table];
			if (generator === undefined) throw new Error(`No generator makes rows of ${request.start.table}.`);
			next = request.start.from;
			end = request.start.to;
		} else if ("end" in request) {
			parentPort?.close();
		} else if (generator !== undefined && next < end) {
			writer.reset(writer.bytes);
			while (next < end && writer.length < CHUNK_BYTES) generator.write(next++, writer);
			const bytes = writer.bytes.slice(0, writer.length) as Uint8Array<ArrayBuffer>;
			const chunk: Chunk = { bytes, rows: writer.rows, checksum: writer.checksum, last: next === end };
			parentPort?.postMessage(chunk, [bytes.buffer]);
		}
	});
}

await serve(workerData as WorkerInput);
