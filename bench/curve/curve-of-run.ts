import { join } from "node:path";
import type { Progress } from "../../seed/progress.ts";
import type { Scale } from "../../seed/scale.ts";
import type { BenchFlags } from "../flags.ts";
import { curveFileAt, readCurve } from "../record/curve/file.ts";
import { readRecord, writeRecord } from "../record/file.ts";
import { claimFolder } from "../record/run-claim.ts";
import type { RunRecord } from "../record/schema.ts";
import { writeCurveReport } from "../report/curve/write-curve-report.ts";
import { writeReports } from "../report/write-reports.ts";
import { aheadOfCurve, planCurve } from "./plan-curve.ts";
import { type CurveOutcome, type CurvePlan, runCurve } from "./run-curve.ts";

/** Whether the record holds a whole curve over these sizes. */
export function hasCurve({ curve }: Pick<RunRecord, "curve">, sizes: readonly Scale[]): boolean {
	return curve?.status === "complete" && sizes.every(({ name }) => curve.planned.includes(name));
}

/** Each size takes what a run of its few scenarios takes: seconds given for all those of the full run only limit that. */
function within(budgetSeconds: number | undefined, plan: CurvePlan): CurvePlan {
	if (budgetSeconds === undefined) return plan;
	return {
		...plan,
		configOf: async (...asked) => {
			const config = await plan.configOf(...asked);
			return { ...config, budgetSeconds: Math.min(config.budgetSeconds, budgetSeconds) };
		},
	};
}

/** The curve of a run, in the record too, and the files written. */
export interface CurveOfRun extends CurveOutcome {
	readonly record: RunRecord;
	readonly files: readonly string[];
}

/**
 * Makes the scale curve of a run that is complete, or what is missing of it, in the run's folder, adds it to the run's
 * record and renders that again.
 * @param flags those of the run.
 * @throws BenchError when nothing could be saved; later failures are returned with the partial curve.
 */
export async function curveOfRun(
	folder: string,
	sizes: readonly Scale[],
	flags: BenchFlags,
	environment: NodeJS.ProcessEnv,
	progress: Progress,
	signal: AbortSignal,
): Promise<CurveOfRun> {
	const { runId, command } = await readRecord(folder);
	const home = join(folder, "curve");
	const before = (await curveFileAt(home)) === undefined ? undefined : await readCurve(home);
	const { curveId, startedAt } = before ?? { curveId: `${runId}-curve`, startedAt: new Date().toISOString() };
	const { budget, ...unlimited } = flags;
	const plan = within(budget, planCurve(unlimited, environment, home, { curveId, startedAt, command }, sizes));
	progress.notice(await aheadOfCurve(plan));
	const outcome = await runCurve(plan, progress, signal);
	const drawn = await writeCurveReport(outcome.curve, home);
	const release = await claimFolder(folder);
	try {
		const record = { ...(await readRecord(folder)), curve: outcome.curve };
		await writeRecord(folder, record);
		return { ...outcome, record, files: [...drawn, ...(await writeReports(record, folder))] };
	} finally {
		await release();
	}
}
