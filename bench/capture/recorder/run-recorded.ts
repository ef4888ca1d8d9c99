import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { BenchError, codeOf } from "../../../base/errors.ts";
import { openDropBox, type Recording } from "./recording.ts";

/** What a command did and asked. */
export interface RecordedRun {
	/** As a shell tells it: 128 and the signal's number where one ended it. */
	readonly exitCode: number;
	readonly seconds: number;
	/** One of each process that used mysql2. */
	readonly recordings: readonly Recording[];
}

/** What the processes of the application load before anything of their own. */
export const SUBSCRIBER = join(import.meta.dirname, "subscriber.cjs");
/** Ctrl-C in a terminal reaches the command by itself; one that was sent to us alone is handed on after a while. */
const HAND_ON_MS = 3000;

/**
 * Runs a command with its input and output untouched, and with a subscriber in each of its processes of Node.js.
 * @param output where what it prints goes, if not where our own does.
 * @throws BenchError kind "usage" where there is no such command.
 */
export async function runRecorded(
	command: readonly string[],
	environment: NodeJS.ProcessEnv,
	signal: AbortSignal,
	output: "inherit" | "standard-error" = "inherit",
): Promise<RecordedRun> {
	const [program = "", ...words] = command;
	const box = await openDropBox();
	const started = performance.now();
	try {
		const required = `--require ${JSON.stringify(SUBSCRIBER)}`;
		const options = [environment.NODE_OPTIONS, required].filter(Boolean).join(" ");
		const child = spawn(program, words, {
			stdio: ["inherit", output === "inherit" ? "inherit" : 2, "inherit"],
			env: { ...environment, NODE_OPTIONS: options, INDEX_IMPACT_RECORDER: box.variable },
		});
		const handOn = () => void setTimeout(() => child.kill("SIGTERM"), HAND_ON_MS).unref();
		signal.addEventListener("abort", handOn, { once: true });
		const exitCode = await new Promise<number>((done, fail) => {
			child.once("error", (error) => fail(notStarted(program, error)));
			child.once("close", (code, by) => done(code ?? 128 + (by === null ? 0 : constants.signals[by])));
		}).finally(() => signal.removeEventListener("abort", handOn));
		return { exitCode, seconds: (performance.now() - started) / 1000, recordings: await box.read() };
	} finally {
		await box.remove();
	}
}

function notStarted(program: string, error: Error): Error {
	if (!["ENOENT", "EACCES"].includes(codeOf(error) ?? "")) return error;
	return new BenchError(
		"usage",
		`The command ${program} cannot be started: ${codeOf(error) === "ENOENT" ? "there is none" : "it may not be run"}.`,
		"Write it after two dashes: index-impact record -- npm test.",
	);
}
