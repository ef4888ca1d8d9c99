import { execa } from "execa";

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

/** Names of variables that hold, or by their name seem to hold, what a child process has no business with. */
const SECRET = /^(DATABASE_URL|INDEX_IMPACT_URL|MYSQL_PWD)$|PASSW|SECRET|TOKEN|CREDENTIAL|_KEY$|_(URL|URI|DSN)$/i;

/** This process's environment for a child, without whatever may hold a password. */
export function childEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(environment).filter(([name]) => !SECRET.test(name)));
}
