import type { Evidence } from "../record/schema.ts";
import type { AttributionInteraction } from "../record/studies/attribution.ts";
import { compareWork } from "./work-change.ts";

type Kind = AttributionInteraction["kind"];

/** Evidence of one stratum with neither of two indexes, with each alone, and with both. */
export interface FourStates {
	readonly none: Evidence;
	readonly first: Evidence;
	readonly second: Evidence;
	readonly both: Evidence;
}

/**
 * How two indexes interact: where both together do something else than one would expect of what each does alone.
 * Judged by decisive differences of work (`compareWork`), so that no clock is needed.
 * @returns undefined where they do not.
 */
export function interactionOf({ none, first, second, both }: FourStates): Kind | undefined {
	const helps = (from: Evidence, to: Evidence) => compareWork(from, to) === "less";
	const costs = (from: Evidence, to: Evidence) => compareWork(from, to) === "more";
	const eitherHelps = helps(none, first) || helps(none, second);
	const eitherCosts = costs(none, first) || costs(none, second);
	if (costs(first, both) && helps(none, first)) return "in-the-way";
	if (costs(second, both) && helps(none, second)) return "in-the-way";
	if (helps(first, both) && helps(second, both)) return eitherHelps ? "more-together" : "only-together";
	if (!eitherHelps && helps(none, both)) return "only-together";
	if (!eitherCosts && costs(none, both)) return "worse-together";
	const bothHelp = helps(none, first) && helps(none, second);
	return bothHelp && !helps(first, both) && !helps(second, both) ? "either-will-do" : undefined;
}
