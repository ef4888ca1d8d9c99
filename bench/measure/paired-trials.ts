import { planSignature } from "../plan-signature.ts";
import { logRatioOfReduction } from "../statistics/log-ratio.ts";
import { ALPHA, decidedByEvidence } from "../verdict/compare.ts";
import { runAlternatingTrials } from "./alternating.ts";
import type { Arms } from "./arms.ts";
import { allowance, type TrialCost } from "./budget.ts";
import { disturbanceOf, watchMachine } from "./machine-watch.ts";
import { baselineNotices, type Measurement, randomFor, scenarioRecord, timedArm } from "./measurement.ts";
import { batchesFor } from "./pairs.ts";
import { planOf } from "./plan.ts";
import { evidenceOf, failureOf, measuredStratum, type ObservedTrial, type SubjectEvidence } from "./subject-record.ts";
import { roughMsOf, type Subject, type Surveys } from "./survey.ts";
import { plannedPairs, runTrial, type TrialPlan } from "./trial.ts";
import { statementsFor } from "./work.ts";

/** A subject with all that is known before its trial. */
interface Candidate {
	readonly subject: Subject;
	readonly evidence: SubjectEvidence;
	readonly failure: string | undefined;
	readonly batch: { readonly before: number; readonly after: number };
	readonly cost: TrialCost;
}

/** One trial per stratum, scenario by scenario; each scenario is in the journal before the next begins. */
export async function runPairedTrials(
	measurement: Measurement,
	arms: Arms,
	subjects: readonly Subject[],
	surveys: Surveys,
	started: number,
): Promise<void> {
	const { scenarios, budgetMs, journal, progress, signal } = measurement;
	const mode = journal.record.mode ?? "timed";
	const identical = (subject: Subject) =>
		decidedByEvidence({ before: evidenceOf(subject, surveys.before), after: evidenceOf(subject, surveys.after) }, mode);
	// Bonferroni over the strata that timing decides is never narrower than what Holm will ask for at the end.
	const level = 1 - ALPHA / Math.max(1, subjects.filter((subject) => !identical(subject)).length);
	const waiting = subjects.map((subject) => candidateOf(subject, surveys, level, identical(subject)));
	const unfaithful = subjects.filter((subject) => surveys.before.get(subject) !== surveys.hidden.get(subject));
	const alternated = await runAlternatingTrials(
		measurement,
		arms,
		unfaithful,
		surveys,
		plannedPairs({ level, decidedByEvidence: false }, 0),
	);
	const task = progress.task("measuring", budgetMs / 1000, "s");
	for (const scenario of scenarios) {
		const strata = [];
		const own = subjects.filter((subject) => subject.scenario === scenario);
		for (const subject of own) {
			const candidate = waiting.shift();
			if (candidate?.subject !== subject) throw new Error("subjects are not in the order of their scenarios");
			signal.throwIfAborted();
			const elapsed = performance.now() - started;
			task.update(elapsed / 1000, `${scenario.id} ${subject.stratum.id}`);
			const { evidence, failure, cost } = candidate;
			const later = waiting.map((other) => other.cost);
			const plan = {
				level,
				threshold: -logRatioOfReduction(journal.record.threshold.pct),
				allowanceMs: allowance(cost, later, budgetMs - elapsed),
				pairMs: cost.pairMs,
				decidedByEvidence: cost.decidedByEvidence,
			};
			strata.push(
				await measuredStratum(
					subject,
					evidence,
					failure,
					async () => alternated.get(subject) ?? (await observe(measurement, arms, candidate, plan)),
				),
			);
		}
		const record = scenarioRecord(scenario, own, strata);
		for (const line of baselineNotices(record)) journal.notice(line);
		await journal.addScenario(record);
	}
	task.finish(`${scenarios.length} scenarios, ${subjects.length} strata`);
}

function candidateOf(subject: Subject, surveys: Surveys, level: number, identical: boolean): Candidate {
	const [beforeMs, afterMs] = [roughMsOf(subject, surveys.before), roughMsOf(subject, surveys.after)];
	const batch = batchesFor(beforeMs, afterMs);
	const pairMs = beforeMs * batch.before + afterMs * batch.after;
	return {
		subject,
		evidence: {
			absent: evidenceOf(subject, surveys.absent),
			before: evidenceOf(subject, surveys.before),
			after: evidenceOf(subject, surveys.after),
			...(surveys.before.get(subject) === surveys.hidden.get(subject)
				? {}
				: { hidden: evidenceOf(subject, surveys.hidden) }),
		},
		failure: failureOf(subject, [surveys.absent, surveys.before, surveys.after]),
		batch,
		cost: {
			pairMs,
			leastPairs: plannedPairs({ level, decidedByEvidence: identical }, pairMs),
			decidedByEvidence: identical,
		},
	};
}

/** Runs a trial and watches what could make its timings doubtful. */
async function observe(
	{ seed, signal, plant }: Measurement,
	arms: Arms,
	{ subject, evidence, batch }: Candidate,
	plan: TrialPlan,
): Promise<ObservedTrial> {
	const use = watchMachine();
	const after = timedArm(arms.after, subject, batch.after);
	const trial = await runTrial(
		timedArm(arms.before, subject, batch.before),
		plant === undefined ? after : { ...after, execute: plant(subject, after.execute) },
		subject.keys,
		subject.scenario.result,
		plan,
		randomFor(seed, subject),
		signal,
	);
	const machine = disturbanceOf(use());
	const flip = await planFlip(arms, subject, evidence);
	return { trial, disturbances: [machine, flip].filter((found) => found !== undefined) };
}

/** Whether the optimizer has changed its mind about an arm since its evidence was taken. */
async function planFlip(arms: Arms, subject: Subject, evidence: SubjectEvidence): Promise<string | undefined> {
	const statements = statementsFor(subject.stratum, subject.keys[0] ?? []);
	for (const arm of ["before", "after"] as const) {
		await arms[arm].enter();
		const now = planSignature(await planOf(arms[arm].connection, statements));
		const then = planSignature(evidence[arm].plan);
		if (now !== then) return `the plan of the ${arm} arm flipped from ${then} to ${now}`;
	}
	return undefined;
}
