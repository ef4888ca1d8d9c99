import { planSignature } from "../plan-signature.ts";
import type { Arms } from "./arms.ts";
import type { Candidate } from "./candidate.ts";
import { disturbanceOf, watchMachine } from "./machine-watch.ts";
import { type Measurement, timedArm } from "./measurement.ts";
import { planOf } from "./plan.ts";
import type { ObservedTrial, SubjectEvidence } from "./subject-record.ts";
import type { Subject } from "./survey.ts";
import { runTrial, type TrialPlan } from "./trial.ts";
import { statementsFor } from "./work.ts";

/** Runs a trial and watches what could make its timings doubtful. */
export async function observeTrial(
	{ signal, plant }: Measurement,
	arms: Arms,
	{ subject, evidence, batch }: Candidate,
	plan: TrialPlan,
	random: () => number,
): Promise<ObservedTrial> {
	const use = watchMachine();
	const after = timedArm(arms.after, subject, batch.after);
	const trial = await runTrial(
		timedArm(arms.before, subject, batch.before),
		plant === undefined ? after : { ...after, execute: plant(subject, after.execute) },
		subject.keys,
		subject.scenario.result,
		plan,
		random,
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
