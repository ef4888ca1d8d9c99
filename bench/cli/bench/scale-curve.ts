import { basename, dirname, join, resolve } from "node:path";
import { BenchError } from "../../../base/errors.ts";
import { curveSizes } from "../../../scenarios/sizes.ts";
import { CURVE_FILE, curveFileAt, readCurve } from "../../record/curve/file.ts";
import { newRunFolderName } from "../../record/run-names.ts";
import { showCurve } from "../../report/curve/curve-text.ts";
import { writeCurveReport } from "../../report/curve/write-curve-report.ts";
import { aheadOfCurve, type CurvePlan } from "../../run/curve/plan-curve.ts";
import { runCurve } from "../../run/curve/run-curve.ts";
import { defaultBudgetSeconds, type RunPlan } from "../../run/plan.ts";
import type { BenchFlags } from "../flags/table.ts";
import { writtenLine } from "../outputs.ts";
import { progressDisplay } from "../progress-display.ts";
import { sayContinue } from "../say-continue.ts";
import { runPlan } from "./run-plan.ts";

/** `bench --curve`: a run per size. @returns the exit code. @throws BenchError */
export async function measureCurve(
	flags: BenchFlags,
	environment: NodeJS.ProcessEnv,
	signal: AbortSignal,
): Promise<number> {
	const progress = progressDisplay(process.stderr);
	try {
		const plan = await curvePlan(flags, await runPlan(flags, environment));
		progress.notice(aheadOfCurve(plan));
		const { curve, error } = await runCurve(plan, progress, signal);
		const files = await writeCurveReport(curve, plan.folder);
		if (flags.json) process.stdout.write(`${JSON.stringify(curve)}\n`);
		else showCurve(curve, process.stdout);
		progress.notice(writtenLine([join(plan.folder, CURVE_FILE), ...files], plan.folder));
		if (error !== undefined) {
			sayContinue("bench", plan.folder, progress, error);
			throw error;
		}
		return 0;
	} finally {
		progress.close();
	}
}

/** The curve to measure: a new one in its own folder, or one that is continued from its folder. */
async function curvePlan({ resume, curve: asked, budget, only, out }: BenchFlags, plan: RunPlan): Promise<CurvePlan> {
	const file = resume === undefined ? undefined : await curveFileAt(resume);
	if (resume !== undefined && file === undefined) await readCurve(resume);
	const before = file === undefined ? undefined : await readCurve(file);
	const differs = (what: string, then: unknown, now: unknown) => {
		if (then === now) return;
		throw new BenchError(
			"usage",
			`${resume} cannot be continued: its ${what} is ${then}, this one's is ${now}.`,
			`Give the flags it was started with: ${before?.command}`,
		);
	};
	if (before !== undefined) {
		differs("suite", before.suite, plan.suite.id);
		differs("seed", before.seed, plan.seed);
	}
	const now = new Date();
	const name = newRunFolderName(now, plan.suite.id, "curve");
	const folder = file === undefined ? join(out, name) : dirname(resolve(file));
	const list = typeof asked === "string" ? asked : before?.planned.join(",");
	// The sizes take the place of the one scale of an ordinary run.
	const { scale: _, ...options } = plan.options;
	return {
		curveId: before?.curveId ?? basename(folder),
		startedAt: before?.startedAt ?? now.toISOString(),
		folder,
		options: { ...options, curve: list ?? true },
		sizes: curveSizes(list, plan.suite),
		...(only === undefined ? {} : { only }),
		plan,
		budgetSeconds: (of) => budget ?? defaultBudgetSeconds(of),
	};
}
