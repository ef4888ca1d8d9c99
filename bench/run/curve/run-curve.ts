import type { Progress } from "../../../base/progress.ts";
import { surveySize } from "../../../scenarios/sizes.ts";
import type { Scale } from "../../../seed/scale.ts";
import { curveFileAt, readCurve, writeCurve } from "../../record/curve/file.ts";
import type { CurveRecord } from "../../record/curve/schema.ts";
import { makeRunFolder } from "../../record/file.ts";
import { commandText } from "../../record/options.ts";
import type { RunMode, RunRecord } from "../../record/schema.ts";
import { SCHEMA_VERSION } from "../../record/schema-version.ts";
import { failureText } from "../journal/journal.ts";
import { lockRun, sweepRun } from "../journal/run-lock.ts";
import { run } from "../run.ts";
import { type Choice, chooseStrata } from "./choose-scenarios.ts";
import { curvesOfRuns } from "./curves-of-runs.ts";
import { keptRun, runsIn } from "./finished-runs.ts";
import { type CurvePlan, planOfSize } from "./plan-curve.ts";

export interface CurveOutcome {
	readonly curve: CurveRecord;
	/** What ended it early, if anything did. */
	readonly error?: unknown;
}

/**
 * One ordinary run per size, smallest first, each in its own folder beside the curve; the curve is saved after each.
 * Sizes whose run is complete are not measured again, and a run that was cut short is continued.
 * @throws BenchError when nothing could be saved; later failures are returned with the partial curve.
 */
export async function runCurve(plan: CurvePlan, progress: Progress, signal: AbortSignal): Promise<CurveOutcome> {
	await makeRunFolder(plan.folder);
	const release = await lockRun(plan.folder);
	try {
		await sweepRun(plan.folder);
		return await measureCurve(plan, progress, signal);
	} finally {
		await release();
	}
}

async function measureCurve(plan: CurvePlan, progress: Progress, signal: AbortSignal): Promise<CurveOutcome> {
	if (plan.sizes.length === 0) throw new RangeError("a curve needs sizes");
	const { suite, seed } = plan.plan;
	const before = (await curveFileAt(plan.folder)) === undefined ? undefined : await readCurve(plan.folder);
	const runs: RunRecord[] = [];
	let choices: readonly Choice[] = [];
	let chosen = plan.only === undefined ? "" : `--only ${plan.only}`;
	/** A curve that is continued knows what it knew before until as many sizes are there again. */
	const found = (status: CurveRecord["status"]) =>
		before !== undefined && status !== "complete" && runs.length < before.sizes.length
			? measuredOf(before)
			: {
					scenarios: [...new Set(runs.flatMap(({ scenarios }) => scenarios.map(({ id }) => id)))],
					chosen,
					...curvesOfRuns(runs, suite.indexes, choices),
				};
	const save = async (status: CurveRecord["status"], failure: string | null): Promise<CurveRecord> => {
		const curve: CurveRecord = {
			schemaVersion: SCHEMA_VERSION,
			curveId: plan.curveId,
			startedAt: plan.startedAt,
			finishedAt: status === "partial" ? null : new Date().toISOString(),
			status,
			failure,
			suite: suite.id,
			suiteTitle: suite.title,
			seed,
			command: commandText(plan.options),
			options: plan.options,
			planned: plan.sizes.map(({ name }) => name),
			...found(status),
		};
		await writeCurve(plan.folder, curve);
		return curve;
	};
	await save("partial", null);
	try {
		const survey = surveySize(plan.sizes);
		progress.notice(`Choosing scenarios by their plans and counters at scale ${survey.name}.`);
		const surveyed = await measure(plan, survey, "counters", undefined, progress, signal);
		choices = chooseStrata(surveyed, suite.indexes);
		const ids = [...new Set(choices.map(({ scenario }) => scenario))];
		if (plan.only === undefined) chosen = choiceText(survey, ids);
		const measured = plan.only === undefined && ids.length > 0 ? ids : undefined;
		for (const [at, scale] of plan.sizes.entries()) {
			progress.notice(`Size ${at + 1} of ${plan.sizes.length}: ${scale.name}.`);
			runs.push(await measure(plan, scale, "timed", measured, progress, signal));
			await save("partial", null);
		}
		return { curve: await save("complete", null) };
	} catch (error) {
		return { curve: await save(signal.aborted ? "interrupted" : "failed", failureText(error)), error };
	}
}

/** Whether a curve is about the scenarios that are asked for now. */
export function isAbout({ options }: Pick<CurveRecord, "options">, only: string | undefined): boolean {
	return options?.only === only;
}

/** The part of a curve that its sizes have brought. */
function measuredOf({ scenarios, chosen, environment, sizes, indexes, notices }: CurveRecord) {
	return { scenarios, chosen, environment, sizes, indexes, notices };
}

function choiceText({ name }: Scale, ids: readonly string[]): string {
	if (ids.length === 0) return `No plan goes through an index at scale ${name}, so every scenario was measured.`;
	return `For each index the stratum that saves most work through it and, if any does more work, the one that loses most, counted at scale ${name}.`;
}

/** A run of one size, or what is left of it. @throws whatever ended it early. */
async function measure(
	plan: CurvePlan,
	scale: Scale,
	mode: Exclude<RunMode, "null">,
	chosen: readonly string[] | undefined,
	progress: Progress,
	signal: AbortSignal,
): Promise<RunRecord> {
	signal.throwIfAborted();
	const kept = keptRun(await runsIn(plan.folder), scale.name, mode);
	const asked = planOfSize(plan, scale, mode, chosen);
	const missing = asked.scenarios.filter(({ id }) => !kept?.record.scenarios.some((measured) => measured.id === id));
	if (kept?.record.status === "complete" && missing.length === 0) return kept.record;
	const resume = kept === undefined ? {} : { resume: kept.folder };
	const { record, error } = await run({ ...asked, ...resume }, progress, signal);
	if (error !== undefined) throw error;
	return record;
}
