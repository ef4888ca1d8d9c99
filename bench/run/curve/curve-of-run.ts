import { basename, dirname, join, resolve } from "node:path";
import { messageOf } from "../../../base/errors.ts";
import type { Progress } from "../../../base/progress.ts";
import type { Scale } from "../../../seed/scale.ts";
import { curveFileAt, readCurve } from "../../record/curve/file.ts";
import { readRecord } from "../../record/file.ts";
import { commandText } from "../../record/options.ts";
import type { RunRecord } from "../../record/schema.ts";
import { writeCurveReport } from "../../report/curve/write-curve-report.ts";
import { writeReports } from "../../report/write-reports.ts";
import { amendRun } from "../journal/journal.ts";
import { defaultBudgetSeconds, type RunPlan } from "../plan.ts";
import { aheadOfCurve, type CurvePlan } from "./plan-curve.ts";
import { type CurveOutcome, isAbout, runCurve } from "./run-curve.ts";

/** Of a run's curve, in the run's folder. */
const CURVE_FOLDER = "curve";

/** What the curve of a full run is asked. */
export interface CurveAsked {
	/** Smallest first. */
	readonly sizes: readonly Scale[];
	/** The run that it is a part of. */
	readonly plan: RunPlan;
	readonly only?: string;
	/** Seconds that were asked for all scenarios of the run: no size is measured for longer. */
	readonly mostSeconds?: number;
}

/** Whether the record holds a whole curve that answers this. */
export function hasCurve({ curve }: Pick<RunRecord, "curve">, { sizes, only }: CurveAsked): boolean {
	const { status, planned = [] } = curve ?? {};
	return (
		curve !== undefined &&
		status === "complete" &&
		sizes.every(({ name }) => planned.includes(name)) &&
		isAbout(curve, only)
	);
}

/** The curve of a run, in the record too, and the files written. */
export interface CurveOfRun extends CurveOutcome {
	readonly record: RunRecord;
	readonly files: readonly string[];
}

/**
 * Makes the scale curve of a run that is complete, or what is missing of it, in the run's folder, adds it to the run's
 * record and renders that again.
 * @throws BenchError when nothing could be saved; later failures are returned with the partial curve.
 */
export async function curveOfRun(
	folder: string,
	{ sizes, plan, only, mostSeconds = Number.POSITIVE_INFINITY }: CurveAsked,
	progress: Progress,
	signal: AbortSignal,
): Promise<CurveOfRun> {
	// Whatever ends it: what the run is continued with is what it was asked last.
	const { runId } = await amendRun(folder, { command: commandText(plan.options), options: plan.options });
	const home = join(folder, CURVE_FOLDER);
	const before = (await curveFileAt(home)) === undefined ? undefined : await readCurve(home);
	const { curveId, startedAt } = before ?? { curveId: `${runId}-curve`, startedAt: new Date().toISOString() };
	const curve: CurvePlan = {
		curveId,
		folder: home,
		startedAt,
		options: plan.options,
		sizes,
		...(only === undefined ? {} : { only }),
		plan,
		// Each size takes what a run of its few scenarios takes.
		budgetSeconds: (of) => Math.min(mostSeconds, defaultBudgetSeconds(of)),
	};
	progress.notice(aheadOfCurve(curve));
	const outcome = await runCurve(curve, progress, signal);
	const record = await amendRun(folder, { curve: outcome.curve });
	const rendered = [await tried(writeCurveReport(outcome.curve, home)), await tried(writeReports(record, folder))];
	const [unwritten] = rendered.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
	if (unwritten !== undefined) {
		if (outcome.error === undefined) return { ...outcome, error: unwritten, record, files: [] };
		progress.notice(`The reports are not written: ${messageOf(unwritten)}`);
	}
	return { ...outcome, record, files: rendered.flatMap(({ files }) => files) };
}

/** The run that a curve is a part of, if it is one. @param file the curve's. */
export async function runOfCurve(file: string): Promise<string | undefined> {
	const home = dirname(resolve(file));
	if (basename(home) !== CURVE_FOLDER) return undefined;
	const run = await readRecord(dirname(home)).catch(() => undefined);
	const curve = await readCurve(file).catch(() => undefined);
	return run !== undefined && curve?.curveId === `${run.runId}-curve` ? dirname(home) : undefined;
}

async function tried(writing: Promise<readonly string[]>) {
	return await writing.then(
		(files) => ({ files, failure: undefined }),
		(failure: unknown) => ({ files: [] as readonly string[], failure }),
	);
}
