import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { compareWork } from "../../judge/work-change.ts";
import { type RunRecord, runRecordSchema, type StratumRecord } from "../../record/schema.ts";
import { startCommand } from "./bench-process.ts";
import { type Ground, OWN_SERVER } from "./case.ts";
import { CASE_FLAGS } from "./run-case.ts";
import type { World } from "./world.ts";

const LOOPS_PER_CORE = 2;
const RUN_LIMIT_MS = 400_000;

/**
 * A run while every core is busy with other work: fewer verdicts than on a quiet machine are right, a wrong one is not.
 * @returns complaints.
 */
export async function heavyLoad(world: World, ground: Ground): Promise<readonly string[]> {
	const loops = Array.from({ length: LOOPS_PER_CORE * availableParallelism() }, () =>
		spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }),
	);
	try {
		const flags = [...CASE_FLAGS, ...OWN_SERVER, "--out", world.out, "--json"];
		const { exitCode, stdout, stderr } = await startCommand("bench", flags, world).end(RUN_LIMIT_MS);
		if (exitCode !== 0) return [`It exits ${exitCode}: ${stderr.trim().split("\n").at(-1)}`];
		return wrongVerdicts(runRecordSchema.parse(JSON.parse(stdout)), ground.reference);
	} finally {
		for (const loop of loops) loop.kill("SIGKILL");
	}
}

/** The verdicts that contradict what evidence says, or what a quiet run found. */
export function wrongVerdicts(loaded: RunRecord, quiet: RunRecord): readonly string[] {
	const known = new Map(strataOf(quiet));
	return strataOf(loaded).flatMap(([name, stratum]) => {
		const evidence = compareWork(stratum.before, stratum.after);
		const against =
			(stratum.verdict === "faster" && (evidence === "more" || evidence === "same")) ||
			(stratum.verdict === "slower" && (evidence === "less" || evidence === "same"));
		const other = known.get(name)?.verdict;
		const contrary = [stratum.verdict, other].every((verdict) => verdict === "faster" || verdict === "slower");
		return [
			...(against ? [`${name} is ${stratum.verdict}, although evidence says ${evidence} work.`] : []),
			...(contrary && stratum.verdict !== other ? [`${name} is ${stratum.verdict}, on a quiet machine ${other}.`] : []),
		];
	});
}

function strataOf(record: RunRecord): readonly (readonly [string, StratumRecord])[] {
	return record.scenarios.flatMap((scenario) =>
		scenario.strata.map((stratum) => [`${scenario.id}/${stratum.id}`, stratum] as const),
	);
}
