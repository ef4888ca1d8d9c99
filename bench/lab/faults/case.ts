import type { RunRecord } from "../../record/schema.ts";
import type { BenchProcess } from "./bench-process.ts";
import type { Stage } from "./stages.ts";
import type { World } from "./world.ts";

/** What a case finds on the machine it runs on. */
export interface Ground {
	/** Of a run that nothing disturbed: what every other must come to. */
	readonly reference: RunRecord;
	readonly signal: AbortSignal;
	/** A folder whose kept datasets hold what the run needs. */
	readonly datasets: string;
	/** A server of the matrix's own, for runs that are given a URL. */
	readonly host: { readonly host: string; readonly port: number; readonly user: string; readonly password: string };
}

/** One fault at one stage of a real run. */
export interface FaultCase {
	readonly id: string;
	readonly fault: string;
	readonly stage: Stage;
	/** Why it cannot be done on this machine, if so. */
	readonly hindrance?: string;
	/** It shares something with other cases, so it is done by itself. */
	readonly alone: boolean;
	/** Whether the run starts with a kept dataset. */
	readonly kept: boolean;
	/** Sets the scene; flags and environment for the command, and what makes the fault, undoes it and cleans up. */
	prepare(world: World, ground: Ground): Promise<Scene>;
	/** Exit codes by design: the first is usual, others where the run may be done before the fault shows. */
	readonly exitCodes: readonly (number | null)[];
	/** Within so many seconds after the fault. */
	readonly limitSeconds: number;
	/** Nothing can be cleaned up by a run that was killed: then the next one does. */
	readonly leavesToNext: boolean;
}

/** A world made ready for one case. */
export interface Scene {
	readonly flags: readonly string[];
	readonly environment?: Readonly<Record<string, string>>;
	/** Makes the fault. */
	strike(bench: BenchProcess): Promise<void>;
	/** What must hold as soon as the run has ended, before it is continued. @returns complaints. */
	checkEnded?(): Promise<readonly string[]>;
	/** Ends what made the fault, before the run is continued. */
	recover(): Promise<void>;
	/** What must hold once the continued run is done. @returns complaints. */
	check?(): Promise<readonly string[]>;
	/** Takes the scene down, whatever happened. */
	remove(): Promise<void>;
}

/** How a case came out. */
export interface CaseResult {
	readonly id: string;
	readonly fault: string;
	readonly stage: string;
	readonly outcome: "survived" | "failed" | "not possible here";
	/** Sentences: what went wrong, or why it is not possible. */
	readonly complaints: readonly string[];
	readonly exitCode: number | null;
	/** From the fault to the end of the process. */
	readonly secondsToEnd: number;
	readonly seconds: number;
}

export const OWN_SERVER = ["--server", "packages"] as const;
