import { LEAST_THRESHOLD_PCT, logThreshold } from "../statistics/threshold.ts";
import { runAlternatingTrials } from "./alternating.ts";
import type { Arms } from "./arms.ts";
import { allowance } from "./budget.ts";
import { candidatesOf } from "./candidate.ts";
import { rowsPassed } from "./limit-depth.ts";
import { baselineNotices, type Measurement, randomFor, scenarioRecord } from "./measurement.ts";
import { observeTrial } from "./observed-trial.ts";
import { visitAgain } from "./second-visit.ts";
import { measuredStratum } from "./subject-record.ts";
import type { Subject, Surveys } from "./survey.ts";
import { LEAST_PAIRS } from "./trial.ts";

/** One trial per stratum, scenario by scenario; each scenario is in the journal before the next begins. */
export async function runPairedTrials(
	measurement: Measurement,
	arms: Arms,
	subjects: readonly Subject[],
	surveys: Surveys,
	started: number,
): Promise<void> {
	const { scenarios, seed, budgetMs, journal, progress, signal } = measurement;
	const mode = journal.measured.mode ?? "timed";
	const candidates = candidatesOf(
		subjects,
		surveys,
		mode,
		journal.measured.scenarios,
		journal.measured.shard?.elsewhere,
	);
	const waiting = [...candidates];
	const unfaithful = subjects.filter((subject) => surveys.before.get(subject) !== surveys.hidden.get(subject));
	const alternated = await runAlternatingTrials(
		measurement,
		arms,
		unfaithful,
		surveys,
		Math.max(LEAST_PAIRS, ...candidates.map(({ cost }) => cost.leastPairs)),
	);
	const task = progress.task("measuring", budgetMs / 1000, "s");
	const passed = await rowsPassed(arms.observer, scenarios, signal);
	for (const scenario of scenarios) {
		const strata = [];
		const own = subjects.filter((subject) => subject.scenario === scenario);
		for (const subject of own) {
			const candidate = waiting.shift();
			if (candidate?.subject !== subject) throw new Error("subjects are not in the order of their scenarios");
			signal.throwIfAborted();
			const elapsed = performance.now() - started;
			task.update(elapsed / 1000, `${scenario.id} ${subject.stratum.id}`);
			const { evidence, failure, level, cost } = candidate;
			const later = waiting.map((other) => other.cost);
			const plan = {
				level,
				threshold: logThreshold(LEAST_THRESHOLD_PCT),
				allowanceMs: allowance(cost, later, budgetMs - elapsed),
				pairMs: cost.pairMs,
				decidedByEvidence: cost.decidedByEvidence,
			};
			strata.push(
				await measuredStratum(subject, evidence, failure, async () => {
					const apart = alternated.get(subject);
					if (apart instanceof Error) throw apart;
					return apart ?? (await observeTrial(measurement, arms, candidate, plan, randomFor(seed, subject)));
				}),
			);
		}
		const record = scenarioRecord(scenario, own, strata, passed.get(scenario));
		for (const line of baselineNotices(record)) journal.notice(line);
		await journal.addScenario(record);
	}
	await visitAgain(measurement, arms, candidates, task, started);
	task.finish(`${scenarios.length} scenarios, ${subjects.length} strata`);
}
