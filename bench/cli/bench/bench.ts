import { defaultCacheFolder } from "../../../base/cache-folder.ts";
import { requireWritable, type Target } from "../../../base/paths.ts";
import type { Progress } from "../../../base/progress.ts";
import type { Scale } from "../../../seed/scale.ts";
import { readWaivers } from "../../judge/waivers.ts";
import { runFolder } from "../../record/file.ts";
import { historyIn } from "../../record/history/history-file.ts";
import type { RunRecord } from "../../record/schema.ts";
import { showCurve } from "../../report/curve/curve-text.ts";
import { fileTargets } from "../../report/export/write-exports.ts";
import { type CurveAsked, curveOfRun, hasCurve } from "../../run/curve/curve-of-run.ts";
import type { RunPlan } from "../../run/plan.ts";
import { sweepDeadServers } from "../../server/sweep-dead.ts";
import type { Given } from "../flags/parse.ts";
import type { BENCH_FLAGS, BenchFlags } from "../flags/table.ts";
import { writtenLine } from "../outputs.ts";
import type { CommandContext } from "../program.ts";
import { progressDisplay } from "../progress-display.ts";
import { sayContinue } from "../say-continue.ts";
import { typedCommand } from "../typed-command.ts";
import { aheadOfFull } from "./ahead-of-full.ts";
import { type AskedSuite, askedSuite } from "./asked-suite.ts";
import { isFinished, readEarlier } from "./continue.ts";
import { filesOf, measureRun, reuseCompletedRun } from "./measure-run.ts";
import { runPlan, sizesOfFull } from "./run-plan.ts";
import { measureCurve } from "./scale-curve.ts";

/** `index-impact bench`. @param argv the words after that. @returns the exit code. @throws BenchError */
export async function bench(
	given: Given<typeof BENCH_FLAGS>,
	context: CommandContext,
	argv: readonly string[],
): Promise<number> {
	const { environment, signal } = context;
	const { resume: resumed } = given.flags;
	const earlier = resumed === undefined ? undefined : await readEarlier(resumed, argv, context);
	const flags = earlier?.flags ?? given.flags;
	await requireWritable(await targetsOf(flags));
	const finished = earlier !== undefined && isFinished(earlier);
	// A run that was killed at its very end is complete, and nothing is started that would find what it left.
	if (finished) await sweepDeadServers(defaultCacheFolder(environment));
	// With --full, the curve is a part of the run.
	if (earlier?.isCurve || (flags.curve !== undefined && flags.curve !== "none" && !flags.full)) {
		if (!finished) return measureCurve(flags, environment, signal);
		if (flags.json) process.stdout.write(`${JSON.stringify(earlier?.record)}\n`);
		sayComplete(flags);
		return 0;
	}
	const suite = finished ? undefined : await askedSuite(flags, signal);
	if (!finished && suite === undefined) {
		process.stderr.write(`No index differs from those of ${flags.diff}: nothing to measure.\n`);
		return 0;
	}
	return measureAll(flags, suite, finished, context);
}

/** The run and, of a full one, its curve. @param finished whether the run that is continued lacks at most its curve. */
async function measureAll(
	flags: BenchFlags,
	suite: AskedSuite | undefined,
	finished: boolean,
	{ environment, signal }: CommandContext,
): Promise<number> {
	const plan = await runPlan(flags, environment, suite);
	// Read first: a mistake in it must not cost a run.
	const waivers = flags.waivers === undefined ? [] : await readWaivers(flags.waivers);
	const progress = progressDisplay(process.stderr);
	let latest: RunRecord | undefined;
	const onRecord = (record: RunRecord) => {
		latest = record;
	};
	const telling = { progress, onRecord, environment };
	try {
		const sizes = sizesOfFull(flags, plan);
		if (flags.full && !finished) progress.notice(await aheadOfFull(plan, sizes));
		const { folder, record, exitCode } =
			finished && plan.resume !== undefined
				? await reuseCompletedRun(plan.resume, flags, waivers, telling)
				: await measureRun(plan, flags, waivers, telling, signal);
		const asked = curveAsked(flags, plan, sizes);
		if (asked !== undefined && !hasCurve(record, asked)) {
			onRecord(await runCurveOf(folder, asked, flags.json, progress, signal));
		} else if (finished) sayComplete(flags);
		if (!finished) progress.notice(`Next: ${typedCommand("report", [folder])} shows this run again.`);
		return exitCode;
	} finally {
		// Whatever ended it: what is known by then, and one document.
		if (flags.json && latest !== undefined) process.stdout.write(`${JSON.stringify(latest)}\n`);
		progress.close();
	}
}

/** What the curve of the run is asked; undefined where the run makes none. */
function curveAsked(flags: BenchFlags, plan: RunPlan, sizes: readonly Scale[]): CurveAsked | undefined {
	if (sizes.length === 0) return undefined;
	const { only, budget } = flags;
	return {
		sizes,
		plan,
		...(only === undefined ? {} : { only }),
		...(budget === undefined ? {} : { mostSeconds: budget }),
	};
}

/** Makes the curve of a full run and shows it. @throws whatever ended it early, after saving what there is. */
async function runCurveOf(
	folder: string,
	asked: CurveAsked,
	json: boolean,
	progress: Progress,
	signal: AbortSignal,
): Promise<RunRecord> {
	try {
		const { curve, record, files, error } = await curveOfRun(folder, asked, progress, signal);
		if (!json) showCurve(curve, process.stdout);
		if (files.length > 0) progress.notice(writtenLine(files, folder));
		if (error !== undefined) throw error;
		return record;
	} catch (error) {
		sayContinue("bench", folder, progress, error);
		throw error;
	}
}

function sayComplete({ resume = "" }: BenchFlags): void {
	process.stderr.write(`This run is complete; ${typedCommand("report", [resume])} shows it.\n`);
}

/** All that the command writes besides standard output. */
async function targetsOf(flags: BenchFlags): Promise<readonly Target[]> {
	const { out, resume, keep } = flags;
	return [
		resume === undefined
			? { flag: "--out", path: out, kind: "folder" }
			: { flag: "--resume", path: await runFolder(resume), kind: "folder" },
		...(keep ? [{ flag: "The history of --keep,", path: historyIn(out), kind: "file" } as const] : []),
		...fileTargets(filesOf(flags)),
	];
}
