import type { Suite } from "../../scenarios/suite.ts";
import { BenchError } from "../../seed/errors.ts";
import { estimateRows } from "../../seed/estimate.ts";
import { parseScale, type Scale } from "../../seed/scale.ts";

/** From the application as it is to ten times production. */
const DEFAULT_SIZES = "terp,0.1,0.3,1,3,10";
const FEWEST_SIZES = 2;
/** A tenth of it is still a factor that can be given. */
const SMALLEST_WITH_SMALLER = 0.1;

/** How far a full run looks beyond its own size in each direction, where there is room for that. */
const AROUND = [0.1, 0.3, 1, 3, 10];
/** Sizes above one that is too small for others below it. */
const LADDER = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5];

/**
 * The sizes of a full run's curve: five, a tenth to ten times its own size, or from its own size on where nothing smaller
 * can be told apart; for production the default.
 */
export function sizesAround(scale: Scale, suite: Suite): readonly Scale[] {
	const { factor } = scale;
	if (factor === 1) return curveSizes(undefined, suite);
	if (factor !== null && factor >= SMALLEST_WITH_SMALLER) {
		return curveSizes(AROUND.map((times) => Math.min(100, Number((factor * times).toPrecision(2)))).join(","), suite);
	}
	const rows = estimateRows(suite.dataset, scale);
	const larger = LADDER.map(String).filter((text) => estimateRows(suite.dataset, parseScale(text)) > rows);
	return curveSizes([scale.name, ...larger.slice(0, AROUND.length - 1)].join(","), suite);
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
