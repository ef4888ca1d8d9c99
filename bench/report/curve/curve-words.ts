import type {
	CurveCrossing,
	CurveIndex,
	CurvePoint,
	CurveRecord,
	Growth,
	StratumCurve,
} from "../../record/curve/schema.ts";
import { formatCount, formatFactor, formatMs, formatNumber, formatTime } from "../format.ts";
import { printableLine } from "../printable.ts";
import { timesWithInterval } from "../studies/interval-cells.ts";

/** How a figure of the curve is read; below each chart and table. */
export const GROWTH_NOTE =
	"Growth: time is proportional to the rows of the indexed table to the power of the exponent (0: does not grow; 1: doubles when the table doubles), a Theil-Sen line through ln(time) against ln(rows) with its exact interval. Where fixed cost weighs, at small sizes, growth is no pure power: then the interval is wide.";
export const PAYS_NOTE =
	"An index pays from the smallest size from which on its interval lies beyond the threshold at every measured size; break-even is interpolated between sizes, with the interval within which the ends of theirs cross.";

/** rows^0.98 [0.91, 1.02], 98 %. */
export function growthText({ exponent, ci }: Growth): string {
	return `${exponentText(exponent)} [${exponentText(ci[0])}, ${exponentText(ci[1])}]`;
}

/** How the gap between the arms grows, from the pairs themselves: steadier than either arm, since what slows a size slows both. */
export function gapText({ growth, slowerFrom }: StratumCurve): string {
	if (growth === undefined) return "";
	const { ratio } = growth;
	if (slowerFrom !== null) return `with / without grows as rows^${growthText(ratio)}`;
	return `without / with grows as rows^${growthText({ ...ratio, exponent: -ratio.exponent, ci: [-ratio.ci[1], -ratio.ci[0]] })}`;
}

function exponentText(exponent: number): string {
	return formatNumber(exponent, 2);
}

/** A number of rows in words that fit a chart: 950, 12,300, 1.25 million. */
export function rowsText(rows: number): string {
	if (rows < 999_500) return formatNumber(rows < 10_000 ? rows : Number(rows.toPrecision(3)));
	return `${formatNumber(rows / 1e6, rows < 9.95e6 ? 2 : 1)} million`;
}

export function curveName({ title, stratum }: StratumCurve): string {
	return printableLine(`${title} · ${stratum}`);
}

/** From which size on one stratum is faster or slower. */
export function fromText({ fasterFrom, slowerFrom, points, breakEven, turnsSlower }: StratumCurve): string {
	const every = (from: { rows: number }) => points[0]?.rows === from.rows;
	const where = (from: { rows: number; scale: string }, crossing: CurveCrossing | undefined) =>
		every(from)
			? `at every size, from ${rowsText(from.rows)} rows on`
			: `from ${rowsText(from.rows)} rows on (scale ${printableLine(from.scale)})${crossingText(crossing)}`;
	if (points.length === 0) return "not measured";
	if (fasterFrom !== null) return `faster ${where(fasterFrom, breakEven)}`;
	if (slowerFrom !== null) return `slower ${where(slowerFrom, turnsSlower)}`;
	return `no lasting difference up to ${rowsText(points.at(-1)?.rows ?? 0)} rows`;
}

function crossingText(crossing: CurveCrossing | undefined): string {
	if (crossing === undefined) return "";
	const [low, high] = crossing.ci;
	const bound = (rows: number | null, open: string) => (rows === null ? open : rowsText(rows));
	return `; break-even at ${rowsText(crossing.rows)} rows [${bound(low, "below the smallest")}, ${bound(high, "beyond the largest")}]`;
}

/** Whether and from where on the index pays, by its strongest stratum, and what it costs by its worst. */
export function indexSentence(index: CurveIndex): string {
	const name = printableLine(index.name);
	const strongest = index.curves.find(({ role }) => role === "strongest") ?? index.curves[0];
	if (strongest === undefined) return `${name}: no scenario measured goes through it.`;
	const worst = index.curves.find(({ role }) => role === "worst");
	const gain = `${name}: ${curveName(strongest)} is ${fromText(strongest)}${growthClause(strongest)}${lastFactor(strongest)}.`;
	if (worst === undefined) return gain;
	return `${gain} ${curveName(worst)} is ${fromText(worst)}${growthClause(worst)}${lastFactor(worst)}.`;
}

