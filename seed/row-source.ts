import { once } from "node:events";
import { Readable } from "node:stream";
import { Worker } from "node:worker_threads";
import type { Chunk, RowRange, WorkerInput, WorkerRequest } from "./generate-worker.ts";

/** Chunks that a worker makes ahead of the connection that sends them. */
const AHEAD = 3;

/** What a finished range was made of. */
export interface RangeTotals {
	rows: number;
	/** Sum of the rows' CRC-32 values. */
	checksum: bigint;
}

/** A worker thread that makes rows, seen from the thread that sends them. One range at a time. */
export class RowSource {
	private readonly worker: Worker;
	private current: RowStream | undefined;
	private failure: Error | undefined;
	private exited = false;

	constructor(input: WorkerInput) {
		this.worker = new Worker(new URL("./generate-worker.ts", import.meta.url), {
			workerData: input,
			resourceLimits: { maxYoungGenerationSizeMb: 8 },
		});
		this.worker.on("message", (chunk: Chunk) => this.current?.accept(chunk));
		this.worker.once("exit", () => {
			this.exited = true;
		});
		this.worker.on("error", (thrown) => this.fail(thrown instanceof Error ? thrown : new Error(String(thrown))));
	}

	/** The range's rows as bytes; its totals are complete when the stream has ended. */
	rows(range: RowRange, onRows: (rows: number) => void): RowStream {
		this.tell({ start: range });
		const stream = new RowStream(() => this.tell({ more: true }), onRows);
		this.current = stream;
		if (this.failure) stream.destroy(this.failure);
		return stream;
	}

	/** Ends the thread. It ends by itself, within a chunk: cutting it off while it still loads can crash the process. */
	async stop(): Promise<void> {
		if (this.exited) return;
		this.tell({ end: true });
		await once(this.worker, "exit");
	}

	private tell(request: WorkerRequest): void {
		this.worker.postMessage(request);
	}

	private fail(error: Error): void {
		this.failure = error;
		this.current?.destroy(error);
	}
}

/** The bytes of one range. Asks for another chunk only when one was taken. */
export class RowStream extends Readable {
	readonly totals: RangeTotals = { rows: 0, checksum: 0n };
	private readonly ask: () => void;
	private readonly onRows: (rows: number) => void;
	private asked = 0;
	private received = 0;

	constructor(ask: () => void, onRows: (rows: number) => void) {
		super({ highWaterMark: 1 });
		this.ask = ask;
		this.onRows = onRows;
	}

	override _read(): void {
		for (; this.asked < this.received + AHEAD; this.asked++) this.ask();
	}

	accept(chunk: Chunk): void {
		this.received++;
		this.totals.rows += chunk.rows;
		this.totals.checksum += BigInt(chunk.checksum);
		this.push(Buffer.from(chunk.bytes.buffer, chunk.bytes.byteOffset, chunk.bytes.byteLength));
		this.onRows(chunk.rows);
		if (chunk.last) this.push(null);
	}
}
