import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { childEnvironment } from "./child-environment.ts";
import type { RangeProgress, RowRange, WorkerInput, WorkerRequest } from "./generate-worker.ts";

/** Bytes that wait here for the connection that sends them, beside what the pipe itself holds. */
const AHEAD_BYTES = 256 * 1024;

/** What a finished range was made of. */
export interface RangeTotals {
	rows: number;
	/** Sum of the rows' CRC-32 values. */
	checksum: bigint;
}

/** A process that makes rows, seen from the one that sends them. One range at a time. */
export class RowSource {
	private readonly worker: ChildProcess;
	private readonly pipe: Readable;
	private current: RowStream | undefined;
	private failure: Error | undefined;
	private exited = false;
	private stopping = false;

	constructor(input: WorkerInput) {
		this.worker = fork(new URL("./generate-worker.ts", import.meta.url), {
			// Typed arrays of the input cross as they are.
			serialization: "advanced",
			execArgv: ["--max-semi-space-size=4"],
			env: childEnvironment(),
			// The last one is for the rows: ROWS_PIPE in the worker.
			stdio: ["ignore", "ignore", "pipe", "ipc", "pipe"],
		});
		const pipe = this.worker.stdio[4];
		if (!(pipe instanceof Readable)) throw new Error("A row worker has no pipe for its rows.");
		this.pipe = pipe;
		pipe.on("data", (bytes: Buffer) => {
			if (this.current?.accept(bytes) === false) pipe.pause();
		});
		pipe.on("error", (thrown) => this.fail(thrown));
		let complaint = "";
		this.worker.stderr?.on("data", (text: Buffer) => {
			complaint += text.toString();
		});
		this.worker.on("message", (progress: RangeProgress) => this.current?.progress(progress));
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
		const stream = new RowStream(() => this.pipe.resume(), onRows);
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

/** The bytes of one range. Lets the pipe flow only while somebody reads. */
export class RowStream extends Readable {
	readonly totals: RangeTotals = { rows: 0, checksum: 0n };
	private readonly flow: () => void;
	private readonly onRows: (rows: number) => void;
	private received = 0;
	/** Bytes of the whole range, once the worker has told. */
	private all: number | undefined;

	constructor(flow: () => void, onRows: (rows: number) => void) {
		super({ highWaterMark: AHEAD_BYTES });
		this.flow = flow;
		this.onRows = onRows;
	}

	override _read(): void {
		this.flow();
	}

	/** @returns whether more is wanted now. */
	accept(bytes: Buffer): boolean {
		this.received += bytes.length;
		const more = this.push(bytes);
		this.endWhenComplete();
		return more;
	}

	progress({ rows, bytes, checksum, last }: RangeProgress): void {
		this.onRows(rows - this.totals.rows);
		this.totals.rows = rows;
		this.totals.checksum = BigInt(checksum);
		if (last) this.all = bytes;
		this.endWhenComplete();
	}

	/** Bytes and words come by different ways, in either order. */
	private endWhenComplete(): void {
		if (this.all === this.received) this.push(null);
	}
}
