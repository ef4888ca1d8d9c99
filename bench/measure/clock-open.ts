import { isQueryError } from "../../mysql/errors.ts";
import { statementsFor } from "../../scenarios/statements.ts";
import { sameSteps, sameWork } from "../judge/evidence-match.ts";
import { openHarmOf } from "../judge/open-harm.ts";
import { planSignature } from "../record/plan-signature.ts";
import { LEAST_THRESHOLD_PCT, logThreshold } from "../statistics/threshold.ts";
import type { Arms } from "./arms.ts";
import { allowance } from "./budget.ts";
import { candidatesOf } from "./candidate.ts";
import { type Measurement, randomFor } from "./measurement.ts";
import { observeTrial } from "./observed-trial.ts";
import { planOf, stepsOf } from "./plan.ts";
import { evidenceOf, failureOf, type ObservedTrial } from "./subject-record.ts";
import type { Subject, Survey } from "./survey.ts";

/** What a run without a clock has timed after all. */
export interface Clocked {
	readonly trials: ReadonlyMap<Subject, ObservedTrial>;
	/** Strata for which the time was not enough, or whose baseline is no hidden index. */
	readonly left: number;
	/** Those of them for which the time was not enough: with more of it, or sooner in the row, they would be timed. */
	readonly late: number;
}

/**
 * Times, for a bounded number of seconds, the strata of which evidence cannot say that they got no worse: what may be
 * worst first. Pairs are as in any run; one that does not fit into what is left is not begun.
 */
export async function clockOpen(
	measurement: Measurement,
	arms: Arms,
	subjects: readonly Subject[],
	surveys: { readonly before: Survey; readonly after: Survey },
	limitMs: number,
): Promise<Clocked> {
	const { seed, progress, signal } = measurement;
	const harmOf = (subject: Subject) => {
		if (failureOf(subject, [surveys.before, surveys.after]) !== undefined) return undefined;
		const [before, after] = [evidenceOf(subject, surveys.before), evidenceOf(subject, surveys.after)];
		return sameWork(before, after) || before.digest !== after.digest ? undefined : openHarmOf({ before, after });
	};
	const open = subjects
		.flatMap((subject) => ({ subject, harm: harmOf(subject) }))
		.filter((one): one is { subject: Subject; harm: number } => one.harm !== undefined)
		.toSorted((a, b) => b.harm - a.harm)
		.map(({ subject }) => subject);
	const faithful: Subject[] = [];
	for (const subject of open) if (await hidesWell(arms, subject, surveys.before)) faithful.push(subject);
	const { before, after } = surveys;
	const surveysThen = { absent: before, hidden: before, before, after };
	const elsewhere = measurement.journal.measured.shard?.elsewhere;
	const waiting = [...candidatesOf(faithful, surveysThen, "timed", [], elsewhere)];
	const task = progress.task("timing what evidence leaves open", limitMs / 1000, "s");
	const trials = new Map<Subject, ObservedTrial>();
	let late = 0;
	const started = performance.now();
	for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
		signal.throwIfAborted();
		const elapsed = performance.now() - started;
		task.update(elapsed / 1000, `${next.subject.scenario.id} ${next.subject.stratum.id}`);
		if (next.cost.pairMs * next.cost.leastPairs > limitMs - elapsed) {
			late++;
			continue;
		}
		const plan = {
			level: next.level,
			threshold: logThreshold(LEAST_THRESHOLD_PCT),
			allowanceMs: Math.min(
				limitMs - elapsed,
				allowance(
					next.cost,
					waiting.map(({ cost }) => cost),
					limitMs - elapsed,
				),
			),
			pairMs: next.cost.pairMs,
			decidedByEvidence: false,
			givesUp: true,
		};
		try {
			trials.set(next.subject, await observeTrial(measurement, arms, next, plan, randomFor(seed, next.subject)));
		} catch (error) {
			// Evidence was taken of its first key alone; that another one fails is for a timed run to find out.
			if (!isQueryError(error)) throw error;
		}
	}
	task.finish(`${trials.size} of ${open.length} strata`);
	return { trials, left: open.length - trials.size, late };
}

/** Whether the indexes, hidden, leave the plan as it is without them. */
async function hidesWell({ before }: Arms, subject: Subject, survey: Survey): Promise<boolean> {
	await before.enter();
	const statements = statementsFor(subject.stratum, subject.keys[0] ?? []);
	const absent = evidenceOf(subject, survey);
	if (planSignature(await planOf(before.connection, statements)) !== planSignature(absent.plan)) return false;
	const steps = await stepsOf(before.connection, statements);
	return steps === undefined || sameSteps({ steps: steps.hash }, absent);
}
