import { messageOf } from "../../base/errors.ts";
import { isQueryError, QueryTimeout } from "../../mysql/errors.ts";
import { recordedKey } from "../../scenarios/key.ts";
import type { Key } from "../../scenarios/suite.ts";
import type { Evidence } from "../record/evidence.ts";
import type { MeasuredStratum } from "../record/measured.ts";
import type { Disturbance, PlanFlip } from "../record/reasons/stratum-reason.ts";
import { countedTimes } from "./execution-times.ts";
import { NO_EVIDENCE, type Subject, type Survey } from "./survey.ts";
import type { Trial } from "./trial.ts";

/** Evidence of one subject in all states of the indexes. */
export interface SubjectEvidence {
	readonly before: Evidence;
	readonly after: Evidence;
	readonly absent?: Evidence;
	/** Given only where hiding the indexes is not as good as not having them. */
	readonly hidden?: Evidence;
	/** Milliseconds of one execution of "before" when its evidence was taken. */
	readonly evidenceMs?: number | undefined;
}

/** One arm did not answer in time for a key. */
export interface ArmsTimeout {
	readonly arm: "before" | "after";
	readonly key: Key;
	/** The query timeout. */
	readonly seconds: number;
	/** How long the other arm took for the key, if more than half of the timeout; infinite if it did not answer either. */
	readonly otherSeconds?: number;
}

/** A trial and what made its timings doubtful. */
export interface ObservedTrial {
	readonly trial: Trial;
	readonly disturbances: readonly Disturbance[];
	/** How the optimizer changed its mind about an arm. */
	readonly planFlip?: PlanFlip;
	readonly timeout?: ArmsTimeout;
}

/** The failure of a subject in any of the surveys, or undefined. */
export function failureOf(subject: Subject, surveys: readonly Survey[]): string | undefined {
	for (const survey of surveys) {
		const found = survey.get(subject);
		if (found !== undefined && "failure" in found) return found.failure;
	}
	return undefined;
}

/** The evidence a survey holds of a subject; empty where its query failed. */
export function evidenceOf(subject: Subject, survey: Survey): Evidence {
	const found = survey.get(subject);
	return found?.evidence ?? NO_EVIDENCE;
}

/**
 * Runs a stratum's trial and makes its record. A query that fails ends the stratum, which says so in its facts; a lost
 * connection ends the run.
 * @param failure of taking its evidence: then no trial is run.
 */
export async function measuredStratum(
	subject: Subject,
	evidence: SubjectEvidence,
	failure: string | undefined,
	trial: () => Promise<ObservedTrial>,
): Promise<MeasuredStratum> {
	if (failure !== undefined) return untimedStratum(subject, evidence, failure);
	try {
		return stratumRecord(subject, evidence, await trial());
	} catch (error) {
		if (!isQueryError(error)) throw error;
		// The arms were measured in separate phases, so that nothing is known of the other arm for the key that is too slow.
		if (error instanceof QueryTimeout)
			return stratumRecord(subject, evidence, untried([{ kind: "timeout-in-trial", seconds: error.seconds }]));
		return failedStratum(subject, evidence, messageOf(error));
	}
}

/** The record of a stratum whose evidence is all there is. */
export function untimedStratum(
	subject: Subject,
	evidence: SubjectEvidence,
	failure: string | undefined,
): MeasuredStratum {
	if (failure === undefined) return stratumRecord(subject, evidence, untried([]));
	const { absent, before, after } = evidence;
	const givenUp = [absent, before, after].some((found) => found?.timedOutSeconds !== undefined);
	return givenUp
		? stratumRecord(subject, evidence, untried([{ kind: "evidence-failed", message: failure }]))
		: failedStratum(subject, evidence, failure);
}

/** The facts of a stratum by its evidence and the pairs of a trial that nothing disturbed. */
export function measuredStratumOf(subject: Subject, evidence: SubjectEvidence, trial: Trial): MeasuredStratum {
	return stratumRecord(subject, evidence, { trial, disturbances: [] });
}

/** A trial without pairs, and why there are none. */
export function untried(disturbances: readonly Disturbance[]): ObservedTrial {
	return { trial: { pairs: [], order: [], warmupPairs: 0, batch: { before: 1, after: 1 } }, disturbances };
}

/** The facts of a stratum: raw pairs and evidence; its verdict is made from these later. */
function stratumRecord(
	subject: Subject,
	evidence: SubjectEvidence,
	{ trial, disturbances, planFlip, timeout }: ObservedTrial,
): MeasuredStratum {
	const { mismatch } = trial;
	const arm = (name: "before" | "after") => ({
		...evidence[name],
		...(timeout === undefined ? {} : timeoutOf(name, timeout)),
	});
	return {
		...frame(subject),
		pairs: trial.pairs.map(([before, after]) => [before, after]),
		order: [...trial.order],
		warmupPairs: trial.warmupPairs,
		batch: trial.batch,
		...(trial.executions === undefined ? {} : { executions: countedExecutions(trial.executions) }),
		...(evidence.evidenceMs === undefined ? {} : { evidenceMs: evidence.evidenceMs }),
		...(disturbances.length === 0 ? {} : { disturbances: [...disturbances] }),
		...(planFlip === undefined ? {} : { planFlip }),
		...(mismatch === undefined ? {} : { mismatch: recordedKey(mismatch) }),
		before: arm("before"),
		after: arm("after"),
		...(evidence.absent === undefined ? {} : { absent: evidence.absent }),
		...(evidence.hidden === undefined ? {} : { hidden: evidence.hidden }),
	};
}

function countedExecutions({ before, after }: NonNullable<Trial["executions"]>) {
	return { before: countedTimes(before), after: countedTimes(after) };
}

function timeoutOf(
	name: "before" | "after",
	{ arm, seconds, otherSeconds }: ArmsTimeout,
): Pick<Evidence, "timedOutSeconds" | "secondsTaken"> {
	if (name === arm || otherSeconds === Number.POSITIVE_INFINITY) return { timedOutSeconds: seconds };
	return otherSeconds === undefined ? {} : { secondsTaken: otherSeconds };
}

/** The record of a stratum that could not be measured. */
function failedStratum(subject: Subject, evidence: SubjectEvidence, failure: string): MeasuredStratum {
	return {
		...frame(subject),
		pairs: [],
		order: [],
		warmupPairs: 0,
		batch: { before: 1, after: 1 },
		failure,
		before: evidence.before,
		after: evidence.after,
		...(evidence.absent === undefined ? {} : { absent: evidence.absent }),
		...(evidence.hidden === undefined ? {} : { hidden: evidence.hidden }),
	};
}

function frame({ stratum, keys }: Subject) {
	return { id: stratum.id, share: stratum.share, parameters: keys.map(recordedKey) };
}
