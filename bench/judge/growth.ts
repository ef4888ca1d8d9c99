import type { CurveCrossing, CurvePoint, Growth, StratumCurve } from "../record/curve/schema.ts";
import { crossingBelow } from "../statistics/crossing.ts";
import { logRatioOfReduction } from "../statistics/log-ratio.ts";
import { theilSen } from "../statistics/theil-sen.ts";

const LEVEL = 0.95;
/** Two points always lie on a line; a third is the first that could disagree. */
const FEWEST_POINTS = 3;

/** What the points of one stratum, by ascending rows, say of its growth. */
export function growthOf(
	points: readonly CurvePoint[],
): Pick<StratumCurve, "growth" | "fasterFrom" | "slowerFrom" | "breakEven" | "turnsSlower"> {
	const distinct = points.filter((point, i) => point.rows > 0 && points[i + 1]?.rows !== point.rows);
	const band = distinct.map(({ rows, change }) => ({
		x: Math.log(rows),
		y: logRatioOfReduction(change.reductionPct),
		interval: [logRatioOfReduction(change.ci[1]), logRatioOfReduction(change.ci[0])] as const,
	}));
	const upsideDown = band.map(({ x, y, interval: [low, high] }) => ({ x, y: -y, interval: [-high, -low] as const }));
	const breakEven = asRows(crossingBelow(band));
	const turnsSlower = asRows(crossingBelow(upsideDown));
	return {
		...(distinct.length < FEWEST_POINTS
			? {}
			: {
					growth: {
						before: lineThrough(distinct, ({ before }) => Math.log(before.p50)),
						after: lineThrough(distinct, ({ after }) => Math.log(after.p50)),
						ratio: lineThrough(distinct, ({ change }) => logRatioOfReduction(change.reductionPct)),
					},
				}),
		fasterFrom: settledFrom(points, "faster"),
		slowerFrom: settledFrom(points, "slower"),
		...(breakEven === undefined ? {} : { breakEven }),
		...(turnsSlower === undefined ? {} : { turnsSlower }),
	};
}

function lineThrough(points: readonly CurvePoint[], value: (point: CurvePoint) => number): Growth {
	const line = theilSen(
		points.map((point) => [Math.log(point.rows), value(point)]),
		LEVEL,
	);
	return {
		exponent: line.slope,
		ci: [line.interval[0], line.interval[1]],
		level: line.level,
		intercept: line.intercept,
		sizes: line.points,
		method: line.method,
	};
}

/** The smallest size from which on all have the verdict. */
function settledFrom(points: readonly CurvePoint[], verdict: CurvePoint["verdict"]): StratumCurve["fasterFrom"] {
	const first = points[points.findLastIndex((point) => point.verdict !== verdict) + 1];
	return first === undefined ? null : { scale: first.scale, rows: first.rows };
}

function asRows(found: ReturnType<typeof crossingBelow>): CurveCrossing | undefined {
	if (found === undefined) return undefined;
	const rows = (x: number | null) => (x === null ? null : Math.exp(x));
	return { rows: Math.exp(found.x), ci: [rows(found.interval[0]), rows(found.interval[1])] };
}
