import type { MeasuredRun } from "../../record/measured.ts";
import { LEAST_THRESHOLD_PCT } from "../../statistics/threshold.ts";

/** What a reader of a merged run must know: where each part was measured, and what the parts have not in common. */
export type MergeNote =
	| {
			readonly kind: "part";
			readonly index: number;
			readonly of: number;
			readonly environment: Pick<MeasuredRun["environment"], "cpuModel" | "cores">;
			/** Absent where nothing was timed. */
			readonly noiseFloorPct?: number;
			readonly scenarios: readonly string[];
	  }
	| { readonly kind: "noise-floors-apart"; readonly leastPct: number; readonly mostPct: number }
	| { readonly kind: "other-variables"; readonly names: readonly string[] }
	| { readonly kind: "uncommitted-changes" };

/** Floors this far apart are of machines that differ, not of luck. */
const FLOORS_APART = 2;

/** @param runs the parts of one run. */
export function mergeNotes(runs: readonly MeasuredRun[]): readonly MergeNote[] {
	const timed = runs.every(({ mode = "timed" }) => mode === "timed");
	const floors = runs.map(({ noiseFloor }) => noiseFloor.pct);
	const [leastPct, mostPct] = [Math.min(...floors), Math.max(...floors)];
	const known = new Set(runs.flatMap(({ environment }) => Object.keys(environment.mysql.variables)));
	const names = [...known].filter(
		(name) => new Set(runs.map(({ environment }) => environment.mysql.variables[name])).size > 1,
	);
	return [
		...runs
			.toSorted((a, b) => (a.shard?.index ?? 0) - (b.shard?.index ?? 0))
			.map(({ shard, environment, noiseFloor, scenarios }) => ({
				kind: "part" as const,
				index: shard?.index ?? 0,
				of: shard?.of ?? 0,
				environment,
				...(timed ? { noiseFloorPct: noiseFloor.pct } : {}),
				scenarios: scenarios.map(({ id }) => id),
			})),
		...(timed && mostPct > LEAST_THRESHOLD_PCT && mostPct > FLOORS_APART * leastPct
			? [{ kind: "noise-floors-apart" as const, leastPct, mostPct }]
			: []),
		...(names.length > 0 ? [{ kind: "other-variables" as const, names }] : []),
		...(runs.some(({ environment }) => environment.git?.dirty) ? [{ kind: "uncommitted-changes" as const }] : []),
	];
}
