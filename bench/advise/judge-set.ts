import { relative } from "node:path";
import type { Progress } from "../../base/progress.ts";
import { type IndexName, isSameName } from "../../mysql/index-spec.ts";
import { testing } from "../../scenarios/project/suite-of-project.ts";
import { resolveSuite } from "../../scenarios/resolve-suite.ts";
import type { Suite } from "../../scenarios/suite.ts";
import { parseIndexSpec } from "../../schema/index-spec.ts";
import { tableModel } from "../../schema/load/model-of-tables.ts";
import type { Advice, AdviceCandidate } from "../record/advice/schema.ts";
import type { RunPlan } from "../run/plan.ts";
import { run } from "../run/run.ts";
import { writeAdvice } from "./advice-folder.ts";
import type { AdviceOutcome } from "./advise.ts";
import type { AdvisePlan } from "./plan.ts";

/**
 * Measures the chosen set as any set is: paired, with a clock unless that is forbidden, additions and drops together.
 * What the judge says to drop of the additions, or to keep of the drops, leaves the set.
 */
export async function judgeSet(
	plan: AdvisePlan,
	outcome: AdviceOutcome,
	progress: Progress,
	signal: AbortSignal,
): Promise<AdviceOutcome> {
	const { advice, folder } = outcome;
	const chosen = advice.candidates.filter(({ id }) => advice.chosen.includes(id));
	if (chosen.length === 0) return outcome;
	const started = performance.now();
	const { record, folder: runFolder, error } = await run(runPlanOf(plan, folder, chosen), progress, signal);
	const verdicts = chosen.flatMap(({ id, table, name }) => {
		const judged = record.indexes.find((index) => isSameName(index, { table, name }));
		return judged === undefined ? [] : [{ candidate: id, verdict: judged.verdict }];
	});
	const isKept = (id: string) => {
		const verdict = verdicts.find(({ candidate }) => candidate === id)?.verdict;
		// An index that is to go is under test as any other: "drop" says that it is not missed.
		return id.startsWith("-") ? verdict === "drop" || verdict === undefined : verdict !== "drop";
	};
	const mode = plan.mode === "counters" ? ("counters" as const) : ("timed" as const);
	const judged: Advice = {
		...advice,
		chosen: advice.chosen.filter(isKept),
		steps: advice.steps.map((step) =>
			step.beyond === undefined && !isKept(step.candidate) ? { ...step, beyond: "judge" } : step,
		),
		judged: { run: relative(folder, runFolder), mode, verdicts },
		timing: { ...advice.timing, judge: Math.round(performance.now() - started) / 1000 },
	};
	await writeAdvice(folder, judged);
	return { folder, advice: judged, ...(error === undefined ? {} : { error }) };
}

function runPlanOf(plan: AdvisePlan, out: string, chosen: readonly AdviceCandidate[]): RunPlan {
	const indexes = chosen.map(({ spec, name }) => ({ ...parseIndexSpec(spec, plan.suite.tables), name }));
	const dropped = chosen.filter(({ change }) => change === "drop").map(({ table, name }) => ({ table, name }));
	const isDropped = (index: IndexName) => dropped.some((one) => isSameName(one, index));
	const sets =
		dropped.length === 0
			? {}
			: {
					indexSets: [
						{ id: "before", title: "as the schema is", indexes: indexes.filter(isDropped) },
						{ id: "now", title: "as advised", indexes: indexes.filter((index) => !isDropped(index)) },
					],
				};
	const tested: Suite = resolveSuite(testing(plan.suite, { indexes, ...sets }));
	const suite: Suite = {
		...tested,
		...(dropped.length === 0 ? {} : { drops: dropped }),
		...(plan.suite.writes === undefined
			? {}
			: { writes: plan.suite.writes.map((write) => maintaining(write, indexes)) }),
	};
	const ids = new Set(plan.scenarios.map(({ id }) => id));
	return {
		server: plan.server,
		suite,
		scale: plan.scale,
		seed: plan.seed,
		scenarios: suite.scenarios.filter(({ id }) => ids.has(id)),
		design: "paired",
		mode: plan.mode,
		queryTimeoutSeconds: plan.queryTimeoutSeconds,
		budgetSeconds: plan.budgetSeconds,
		clockSeconds: 0,
		studies: { full: false, indexSets: [], candidates: [], load: [] },
		out,
		options: plan.options,
	};
}

type Write = NonNullable<Suite["writes"]>[number];

/** A write that adds rows keeps every index of its tables up to date, those under test now too. */
function maintaining(write: Write, indexes: Suite["indexes"]): Write {
	const tables = new Set(write.tables.map((table) => tableModel(table).name));
	const own = indexes.filter(({ table }) => tables.has(table)).map(({ name }) => name);
	return { ...write, maintains: own, searches: [] };
}
