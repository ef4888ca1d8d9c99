import { BenchError } from "../base/errors.ts";
import { estimateRows } from "../seed/estimate.ts";
import { LARGEST_SCALE, parseScale, type Scale } from "../seed/scale.ts";
import type { Suite } from "./suite.ts";

/** From the application as it is to ten times production. */
const DEFAULT_SIZES = "terp,0.1,0.3,1,3,10";
const FEWEST_SIZES = 2;
/** A tenth of it is still a factor that can be given. */
const SMALLEST_WITH_SMALLER = 0.1;

/** How far a full run looks beyond its own size; the smallest only where there is no room for the largest. */
const AROUND = [0.01, 0.03, 0.1, 0.3, 1, 3, 10];
/** Sizes above one that is too small for others below it. */
const LADDER = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5];
const USUAL_SIZES = 5;

/**
 * The sizes of a full run's curve: five, as a rule a tenth to ten times its own size, or from its own size on where there
 * is nothing smaller; for production the default. None where the dataset does not grow.
 */
export function sizesAround(scale: Scale, suite: Suite): readonly Scale[] {
	const { factor } = scale;
	if (factor === 1) return growing(curveSizes(undefined, suite), suite);
	if (factor !== null && factor >= SMALLEST_WITH_SMALLER) {
		const factors = AROUND.map((times) => (times === 1 ? factor : Number((factor * times).toPrecision(2))));
		const possible = factors.filter((size) => size <= LARGEST_SCALE).slice(-USUAL_SIZES);
		return growing(
			possible.map((size) => parseScale(String(size))),
			suite,
		);
	}
	const rows = estimateRows(suite.dataset, scale);
	const larger = LADDER.map((size) => parseScale(String(size))).filter(
		(size) => estimateRows(suite.dataset, size) > rows,
	);
	return growing([scale, ...larger.slice(0, USUAL_SIZES - 1)], suite);
}

/** Those, smallest first, that have more rows than the one before; none where there is but one. */
function growing(sizes: readonly Scale[], { dataset }: Suite): readonly Scale[] {
	const rows = (scale: Scale | undefined) => (scale === undefined ? -1 : estimateRows(dataset, scale));
	const found = sizes.filter((scale, at) => rows(scale) > rows(sizes[at - 1]));
	return found.length < FEWEST_SIZES ? [] : found;
}

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

/** Indexes do their work on large tables, but scenarios need not be chosen on tables larger than production's. */
export function surveySize(sizes: readonly Scale[]): Scale {
	const [smallest] = sizes;
	const found = sizes.findLast(({ factor }) => (factor ?? 0) <= 1) ?? smallest;
	if (found === undefined) throw new RangeError("a curve needs sizes");
	return found;
}
