import { ALPHA, FORETOLD_LEVEL, type Footing, footingOf } from "../judge/compare.ts";
import type { MeasuredScenario, RunMode } from "../record/measured.ts";
import type { TrialCost } from "./budget.ts";
import { batchesFor } from "./pairs.ts";
import { evidenceOf, failureOf, type SubjectEvidence } from "./subject-record.ts";
import { evidenceMsOf, roughMsOf, type Subject, type Surveys } from "./survey.ts";
import { plannedPairs } from "./trial.ts";

/** A subject with all that is known before its trial. */
export interface Candidate {
	readonly subject: Subject;
	readonly evidence: SubjectEvidence;
	readonly failure: string | undefined;
	readonly batch: { readonly before: number; readonly after: number };
	/** Confidence its verdict's interval will need. */
	readonly level: number;
	readonly cost: TrialCost;
}

/**
 * Every subject as a candidate for a trial, in the order given.
 * @param done scenarios that a run which is continued has measured: their comparisons are judged with the others.
 * @param elsewhere strata that other parts of a divided run measure.
 */
export function candidatesOf(
	subjects: readonly Subject[],
	surveys: Surveys,
	mode: RunMode,
	done: readonly MeasuredScenario[],
	elsewhere = 0,
): readonly Candidate[] {
	const footings = subjects.map((subject) =>
		footingOf({ before: evidenceOf(subject, surveys.before), after: evidenceOf(subject, surveys.after) }, mode),
	);
	// Bonferroni over the open strata is never narrower than what Holm will ask for at the end.
	const known = done.flatMap(({ strata }) => strata.map((stratum) => footingOf(stratum, mode)));
	const open = [...footings, ...known].filter((footing) => footing === "open").length + elsewhere;
	const openLevel = 1 - ALPHA / Math.max(1, open);
	return subjects.map((subject, i) => candidateOf(subject, surveys, footings[i] ?? "open", openLevel));
}

function candidateOf(subject: Subject, surveys: Surveys, footing: Footing, openLevel: number): Candidate {
	const [beforeMs, afterMs] = [roughMsOf(subject, surveys.before), roughMsOf(subject, surveys.after)];
	const batch = batchesFor(beforeMs, afterMs);
	const pairMs = beforeMs * batch.before + afterMs * batch.after;
	const level = footing === "foretold" ? FORETOLD_LEVEL : openLevel;
	const decidedByEvidence = footing === "settled";
	return {
		subject,
		evidence: {
			absent: evidenceOf(subject, surveys.absent),
			before: evidenceOf(subject, surveys.before),
			after: evidenceOf(subject, surveys.after),
			evidenceMs: evidenceMsOf(subject, surveys.before),
			...(surveys.before.get(subject) === surveys.hidden.get(subject)
				? {}
				: { hidden: evidenceOf(subject, surveys.hidden) }),
		},
		failure: failureOf(subject, [surveys.absent, surveys.before, surveys.after]),
		batch,
		level,
		cost: { pairMs, leastPairs: plannedPairs({ level, decidedByEvidence }, pairMs), decidedByEvidence },
	};
}
