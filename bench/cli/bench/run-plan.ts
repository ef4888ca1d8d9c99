import { askedCandidate, askedSet } from "../../../scenarios/asked-indexes.ts";
import { curveSizes, sizesAround } from "../../../scenarios/sizes.ts";
import type { Suite } from "../../../scenarios/suite.ts";
import { parseScale, type Scale } from "../../../seed/scale.ts";
import type { RunMode } from "../../record/schema.ts";
import { coreScenarios, defaultBudgetSeconds, type RunPlan, scenariosNamed } from "../../run/plan.ts";
import { shardOf } from "../../run/shard.ts";
import { parseSessions, USUAL_SESSIONS } from "../../studies/load/sessions.ts";
import { optionsOf } from "../flags/options.ts";
import { BENCH_FLAGS, type BenchFlags } from "../flags/table.ts";
import { serverSettings } from "../server-settings.ts";
import { type AskedSuite, someSuite } from "./asked-suite.ts";

/** The run that the flags ask for. @throws BenchError kind "usage" for any value that cannot be. */
export async function runPlan(flags: BenchFlags, environment: NodeJS.ProcessEnv, asked?: AskedSuite): Promise<RunPlan> {
	const { suite, candidates } = asked ?? (await someSuite(flags));
	const scale = parseScale(flags.scale);
	const { only, full } = flags;
	const usual = full ? suite.scenarios : coreScenarios(suite);
	const chosen = only === undefined ? usual : scenariosNamed(suite, only);
	const part = flags.shard === undefined ? undefined : shardOf(flags.shard, chosen);
	const { scenarios } = part ?? { scenarios: chosen };
	// The usual time is that of the whole run, of which each part takes its own.
	const usualSeconds = defaultBudgetSeconds({ scale, suite, scenarios: chosen }) * (scenarios.length / chosen.length);
	return Object.freeze({
		server: serverSettings(flags, environment),
		suite,
		scale,
		seed: flags.seed,
		scenarios,
		...(part === undefined ? {} : { shard: part.shard }),
		design: flags.design,
		mode: modeOf(flags),
		queryTimeoutSeconds: flags.queryTimeout,
		budgetSeconds: flags.budget ?? Math.ceil(usualSeconds),
		clockSeconds: flags.countersOnly && flags.gate ? flags.clock : 0,
		...(flags.countersOnly ? { keptEvidence: flags.fresh ? ("renewed" as const) : ("used" as const) } : {}),
		studies: {
			full,
			// Writes are the suite's and not a scenario's: one part alone asks what they cost.
			scenariosAlone: part !== undefined && part.shard.index > 1,
			...askedIndexes(flags.indexSet, candidates, suite),
			load: askedLoad(flags),
		},
		out: flags.out,
		...(flags.resume === undefined ? {} : { resume: flags.resume }),
		options: optionsOf(BENCH_FLAGS, flags),
	});
}

function modeOf({ countersOnly, null: nullRun }: BenchFlags): RunMode {
	return countersOnly ? "counters" : nullRun ? "null" : "timed";
}

/** Sets and candidates that were asked for; they are compared with both arms on one server. */
function askedIndexes(indexSet: readonly string[], candidates: readonly string[], suite: Suite) {
	return {
		indexSets: indexSet.map((text) => askedSet(text, suite)),
		candidates: candidates.map((text) => askedCandidate(text, suite)),
	};
}

/** Numbers of sessions to put the mix under load with; none where that was not asked for. */
function askedLoad({ load }: BenchFlags): readonly number[] {
	if (load === undefined) return [];
	return load === true ? USUAL_SESSIONS : parseSessions(load);
}

/**
 * Sizes of the curve that a full run makes when all else is measured, unless it is told not to; none for a run that is not
 * full, or has no pairs and clock.
 */
export function sizesOfFull({ full, curve }: BenchFlags, { suite, scale, mode, design }: RunPlan): readonly Scale[] {
	if (!full || curve === "none" || mode !== "timed" || design !== "paired") return [];
	return typeof curve === "string" ? curveSizes(curve, suite) : sizesAround(scale, suite);
}
