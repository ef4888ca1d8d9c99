import { requireWritable } from "../../../base/paths.ts";
import { parseScale } from "../../../seed/scale.ts";
import { readAdvice } from "../../advise/advice-folder.ts";
import { type AdviceOutcome, advise } from "../../advise/advise.ts";
import { judgeSet } from "../../advise/judge-set.ts";
import type { AdvisePlan } from "../../advise/plan.ts";
import { renderAdvice } from "../../report/advice/terminal.ts";
import { writeAdviceReports } from "../../report/advice/write-advice-reports.ts";
import { coreScenarios, defaultBudgetSeconds, scenariosNamed } from "../../run/plan.ts";
import { ADVISE_FLAGS, type AdviseFlags } from "../flags/advise-flags.ts";
import { optionsOf, restoredValues } from "../flags/options.ts";
import { type Given, parseUsage } from "../flags/parse.ts";
import { writtenLine } from "../outputs.ts";
import type { CommandContext } from "../program.ts";
import { progressDisplay } from "../progress-display.ts";
import { sayContinue } from "../say-continue.ts";
import { serverSettings } from "../server-settings.ts";
import { type AskedAdvice, askedAdvice } from "./asked-advice.ts";

/** `index-impact advise`. @returns the exit code. @throws BenchError */
export async function runAdvise(
	given: Given<typeof ADVISE_FLAGS>,
	context: CommandContext,
	argv: readonly string[],
): Promise<number> {
	const { environment, signal } = context;
	const flags = await resumedFlags(given.flags, argv, context);
	await requireWritable([{ flag: "--out", path: flags.out, kind: "folder" }]);
	const plan = planOf(flags, environment, await askedAdvice(flags, signal));
	const progress = progressDisplay(process.stderr);
	let latest: AdviceOutcome | undefined;
	try {
		latest = await advise(plan, progress, signal);
		if (latest.error === undefined && plan.judge) latest = await judgeSet(plan, latest, progress, signal);
		const { folder, advice, error } = latest;
		if (!flags.json) process.stdout.write(renderAdvice(advice));
		const files = await writeAdviceReports(advice, folder);
		progress.notice(writtenLine(files, folder));
		if (error === undefined) return 0;
		sayContinue("advise", folder, progress, error);
		throw error;
	} finally {
		if (flags.json && latest !== undefined) process.stdout.write(`${JSON.stringify(latest.advice)}\n`);
		progress.close();
	}
}

/** What an advice that is continued was started with, unless it is said otherwise. */
async function resumedFlags(
	flags: AdviseFlags,
	argv: readonly string[],
	context: CommandContext,
): Promise<AdviseFlags> {
	if (flags.resume === undefined) return flags;
	const { options = {} } = await readAdvice(flags.resume);
	const restored = restoredValues(ADVISE_FLAGS, options, flags.resume);
	const parsed = parseUsage({ name: "advise", description: "", flags: ADVISE_FLAGS }, argv, { ...context, restored });
	if ("help" in parsed) throw new Error("help was not asked for");
	return parsed.flags;
}

function planOf(flags: AdviseFlags, environment: NodeJS.ProcessEnv, asked: AskedAdvice): AdvisePlan {
	const { suite } = asked;
	const scale = parseScale(flags.scale);
	const scenarios = flags.only === undefined ? coreScenarios(suite) : scenariosNamed(suite, flags.only);
	const { maxIndexes, maxBytes, maxWriteCost, resume } = flags;
	return {
		...asked,
		server: serverSettings(flags, environment),
		scale,
		seed: flags.seed,
		scenarios,
		mode: flags.countersOnly ? "counters" : "timed",
		queryTimeoutSeconds: flags.queryTimeout,
		budgetSeconds: flags.budget ?? defaultBudgetSeconds({ scale, suite, scenarios }),
		out: flags.out,
		options: optionsOf(ADVISE_FLAGS, flags),
		maxCandidates: flags.maxCandidates,
		budgets: {
			...(maxIndexes === undefined ? {} : { maxIndexes }),
			...(maxBytes === undefined ? {} : { maxBytes }),
			...(maxWriteCost === undefined ? {} : { maxWriteMs: maxWriteCost }),
		},
		judge: !flags.noJudge,
		...(resume === undefined ? {} : { resume }),
	};
}
