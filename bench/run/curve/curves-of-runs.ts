import { isNamedIn } from "../../../mysql/index-spec.ts";
import type { IndexSpec } from "../../../scenarios/suite.ts";
import { growthOf } from "../../judge/growth.ts";
import { uses } from "../../judge/strata-of-index.ts";
import type { CurveIndex, CurvePoint, CurveRecord, StratumCurve } from "../../record/curve/schema.ts";
import { machineText } from "../../record/environment.ts";
import type { ArmRecord, IndexId, Latency, RunRecord, StratumRecord } from "../../record/schema.ts";
import type { Choice } from "./choose-scenarios.ts";

type Sized = Pick<CurveRecord, "environment" | "sizes" | "indexes" | "notices">;

/**
 * From the records of runs of the same scenarios at several sizes to the curves of every index: pure, so that finished
 * sizes are read again when a curve is continued.
 */
export function curvesOfRuns(
	runs: readonly RunRecord[],
	indexes: readonly IndexSpec[],
	choices: readonly Choice[],
): Sized {
	const ordered = runs.toSorted((a, b) => totalRows(a) - totalRows(b));
	const [first] = ordered;
	return {
		environment: first === undefined ? null : environmentOf(first),
		sizes: ordered.map((run) => ({
			scale: run.dataset.scale,
			runId: run.runId,
			rows: totalRows(run),
			thresholdPct: run.threshold.pct,
			seconds: run.finishedAt === null ? 0 : (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000,
		})),
		indexes: indexes.map((index) => ({
			name: index.name,
			table: index.table,
			columns: [...index.columns],
			curves: curvesOf(index, ordered, choices),
		})),
		notices: noticesOf(ordered),
	};
}

function totalRows({ dataset }: RunRecord): number {
	return dataset.tables.reduce((sum, table) => sum + table.rows, 0);
}

function environmentOf({ environment }: RunRecord): NonNullable<CurveRecord["environment"]> {
	const { tool, node, os, cpuModel, cores, memoryBytes, mysql } = environment;
	return { tool, node, os, cpuModel, cores, memoryBytes, mysql: mysql.version };
}

/** The strata that go through the index at some size, or whose scenario was meant for it; the chosen ones first. */
function curvesOf(index: IndexSpec, runs: readonly RunRecord[], choices: readonly Choice[]): CurveIndex["curves"] {
	const found = new Map<string, Omit<StratumCurve, keyof ReturnType<typeof growthOf>>>();
	for (const run of runs) {
		const rows = run.dataset.tables.find((table) => table.name === index.table)?.rows ?? 0;
		for (const scenario of run.scenarios) {
			for (const stratum of scenario.strata) {
				const point = pointOf(run, stratum, index, rows);
				if (point === undefined) continue;
				const key = JSON.stringify([scenario.id, stratum.id]);
				const role = choices.find(
					(choice) => choice.index === index.name && choice.scenario === scenario.id && choice.stratum === stratum.id,
				)?.role;
				const curve = found.get(key) ?? {
					scenario: scenario.id,
					title: scenario.title,
					stratum: stratum.id,
					role: role ?? "other",
					points: [],
				};
				found.set(key, { ...curve, points: [...curve.points, point] });
			}
		}
	}
	const meant = new Set(
		runs.flatMap((run) => run.scenarios.filter(({ indexes }) => isNamedIn(indexes, index)).map(({ id }) => id)),
	);
	const place = { strongest: 0, worst: 1, other: 2 };
	return [...found.values()]
		.filter(({ scenario, points }) => points.some((point) => point.used) || meant.has(scenario))
		.toSorted((a, b) => place[a.role] - place[b.role])
		.map((curve) => ({ ...curve, ...growthOf(curve.points) }));
}

/** What one size found of one stratum; undefined without times in both arms. */
function pointOf({ dataset }: RunRecord, stratum: StratumRecord, index: IndexId, rows: number): CurvePoint | undefined {
	const [before, after] = [latencyIn(stratum.before), latencyIn(stratum.after)];
	if (before === undefined || after === undefined || stratum.change === undefined) return undefined;
	const { reductionPct, ci, level } = stratum.change;
	return {
		scale: dataset.scale,
		rows,
		before,
		after,
		change: { reductionPct, ci, level },
		verdict: stratum.verdict,
		used: uses(stratum, index),
	};
}

function latencyIn({ p50, p50Ci }: ArmRecord): CurvePoint["before"] | undefined {
	if (p50 === undefined) return undefined;
	const ci: Latency["p50Ci"] = p50Ci;
	return { p50, ...(ci === undefined ? {} : { p50Ci: ci }) };
}

/** What differs between the sizes besides their size, and what their own runs warn of. */
function noticesOf(runs: readonly RunRecord[]): string[] {
	const versions = new Set(runs.map((run) => run.environment.mysql.version));
	const machines = new Set(runs.map(machineText));
	return [
		...(versions.size > 1 ? [`The sizes were measured on different MySQL versions: ${[...versions].join(", ")}.`] : []),
		...(machines.size > 1 ? [`The sizes were measured on different machines: ${[...machines].join("; ")}.`] : []),
		...new Set(runs.flatMap((run) => run.notices.map((notice) => `Scale ${run.dataset.scale}: ${notice}`))),
	];
}
