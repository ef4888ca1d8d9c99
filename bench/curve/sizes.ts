import type { Suite } from "../../scenarios/suite.ts";
import { BenchError } from "../../seed/errors.ts";
import { estimateRows } from "../../seed/estimate.ts";
import { parseScale, type Scale } from "../../seed/scale.ts";

/** From the application as it is to ten times production. */
const DEFAULT_SIZES = "terp,0.1,0.3,1,3,10";
const FEWEST_SIZES = 2;

/**
 * The sizes of a curve, smallest first, each once.
 * @param asked scales separated by commas; undefined for the default.
 * @throws BenchError kind "usage" for what is no scale, or fewer than two.
 */
export function curveSizes(asked: string | undefined, { dataset }: Suite): readonly Scale[] {
	const scales = (asked ?? DEFAULT_SIZES).split(",").map((text) => parseScale(text.trim()));
	const distinct = [...new Map(scales.map((scale) => [scale.name, scale])).values()];
	if (distinct.length < FEWEST_SIZES) {
		throw new BenchError(
			"usage",
			`--curve needs ${FEWEST_SIZES} sizes or more; five or more give an interval of growth.`,
			`Leave the list out for ${DEFAULT_SIZES}.`,
		);
	}
	return distinct.toSorted((a, b) => estimateRows(dataset, a) - estimateRows(dataset, b));
}
