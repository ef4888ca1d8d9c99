import { join } from "node:path";
import { BenchError } from "../../../base/errors.ts";
import { runProgram } from "../../../base/run-program.ts";

/** A checkout of this repository whose commands are timed, with its packages installed. */
export interface Checkout {
	readonly folder: string;
	readonly signal: AbortSignal;
}

/** What one run of a command took and printed. */
export interface Timed {
	readonly seconds: number;
	readonly stdout: string;
}

/** The exit codes of a run that came to its end: a gate may hold or fail. */
const WHOLE = [0, 1];

/**
 * Runs one of the checkout's commands to its end, from the start of the process to its exit code.
 * @throws BenchError when it does neither hold nor fail a gate.
 */
export async function timedCommand(
	{ folder, signal }: Checkout,
	parameters: readonly string[],
	env: Readonly<Record<string, string>> = {},
): Promise<Timed> {
	const preload = ["--import", "./scripts/require-node.js", "--max-semi-space-size=4"];
	const started = performance.now();
	const program = join("scripts", "index-impact.ts");
	const { exitCode, stdout, stderr } = await runProgram(process.execPath, [...preload, program, ...parameters], {
		cwd: folder,
		env,
		reject: false,
		cancelSignal: signal,
		forceKillAfterDelay: 30_000,
	});
	signal.throwIfAborted();
	const seconds = (performance.now() - started) / 1000;
	if (exitCode === undefined || !WHOLE.includes(exitCode)) {
		const said = stderr.split("\n").slice(-3).join(" ");
		throw new BenchError("environment", `index-impact ${parameters.join(" ")} ended with ${exitCode}: ${said}`, "");
	}
	return { seconds, stdout };
}
