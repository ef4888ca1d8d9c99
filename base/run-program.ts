import { execa } from "execa";
import { childEnvironment } from "./child-environment.ts";

/** Of execa's options those that are in use here. */
interface ProgramOptions {
	/** On top of what a child is handed anyway. */
	readonly env?: Readonly<Record<string, string>>;
	readonly reject?: boolean;
	/** Milliseconds. */
	readonly timeout?: number;
	readonly cancelSignal?: AbortSignal;
	/** Milliseconds. */
	readonly forceKillAfterDelay?: number;
	readonly stdin?: "ignore";
	readonly cwd?: string;
}

/** Runs a program without the environment's secrets: execa alone hands all of it on, a database's password with it. */
export function runProgram(command: string, parameters: readonly string[], options: ProgramOptions) {
	const env = { ...childEnvironment(), ...options.env };
	return execa(command, parameters, { ...options, env, extendEnv: false });
}
