import { basename, dirname, join, resolve } from "node:path";
import { displayPath } from "../../../base/display-path.ts";
import { BenchError } from "../../../base/errors.ts";
import { curveSizes } from "../../../scenarios/sizes.ts";
import { curveFileAt, readCurve } from "../../record/curve/file.ts";
import { newRunFolderName } from "../../record/run-names.ts";
import { showCurve } from "../../report/curve/curve-text.ts";
import { writeCurveReport } from "../../report/curve/write-curve-report.ts";
import { aheadOfCurve, planCurve } from "../../run/curve/plan-curve.ts";
import { type CurvePlan, runCurve } from "../../run/curve/run-curve.ts";
import { benchConfig } from "../config.ts";
import type { BenchFlags } from "../flags/table.ts";
import { progressDisplay } from "../progress-display.ts";
import { shellWord } from "../shell-words.ts";
import { writtenLine } from "../written-files.ts";

/** `pnpm bench --curve`. @returns the exit code. @throws BenchError */
export async function benchCurve(
	flags: BenchFlags,
	environment: NodeJS.ProcessEnv,
	signal: AbortSignal,
): Promise<number> {
	const progress = progressDisplay(process.stderr);
	try {
		const plan = await curvePlan(flags, environment);
		progress.notice(await aheadOfCurve(plan));
		const { curve, error } = await runCurve(plan, progress, signal);
		const files = await writeCurveReport(curve, plan.folder);
		if (flags.json) process.stdout.write(`${JSON.stringify(curve)}\n`);
		else showCurve(curve, process.stdout);
		progress.notice(writtenLine([join(plan.folder, "curve.json"), ...files], plan.folder));
		if (error !== undefined) {
			progress.notice(`To continue: pnpm bench --resume ${shellWord(displayPath(plan.folder))}`);
			throw error;
		}
		return 0;
	} finally {
		progress.close();
	}
}

/** The curve to measure: a new one in its own folder, or one that is continued from its folder. */
async function curvePlan(flags: BenchFlags, environment: NodeJS.ProcessEnv): Promise<CurvePlan> {
	const { resume, curve: asked } = flags;
	const file = resume === undefined ? undefined : await curveFileAt(resume);
	if (resume !== undefined && file === undefined) await readCurve(resume);
	const before = file === undefined ? undefined : await readCurve(file);
	const list = typeof asked === "string" ? asked : before?.planned.join(",");
	const { suite, seed, command } = await benchConfig({ ...flags, curve: list ?? true }, environment);
	const differs = (what: string, then: unknown, now: unknown) => {
		if (then === now) return;
		throw new BenchError(
			"usage",
			`${resume} cannot be continued: its ${what} is ${then}, this one's is ${now}.`,
			`Give the flags it was started with: ${before?.command}`,
		);
	};
	if (before !== undefined) {
		differs("suite", before.suite, suite.id);
		differs("seed", before.seed, seed);
	}
	const now = new Date();
	const folder =
		file === undefined ? join(flags.out, newRunFolderName(now, suite.id, "curve")) : dirname(resolve(file));
	const startedAt = now.toISOString();
	const identity = { curveId: before?.curveId ?? basename(folder), startedAt: before?.startedAt ?? startedAt, command };
	return planCurve(flags, environment, folder, identity, curveSizes(list, suite));
}
