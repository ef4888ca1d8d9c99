import { rm } from "node:fs/promises";
import { join } from "node:path";
import picomatch from "picomatch";
import { BenchError, messageOf } from "../../../base/errors.ts";
import type { Progress } from "../../../base/progress.ts";
import { runRecordSchema } from "../../record/schema.ts";
import { startRealMysql } from "../../server/fixtures/real-mysql.ts";
import { startCommand } from "./bench-process.ts";
import { type CaseResult, type FaultCase, type Ground, OWN_SERVER } from "./case.ts";
import { connectionCases } from "./connections.ts";
import { diskCases } from "./disks.ts";
import { type Engine, engineCases, startEngine } from "./engines.ts";
import { CASE_FLAGS, runCase } from "./run-case.ts";
import { serverCases } from "./servers.ts";
import { signalCases } from "./signals.ts";
import { type TogetherCase, togetherCases } from "./together.ts";
import { makeWorld, type World } from "./world.ts";

/** What the fault matrix found. */
export interface MatrixResult {
	readonly survived: number;
	readonly total: number;
	readonly cases: readonly CaseResult[];
}

/** Cases in worlds of their own that are done at the same time. */
const LANES = 2;
const REFERENCE_LIMIT_MS = 600_000;

/** Every case that there is, or those whose id matches the glob. */
function selectCases(only: string | undefined, engine?: Engine | string): readonly (FaultCase | TogetherCase)[] {
	const all = [
		...signalCases(),
		...serverCases(),
		...connectionCases(),
		...diskCases(),
		...engineCases(engine),
		...togetherCases(),
	];
	if (only === undefined) return all;
	const matches = picomatch(only.split(",").map((glob) => glob.trim()));
	const selected = all.filter(({ id }) => matches(id) || matches(id.split("/")[0] ?? ""));
	if (selected.length === 0) {
		throw new BenchError(
			"usage",
			`--only ${only} matches no case.`,
			`There are ${all.map(({ id }) => id).join(", ")}.`,
		);
	}
	return selected;
}

/** Does the cases, each in a world of its own. Those that are not possible here are listed, not counted. */
export async function runMatrix(
	only: string | undefined,
	progress: Progress,
	signal: AbortSignal,
): Promise<MatrixResult> {
	const needsEngine = selectCases(only).some(({ id }) => id.startsWith("engine"));
	const base = await makeWorld(signal);
	const engine = needsEngine ? await startEngine(join(base.folder, "engine")) : undefined;
	const cases = selectCases(only, engine);
	const { server } = await startRealMysql();
	try {
		progress.notice("An undisturbed run comes first: what every other must come to.");
		const ground: Ground = {
			reference: await referenceRun(base),
			signal,
			datasets: join(base.cache, "datasets"),
			host: server.address,
		};
		const task = progress.task("faults", cases.length, "cases");
		const results = new Map<string, CaseResult>();
		const queue = [...cases];
		const lane = async (mayTake: (one: FaultCase | TogetherCase) => boolean) => {
			for (;;) {
				signal.throwIfAborted();
				const one = queue.find(mayTake);
				if (one === undefined) return;
				queue.splice(queue.indexOf(one), 1);
				const result = one.hindrance === undefined ? await doCase(one, ground) : notPossible(one, one.hindrance);
				results.set(one.id, result);
				task.update(results.size, one.id);
				progress.notice(`${result.outcome}: ${one.id} (${result.seconds.toFixed(0)} s)`);
				for (const complaint of result.complaints) progress.notice(`    ${complaint}`);
			}
		};
		await Promise.all(Array.from({ length: LANES }, () => lane(({ alone }) => !alone)));
		await lane(() => true);
		const inOrder = cases.flatMap(({ id }) => results.get(id) ?? []);
		const possible = inOrder.filter(({ outcome }) => outcome !== "not possible here");
		const survived = possible.filter(({ outcome }) => outcome === "survived").length;
		task.finish(`${survived} of ${possible.length} survived`);
		return { survived, total: possible.length, cases: inOrder };
	} finally {
		await server.stop();
		if (engine !== undefined && typeof engine !== "string") await engine.stop();
		// What was found is worth more than a folder.
		await rm(base.folder, { recursive: true, force: true }).catch((error: unknown) =>
			progress.notice(`A folder of the matrix itself is left: ${messageOf(error)}`),
		);
	}
}

function doCase(one: FaultCase | TogetherCase, ground: Ground): Promise<CaseResult> {
	return "run" in one ? one.run(ground) : runCase(one, ground);
}

function notPossible(
	{ id, fault, stage }: Pick<FaultCase, "id" | "fault"> & { stage: string },
	why: string,
): CaseResult {
	return {
		id,
		fault,
		stage,
		outcome: "not possible here",
		complaints: [why],
		exitCode: null,
		secondsToEnd: 0,
		seconds: 0,
	};
}

async function referenceRun(world: World) {
	const flags = [...CASE_FLAGS, ...OWN_SERVER, "--out", world.out, "--json"];
	const ended = await startCommand("bench", flags, world).end(REFERENCE_LIMIT_MS);
	if (ended.exitCode !== 0) {
		throw new BenchError(
			"environment",
			`An undisturbed run does not work here (exit ${ended.exitCode}): ${ended.stderr.trim().split("\n").at(-1)}`,
			"Make `pnpm bench --scale smoke --server packages` work first.",
		);
	}
	return runRecordSchema.parse(JSON.parse(ended.stdout));
}
