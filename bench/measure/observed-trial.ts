import { QueryTimeout } from "../../mysql/errors.ts";
import { statementsFor } from "../../scenarios/statements.ts";
import type { Key } from "../../scenarios/suite.ts";
import { planSignature, plansOf } from "../record/plan-signature.ts";
import type { PlanFlip } from "../record/reasons/stratum-reason.ts";
import type { Arms } from "./arms.ts";
import type { Candidate } from "./candidate.ts";
import { disturbanceOf, watchMachine } from "./machine-watch.ts";
import { type Measurement, timedArm } from "./measurement.ts";
import { sampleOf, type TimedArm } from "./pairs.ts";
import { planOf } from "./plan.ts";
import { comparisonOf } from "./settle-differences.ts";
import type { ArmsTimeout, ObservedTrial, SubjectEvidence } from "./subject-record.ts";
import type { Subject } from "./survey.ts";
import { runTrial, type TrialPlan } from "./trial.ts";

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
		comparisonOf(subject, evidence.after),
		plan,
		random,
		signal,
	);
	const disturbance = disturbanceOf(use());
	if (trial.timedOut !== undefined) {
		const other = trial.timedOut.arm === "before" ? "after" : "before";
		const ending = await otherArm(timedArm(arms[other], subject, 1), trial.timedOut.key, trial.timedOut.seconds);
		return { trial, disturbances: [], timeout: { ...trial.timedOut, ...ending } };
	}
	const planFlip = await planFlipOf(arms, subject, evidence);
	return {
		trial,
		disturbances: disturbance === undefined ? [] : [disturbance],
		...(planFlip === undefined ? {} : { planFlip }),
	};
}

/** How the other arm fares with a key for which one arm did not answer in time. */
async function otherArm(arm: TimedArm, key: Key, limitSeconds: number): Promise<Pick<ArmsTimeout, "otherSeconds">> {
	try {
		const { ms } = await sampleOf(arm, key);
		// Only within half of the limit is it sure that the two differ.
		return ms > (1000 * limitSeconds) / 2 ? { otherSeconds: ms / 1000 } : {};
	} catch (error) {
		if (!(error instanceof QueryTimeout)) throw error;
		return { otherSeconds: Number.POSITIVE_INFINITY };
	}
}

/** Whether the optimizer has changed its mind about an arm, for any key, since its evidence was taken. */
async function planFlipOf(
	arms: Arms,
	{ stratum, keys }: Subject,
	evidence: SubjectEvidence,
): Promise<PlanFlip | undefined> {
	for (const arm of ["before", "after"] as const) {
		await arms[arm].enter();
		for (const [i, then] of plansOf(evidence[arm]).entries()) {
			const now = planSignature(await planOf(arms[arm].connection, statementsFor(stratum, keys[i] ?? [])));
			if (now !== then) return { arm, from: then, to: now };
		}
	}
	return undefined;
}
