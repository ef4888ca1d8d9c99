import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { execa } from "execa";
import { STAGES, type Stage } from "./stages.ts";
import type { World } from "./world.ts";

const SCRIPT = join(import.meta.dirname, "..", "..", "..", "scripts", "index-impact.ts");
/** For a stage to be reached on a machine that does other things. */
const STAGE_LIMIT_MS = 300_000;

/** How a command ended. */
export interface Ended {
	/** null when a signal ended it, or it had to be ended because it did not end in time. */
	readonly exitCode: number | null;
	readonly stdout: string;
	readonly stderr: string;
	readonly seconds: number;
	readonly inTime: boolean;
}

/** The real command, under way. */
export interface BenchProcess {
	readonly pid: number;
	kill(signal: NodeJS.Signals): void;
	/** @returns whether the run came to the stage before it ended. */
	reaches(stage: Stage): Promise<boolean>;
	/** Waits for the end, which comes by force after the limit. */
	end(limitMs: number): Promise<Ended>;
	/** What it has said so far on standard error. */
	said(): string;
}

/** What the user has set for runs of their own is not for these. */
function ordinaryEnvironment(): NodeJS.ProcessEnv {
	const entries = Object.entries(process.env);
	return Object.fromEntries(entries.filter(([name]) => !name.startsWith("INDEX_IMPACT_") && name !== "DATABASE_URL"));
}

/** Starts a command of the project as a user would, in the world given. */
export function startCommand(
	command: "bench" | "report",
	args: readonly string[],
	world: World,
	environment = {},
): BenchProcess {
	const child = execa(process.execPath, ["--max-semi-space-size=4", SCRIPT, command, ...args], {
		reject: false,
		stdin: "ignore",
		extendEnv: false,
		env: {
			...ordinaryEnvironment(),
			NO_COLOR: "1",
			TMPDIR: world.temporary,
			INDEX_IMPACT_CACHE: world.cache,
			...environment,
		},
		maxBuffer: 1e9,
		cancelSignal: world.signal,
		forceKillAfterDelay: 30_000,
	});
	let text = "";
	let over = false;
	const started = performance.now();
	child.stderr.on("data", (chunk: Buffer) => {
		text += chunk.toString();
	});
	void child.finally(() => {
		over = true;
	});
	return {
		pid: child.pid ?? 0,
		kill: (signal) => void child.kill(signal),
		said: () => text,
		async reaches(stage) {
			const deadline = performance.now() + STAGE_LIMIT_MS;
			while (!STAGES[stage].test(text)) {
				if (over || performance.now() > deadline) return false;
				await pause(5);
			}
			return true;
		},
		async end(limitMs) {
			const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
			const from = performance.now();
			const result = await child;
			clearTimeout(timer);
			return {
				exitCode: result.exitCode ?? null,
				stdout: result.stdout,
				stderr: result.stderr,
				seconds: (performance.now() - started) / 1000,
				inTime: performance.now() - from < limitMs,
			};
		},
	};
}
