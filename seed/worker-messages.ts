import type { Destination } from "../mysql/connect.ts";
import type { GeneratorInput } from "./dataset-spec.ts";
import type { RowRange } from "./load-plan.ts";
import type { RowFormat } from "./load-session.ts";
import type { Refusal } from "./refusal.ts";
import type { StoredColumn } from "./stored-columns.ts";
import type { VerifiedRows } from "./verify-rows.ts";

/** How a worker makes rows, and where it loads them to. The channel between the processes alone ever carries it. */
export interface WorkerStart {
	/** URL of the module with `rowGenerators`. */
	readonly generators: string;
	readonly destination: Destination;
}

/** What a worker is asked for, one after the other; `start` comes first and has no answer, then `input`, each once. */
export type WorkerRequest =
	| { readonly start: WorkerStart }
	| { readonly input: GeneratorInput }
	| { readonly load: RowRange; readonly format: RowFormat; readonly written: readonly StoredColumn[] }
	| { readonly verify: RowRange; readonly written: readonly StoredColumn[] }
	| { readonly statement: string };

/** What a finished range was made of. */
export interface LoadedRange {
	readonly made: number;
	/** By the server's count. */
	readonly stored: number;
	/** Sum of the rows' CRC-32 values, as decimal digits. */
	readonly checksum: string;
}

/** An error as far as it crosses to another process. */
export interface WorkerFailure {
	readonly message: string;
	readonly stack: string | undefined;
	/** The server's own number and name, if it is the server's error. */
	readonly errno: number | undefined;
	readonly code: string | undefined;
	/** The driver's word that the connection is of no more use. */
	readonly fatal: boolean | undefined;
	/** A value that a generator wrote is at fault, and where. */
	readonly refusal: Refusal | undefined;
}

/** What a request is answered with. */
export type WorkerAnswer = LoadedRange | VerifiedRows | undefined;

export type WorkerReply =
	/** Rows of the range so far. */
	| { readonly rows: number }
	/** The request is answered; with what was loaded, if that was asked for. */
	| { readonly done: WorkerAnswer }
	| { readonly failed: WorkerFailure };
