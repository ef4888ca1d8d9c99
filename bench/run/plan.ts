import { basename } from "node:path";
import picomatch from "picomatch";
import { BenchError } from "../../base/errors.ts";
import type { Scenario, Suite } from "../../scenarios/suite.ts";
import type { Scale } from "../../seed/scale.ts";
import type { MeasuredRun } from "../record/measured.ts";
import type { RunOptions } from "../record/options.ts";
import type { RunMode } from "../record/schema.ts";
import type { ServerSettings } from "../server/server.ts";
import type { StudyOptions } from "../studies/options.ts";

/** What one run does: everything it may depend on, validated once. A plan for another run is made from a plan. */
export interface RunPlan {
	readonly server: ServerSettings;
	readonly suite: Suite;
	readonly scale: Scale;
	readonly seed: number;
	/** In the order of the suite. */
	readonly scenarios: readonly Scenario[];
	/** Which part of a divided run this is. */
	readonly shard?: NonNullable<MeasuredRun["shard"]>;
	readonly design: "paired" | "sequential";
	readonly mode: RunMode;
	/** Of measuring the scenarios; the least of pairs are measured whatever they take. */
	readonly budgetSeconds: number;
	/** Of a run by counters: so many seconds it may time what evidence leaves open; 0 forbids it. */
	readonly clockSeconds: number;
	/** Of a run by counters: its evidence is kept, and what an earlier run kept is used, or measured anew all the same. */
	readonly keptEvidence?: "used" | "renewed";
	/** Limit of each statement of the application. */
	readonly queryTimeoutSeconds: number;
	/** Absent where no study is made, not even those of an ordinary run. */
	readonly studies?: StudyOptions;
	/** The folder that the run's own is made in. */
	readonly out: string;
	/** The run that is continued. */
	readonly resume?: string;
	/** What was asked, for the record. */
	readonly options: RunOptions;
}

/** Seconds of measuring that give every stratum its pairs at production scale on two cores. */
const DEFAULT_BUDGET_SECONDS = 110;
/** Small tables answer in milliseconds: the same number of pairs takes a fraction of the time. */
const SMALL_SCALE_BUDGET_SECONDS = 20;
const SMALL_SCALE_FACTOR = 0.05;

/** More scenarios than the core get more time in proportion, so that each has as many pairs. */
export function defaultBudgetSeconds({
	scale,
	suite,
	scenarios,
}: Pick<RunPlan, "scale" | "suite" | "scenarios">): number {
	const core = (scale.factor ?? 0) < SMALL_SCALE_FACTOR ? SMALL_SCALE_BUDGET_SECONDS : DEFAULT_BUDGET_SECONDS;
	return Math.round(core * Math.max(1, scenarios.length / Math.max(1, coreScenarios(suite).length)));
}

/** Those that a run measures where nothing is said. */
export function coreScenarios(suite: Suite): readonly Scenario[] {
	return suite.scenarios.filter(({ tier = "core" }) => tier === "core");
}

/**
 * Scenarios of either tier of which the id, its last part, or an index they are meant for matches one of the globs,
 * whatever the letter case.
 * @param only globs, separated by commas. @throws BenchError kind "usage" when there is none.
 */
export function scenariosNamed(suite: Suite, only: string): readonly Scenario[] {
	const matches = picomatch(
		only.split(",").map((glob) => glob.trim()),
		{ nocase: true },
	);
	const selected = suite.scenarios.filter((scenario) =>
		[scenario.id, basename(scenario.id), ...scenario.indexes].some((name) => matches(name)),
	);
	if (selected.length === 0) {
		const ids = suite.scenarios.map((scenario) => scenario.id).join(", ");
		throw new BenchError(
			"usage",
			`--only ${only} matches no scenario.`,
			`The suite ${suite.id} has ${ids}; a glob such as "customer/*" or "*balance" chooses several.`,
		);
	}
	return selected;
}
