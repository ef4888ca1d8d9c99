import { gigabytes } from "../../../base/disk.ts";
import { estimateBytes } from "../../../seed/estimate.ts";
import type { Scale } from "../../../seed/scale.ts";
import type { RunOptions } from "../../record/options.ts";
import type { RunMode } from "../../record/schema.ts";
import type { RunPlan } from "../plan.ts";

/** A run per size. */
export interface CurvePlan {
	readonly curveId: string;
	readonly folder: string;
	readonly startedAt: string;
	/** What was asked, for the record of the curve. */
	readonly options: RunOptions;
	/** Smallest first. */
	readonly sizes: readonly Scale[];
	/** The user's own choice of scenarios, if there is one. */
	readonly only?: string;
	/** What is the same at every size; scenarios are chosen from its own. */
	readonly plan: RunPlan;
	/** Seconds for measuring one size. */
	readonly budgetSeconds: (of: Pick<RunPlan, "suite" | "scale" | "scenarios">) => number;
}

/**
 * An ordinary run of one size, without studies.
 * @param mode counters for the run that chooses scenarios.
 * @param chosen ids of scenarios; without them all those of the curve's plan.
 */
export function planOfSize(
	{ plan, folder, budgetSeconds }: Pick<CurvePlan, "plan" | "folder" | "budgetSeconds">,
	scale: Scale,
	mode: Exclude<RunMode, "null">,
	chosen: readonly string[] | undefined,
): RunPlan {
	const { studies: _, resume: __, options, ...same } = plan;
	const { full, curve, load, gate, indexSet, try: ___, design: ____, countersOnly, ...ordinary } = options;
	const scenarios =
		chosen === undefined ? plan.scenarios : plan.suite.scenarios.filter(({ id }) => chosen.includes(id));
	const only = chosen ?? (full === true ? scenarios.map(({ id }) => id) : undefined);
	const design = mode === "counters" ? "paired" : plan.design;
	return {
		...same,
		scale,
		scenarios,
		mode,
		design,
		budgetSeconds: budgetSeconds({ suite: plan.suite, scale, scenarios }),
		out: folder,
		options: {
			...ordinary,
			scale: scale.name,
			...(design === "paired" ? {} : { design }),
			...(mode === "counters" ? { countersOnly: true } : {}),
			...(only === undefined ? {} : { only: only.join(",") }),
		},
	};
}

/** What is ahead, in two sentences. */
export function aheadOfCurve({ sizes, plan: { suite } }: Pick<CurvePlan, "sizes" | "plan">): string {
	const largest = Math.max(...sizes.map((scale) => estimateBytes(suite.dataset, scale)));
	return `Scale curve over ${sizes.map(({ name }) => name).join(", ")}; the largest dataset has about ${gigabytes(largest)}. Every finished size is saved; --resume continues.`;
}
