import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { moduleBeside } from "../base/module-beside.ts";
import { childEnvironment } from "../base/run-program.ts";
import type { GeneratorInput } from "./dataset-spec.ts";
import type { RowRange } from "./load-plan.ts";
import type { RowFormat } from "./load-session.ts";
import { refused } from "./refusal.ts";
import type { StoredColumn } from "./stored-columns.ts";
import type { VerifiedRows } from "./verify-rows.ts";
import type {
	LoadedRange,
	WorkerAnswer,
	WorkerFailure,
	WorkerReply,
	WorkerRequest,
	WorkerStart,
} from "./worker-messages.ts";

/** What is under way in the process. */
interface Pending {
	readonly resolve: (done: WorkerAnswer) => void;
	readonly reject: (error: Error) => void;
	readonly onRows: (rows: number) => void;
}

/** A process that makes rows and loads them through a session of its own. One request at a time. */
export class RowLoader {
	private readonly worker: ChildProcess;
	private pending: Pending | undefined;
	private failure: Error | undefined;
	private exited = false;
	private stopping = false;

	/** Starts the process, which connects and gets ready at once. */
	constructor(start: WorkerStart) {
		this.worker = fork(moduleBeside(import.meta.url, "generate-worker"), {
			// Typed arrays of the input cross as they are.
			serialization: "advanced",
			// Each chunk's buffer counts against a heap that starts small: so much from the start saves most full collections,
			// a tenth of the process's time.
			execArgv: ["--max-semi-space-size=4", "--initial-old-space-size=128"],
			env: childEnvironment(),
			stdio: ["ignore", "ignore", "pipe", "ipc"],
		});
		let complaint = "";
		this.worker.stderr?.on("data", (text: Buffer) => {
			complaint += text.toString();
		});
		this.worker.on("message", (reply: WorkerReply) => this.hear(reply));
		this.worker.once("exit", (code, signal) => {
			this.exited = true;
			if (!this.stopping) this.fail(new Error(`A row worker ended (${signal ?? code}). ${complaint}`.trim()));
		});
		this.worker.on("error", (thrown) => this.fail(thrown));
		this.send({ start });
	}

	/** Tells what to make rows from. @throws what connecting threw. */
	async open(input: GeneratorInput): Promise<void> {
		await this.ask({ input });
	}

	/**
	 * @param written the columns that rows carry, in order. @param onRows gets the rows of the range made so far.
	 * @throws the server's errors, with their numbers; BenchError for a value that does not fit.
	 */
	async load(
		load: RowRange,
		{ format, written }: { readonly format: RowFormat; readonly written: readonly StoredColumn[] },
		onRows: (rows: number) => void,
	): Promise<LoadedRange> {
		const loaded = await this.ask({ load, format, written }, onRows);
		if (loaded === undefined || !("made" in loaded)) throw new Error("A row worker did not say what it loaded.");
		return loaded;
	}

	/** Has the server compare the rows as written with what their columns keep, without storing them. */
	async verify(verify: RowRange, written: readonly StoredColumn[]): Promise<VerifiedRows> {
		const verified = await this.ask({ verify, written });
		if (verified === undefined || "made" in verified) throw new Error("A row worker did not say what it verified.");
		return verified;
	}

	/** Runs a statement in the loading session. */
	async run(statement: string): Promise<void> {
		await this.ask({ statement });
	}

	/** Ends the process, and with it the session and whatever it was doing. */
	async stop(): Promise<void> {
		this.stopping = true;
		if (this.exited) return;
		const exit = once(this.worker, "exit");
		this.worker.kill("SIGKILL");
		await exit;
	}

	private ask(request: WorkerRequest, onRows: Pending["onRows"] = () => {}): Promise<WorkerAnswer> {
		return new Promise((resolve, reject) => {
			this.pending = { resolve, reject, onRows };
			if (this.failure) reject(this.failure);
			else this.send(request);
		});
	}

	private send(request: WorkerRequest): void {
		// A worker that is gone says so by its exit.
		if (this.worker.connected) this.worker.send(request, (error) => error && this.fail(error));
	}

	private hear(reply: WorkerReply): void {
		if ("rows" in reply) this.pending?.onRows(reply.rows);
		else if ("done" in reply) this.pending?.resolve(reply.done);
		else this.pending?.reject(errorOf(reply.failed));
	}

	private fail(error: Error): void {
		this.failure = error;
		this.pending?.reject(error);
	}
}

function errorOf({ message, stack, errno, code, fatal, refusal }: WorkerFailure): Error {
	if (refusal !== undefined) return refused(refusal);
	const error = new Error(message);
	if (stack !== undefined) error.stack = stack;
	const known = Object.entries({ errno, code, fatal }).filter(([, value]) => value !== undefined);
	return Object.assign(error, Object.fromEntries(known));
}
