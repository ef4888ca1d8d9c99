import { surveySize } from "../../../scenarios/sizes.ts";
import type { Suite } from "../../../scenarios/suite.ts";
import { estimateRows } from "../../../seed/estimate.ts";
import type { Scale } from "../../../seed/scale.ts";

/** What the figures below are of: a curve of perf-001 from terp to x10 on two cores. */
const MEASURED_SCENARIOS = 58;
/** Choosing among so many scenarios: seconds at any size, and more of them per million rows. */
const SURVEY = { least: 4, perMillion: 22 };
/** Server, data, evidence, builds and noise floor of one size. */
const PREPARING = { least: 5, perMillion: 10.7 };
/** Pairs until the questions are answered; the least are measured whatever they take. */
const PAIRS = { least: 12, perMillion: 12 };
const LEAST_PAIRS_PER_MILLION = 9;

/** A curve that is ahead. */
export interface CurveAhead {
	readonly suite: Suite;
	/** Smallest first. */
	readonly sizes: readonly Scale[];
	/** How many scenarios the few are chosen from. */
	readonly scenarios: number;
	/** Seconds for measuring, one per size. */
	readonly budgets: readonly number[];
}

/** Rough seconds of a curve of a handful of scenarios. */
export function curveSeconds({ suite, sizes, scenarios, budgets }: CurveAhead): number {
	const millions = (scale: Scale) => estimateRows(suite.dataset, scale) / 1e6;
	const of = ({ least, perMillion }: typeof PREPARING, scale: Scale) => least + perMillion * millions(scale);
	return sizes.reduce(
		(sum, scale, at) =>
			sum +
			of(PREPARING, scale) +
			Math.max(LEAST_PAIRS_PER_MILLION * millions(scale), Math.min(budgets[at] ?? 0, of(PAIRS, scale))),
		(scenarios / MEASURED_SCENARIOS) * of(SURVEY, surveySize(sizes)),
	);
}
