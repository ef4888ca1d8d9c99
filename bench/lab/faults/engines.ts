import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { RUN_LABEL } from "../../server/container-engine.ts";
import type { FaultCase, Scene } from "./case.ts";
import type { Stage } from "./stages.ts";
import { isAlive } from "./world.ts";

const SCRIPT = join(import.meta.dirname, "..", "..", "..", ".ci", "container-engine");
const STAGES: readonly Stage[] = ["server start", "evidence", "trials"];

/** An engine of the matrix's own, so that killing it harms nobody else. */
export interface Engine {
	readonly environment: Readonly<Record<string, string>>;
	kill(): Promise<void>;
	startAgain(): Promise<void>;
	containers(): Promise<readonly string[]>;
	stop(): Promise<void>;
}

/** @returns why there can be no engine here, in its own words. */
export async function startEngine(folder: string): Promise<Engine | string> {
	const own = { INDEX_IMPACT_ENGINE: folder };
	const start = () => execa(SCRIPT, ["start"], { env: own, reject: false, stdin: "ignore" });
	const { exitCode, stdout, stderr } = await start();
	if (exitCode !== 0) return stderr.trim().split("\n").at(-1) ?? "no reason given";
	const exported = [...stdout.matchAll(/^export (\w+)='?([^'\n]*)'?$/gm)];
	const environment = Object.fromEntries(exported.map(([, name = "", value = ""]) => [name, value]));
	return {
		environment,
		kill: async () => {
			// Both halves: a new engine would wait for the old one's containerd.
			for (const file of [join(folder, "dockerd.pid"), join(folder, "exec", "containerd", "containerd.pid")]) {
				const pid = Number(await readFile(file, "utf8").catch(() => 0));
				if (pid > 1 && isAlive(pid)) process.kill(pid, "SIGKILL");
			}
		},
		startAgain: async () => {
			await execa(SCRIPT, ["start"], { env: own, stdin: "ignore" });
		},
		containers: async () => {
			const filter = ["ps", "--all", "--quiet", "--filter", `label=${RUN_LABEL}`];
			const listed = await execa("/usr/bin/docker", ["-H", environment.DOCKER_HOST ?? "", ...filter]);
			return listed.stdout.split("\n").filter((id) => id !== "");
		},
		stop: async () => {
			await execa(SCRIPT, ["stop"], { env: own, reject: false });
		},
	};
}

/** The container engine is killed under the run. @param engine or why there is none. */
export function engineCases(engine: Engine | string | undefined): readonly FaultCase[] {
	return STAGES.map((stage) => ({
		id: `engine killed/${stage}`,
		fault: "engine killed",
		stage,
		...(typeof engine === "string" ? { hindrance: engine } : {}),
		alone: true,
		kept: false,
		// A container can outlive its engine for as long as nobody needs the engine.
		exitCodes: stage === "server start" ? [3] : [4, 0],
		limitSeconds: 240,
		leavesToNext: true,
		prepare: async () => sceneOf(engine),
	}));
}

function sceneOf(engine: Engine | string | undefined): Scene {
	if (engine === undefined || typeof engine === "string") throw new Error("there is no engine");
	return {
		flags: ["--server", "container"],
		environment: engine.environment,
		strike: () => engine.kill(),
		recover: () => engine.startAgain(),
		check: async () => (await engine.containers()).map((id) => `The container ${id} is left.`),
		remove: async () => {},
	};
}