function growthClause(curve: StratumCurve): string {
	const { growth } = curve;
	if (growth === undefined) return "";
	const { before, after } = growth;
	return `; time grows as rows^${growthText(before)} without the index, as rows^${growthText(after)} with it, and ${gapText(curve)}`;
}

function lastFactor({ points }: StratumCurve): string {
	const last = points.at(-1);
	if (last === undefined) return "";
	return `; ${formatFactor(factorOf(last))} at ${rowsText(last.rows)} rows`;
}

/** before / after. */
export function factorOf({ change }: CurvePoint): number {
	return 1 / (1 - change.reductionPct / 100);
}

/** What a reader needs first. */
export function curveHeadline(curve: CurveRecord): string {
	const sizes = formatCount(curve.sizes.length, "size");
	const shown = curve.indexes.flatMap(({ curves }) => curves.filter(({ role }) => role === "strongest").slice(0, 1));
	const pays = shown.filter(({ fasterFrom }) => fasterFrom !== null).length;
	const from = curve.status === "complete" ? "" : ` (${curve.status}; ${curve.planned.length} were planned)`;
	const of = formatCount(shown.length, "index", "indexes");
	return printableLine(
		`${curve.suiteTitle}: ${pays} of ${of} ${pays === 1 ? "pays" : "pay"} from some size on, over ${sizes}${from}.`,
	);
}

/** What to bear in mind. */
export function curveNotes(curve: CurveRecord): readonly string[] {
	const level = curve.indexes
		.flatMap(({ curves }) => curves.map(({ growth }) => growth?.before.level ?? 0))
		.find((l) => l > 0);
	const few = curve.sizes.length < 5 ? " Fewer than five sizes cannot reach 95 %." : "";
	return [
		...(curve.failure === null ? [] : [`The curve is ${curve.status}: ${printableLine(curve.failure)}`]),
		...(level === undefined
			? []
			: [`Intervals of growth have a confidence of ${formatNumber(100 * level, 1)} %.${few}`]),
		...(curve.chosen === "" ? [] : [`Scenarios: ${printableLine(curve.chosen)}`]),
		...curve.notices.map(printableLine),
	];
}

/** Which curve, for the source line of a chart. */
export function curveSource({ curveId, environment, suite, seed }: CurveRecord): string {
	const mysql = environment === null ? "" : `, MySQL ${environment.mysql}, ${environment.cores} cores`;
	return printableLine(`index-impact scale curve ${curveId}, suite ${suite}${mysql}, seed ${seed}`);
}

/** One row per measured size of a stratum. */
export function pointCells({ scale, rows, before, after, change, verdict }: CurvePoint): readonly string[] {
	const median = ({ p50, p50Ci }: CurvePoint["before"]) =>
		p50Ci === undefined ? formatMs(p50) : `${formatMs(p50)} [${formatMs(p50Ci[0])}, ${formatMs(p50Ci[1])}]`;
	const factor = (pct: number) => 1 / (1 - pct / 100);
	return [
		printableLine(scale),
		formatNumber(rows),
		median(before),
		median(after),
		timesWithInterval({ factor: factor(change.reductionPct), ci: [factor(change.ci[0]), factor(change.ci[1])] }),
		verdict,
	];
}

/** When and on what it was measured. */
export function curveFacts({ startedAt, environment, command }: CurveRecord): readonly string[] {
	const machine =
		environment === null
			? ""
			: ` on ${environment.cpuModel}, ${formatCount(environment.cores, "core")}, Node ${environment.node}, MySQL ${environment.mysql}`;
	return [printableLine(`Measured from ${formatTime(startedAt)}${machine}.`), printableLine(command)];
}
