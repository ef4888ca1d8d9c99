import { hodgesLehmann } from "./hodges-lehmann.ts";
import { pairsNeeded } from "./precision.ts";

/** Half-widths that further visits of a trial come to, one after the other, as parts of the threshold. */
export const VISIT_GOALS: readonly number[] = [1 / 2, 1 / 3, 1 / 4];

/** Fewer more pairs than this are not worth coming back for, unless without them there is no interval at all. */
const LEAST_MORE = 4;
/** A large effect needs its interval no narrower than this part of it. */
const PART_OF_EFFECT = 1 / 6;

/**
 * How many pairs a further visit should bring until the interval's half-width is that part of the threshold, or of the
 * effect if that is more. Like the rule that stops a trial it knows how wide the interval is and how large the effect,
 * never on which side of the threshold it lies.
 * @param d log ratios so far; @param threshold in log units; @param part of it.
 * @returns 0 where a visit is not worth it.
 */
export function pairsForVisit(d: readonly number[], level: number, threshold: number, part: number): number {
	const found = hodgesLehmann(d, level);
	const goal = Math.max(PART_OF_EFFECT * Math.abs(found.estimate), part * threshold);
	const needed = pairsNeeded(d, level, goal);
	return !found.reachable || needed >= LEAST_MORE ? needed : 0;
}
