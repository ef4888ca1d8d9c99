import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import type { Chunk, RowRange, WorkerInput, WorkerRequest } from "./generate-worker.ts";

/** Chunks that a worker makes ahead of the connection that sends them. */
const AHEAD = 3;

/** What a finished range was made of. */
export interface RangeTotals {
	rows: number;
	/** Sum of the rows' CRC-32 values. */
	checksum: bigint;
}

/** A process that makes rows, seen from the one that sends them. One range at a time. */
export class RowSource {
	private readonly worker: ChildProcess;
	private current: RowStream | undefined;
	private failure: Error | undefined;
	private exited = false;
	private stopping = false;

	constructor(input: WorkerInput) {
		this.worker = fork(new URL("./generate-worker.ts", import.meta.url), {
			// Typed arrays cross as they are.
			serialization: "advanced",
			execArgv: ["--max-semi-space-size=4"],
			stdio: ["ignore", "ignore", "pipe", "ipc"],
		});
		let complaint = "";
		this.worker.stderr?.on("data", (text: Buffer) => {
			complaint += text.toString();
		});
		this.worker.on("message", (chunk: Chunk) => this.current?.accept(chunk));
		this.worker.once("exit", (code, signal) => {
			this.exited = true;
			if (!this.stopping) this.fail(new Error(`A row worker ended (${signal ?? code}). ${complaint}`.trim()));
		});
		this.worker.on("error", (thrown) => this.fail(thrown));
		this.tell({ input });
	}

	/** The range's rows as bytes; its totals are complete when the stream has ended. */
	rows(range: RowRange, onRows: (rows: number) => void): RowStream {
		this.tell({ start: range });
		const stream = new RowStream(() => this.tell({ more: true }), onRows);
		this.current = stream;
		if (this.failure) stream.destroy(this.failure);
		return stream;
	}

	/** Ends the process. */
	async stop(): Promise<void> {
		this.stopping = true;
		if (this.exited) return;
		const exit = once(this.worker, "exit");
		this.worker.kill("SIGKILL");
		await exit;
	}

	private tell(request: WorkerRequest): void {
		// A worker that is gone says so by its exit.
		if (this.worker.connected) this.worker.send(request, (error) => error && this.fail(error));
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
