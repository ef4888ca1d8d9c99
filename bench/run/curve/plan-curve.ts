import { gigabytes } from "../../../base/disk-space.ts";
import { surveySize } from "../../../scenarios/sizes.ts";
import { estimateBytes } from "../../../seed/estimate.ts";
import type { Scale } from "../../../seed/scale.ts";
import { benchConfig, type Config } from "../../cli/config.ts";
import type { BenchFlags } from "../../cli/flags/table.ts";
import type { CurveRecord } from "../../record/curve/schema.ts";
import { curveSeconds } from "./curve-estimate.ts";
import type { CurvePlan } from "./run-curve.ts";

/** The run that chooses scenarios times nothing. */
const COUNTED = { countersOnly: true, design: "paired" } as const;
/** What a full run is asked besides: the runs of the sizes are ordinary, and their commands repeat them alone. */
const OF_THE_RUN = {
	gate: false,
	keep: false,
	export: [],
	indexSet: [],
	try: [],
	load: undefined,
	resume: undefined,
	junit: undefined,
	waivers: undefined,
} as const;

/** Which curve: a new one, or one that is continued. */
export type CurveIdentity = Pick<CurveRecord, "curveId" | "startedAt" | "command">;

/** @param asked what the curve is asked; of it, only what an ordinary run of one size is asked too goes to those. */
export function planCurve(
	{ curve: _, load: __, resume: ___, junit: ____, waivers: _____, ...asked }: BenchFlags,
	environment: NodeJS.ProcessEnv,
	folder: string,
	identity: CurveIdentity,
	sizes: readonly Scale[],
): CurvePlan {
	return {
		...identity,
		folder,
		sizes,
		...(asked.only === undefined ? {} : { only: asked.only }),
		configOf: async (scale, mode, chosen): Promise<Config> => {
			const every = { ...asked, only: undefined };
			// Only the survey of a full run looks at scenarios of both tiers.
			const scenarios = chosen === undefined ? every : { ...every, only: chosen, full: false };
			const counted = mode === "counters" ? COUNTED : {};
			const config = await benchConfig(
				{ ...scenarios, ...OF_THE_RUN, ...counted, curve: "none", scale: scale.name, out: folder },
				environment,
			);
			const studies = { full: false, indexSets: [], candidates: [], load: [], none: true };
			return { ...config, studies };
		},
	};
}

/** What is ahead, in two sentences. */
export async function aheadOfCurve({ sizes, configOf, only }: CurvePlan): Promise<string> {
	const { suite, scenarios } = await configOf(surveySize(sizes), "counters", only);
	// The few that will be chosen get as much time as one.
	const few = only ?? scenarios[0]?.id;
	const budgets = await Promise.all(sizes.map(async (scale) => (await configOf(scale, "timed", few)).budgetSeconds));
	const seconds = curveSeconds({ suite, sizes, scenarios: scenarios.length, budgets });
	const largest = Math.max(...sizes.map((scale) => estimateBytes(suite.dataset, scale)));
	return `Scale curve over ${sizes.map(({ name }) => name).join(", ")}: about ${Math.ceil(seconds / 60)} min, longer on a slow machine; the largest dataset has about ${gigabytes(largest)}. Every finished size is saved; --resume continues.`;
}
