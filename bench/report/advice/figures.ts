import type { Advice, AdviceCandidate, AdvicePattern, AdviceStep } from "../../record/advice/schema.ts";

/** What readers are shown of an advice, worked out once for every form. */
export interface AdviceFigures {
	readonly advice: Advice;
	/** The chosen set in the order in which it was taken, then the drops. */
	readonly taken: readonly Taken[];
	/** What came next and was not taken. */
	readonly beyond: readonly Taken[];
	/** Cumulative part of what the whole set saves, in percent. */
	readonly curve: readonly { readonly count: number; readonly pct: number }[];
	/** Of candidates that change any plan and are not chosen, those that save most. */
	readonly others: readonly AdviceCandidate[];
	readonly patterns: readonly { readonly pattern: AdvicePattern; readonly count: number }[];
	readonly counts: {
		readonly measured: number;
		/** Additions that surely save something alone. */
		readonly paying: number;
		/** Change no plan of the workload. */
		readonly idle: number;
		/** Make more work than they spare. */
		readonly harmful: number;
	};
}

export interface Taken {
	readonly step: AdviceStep;
	readonly candidate: AdviceCandidate;
	readonly verdict?: string;
}

export function figuresOf(advice: Advice): AdviceFigures {
	const byId = new Map(advice.candidates.map((candidate) => [candidate.id, candidate]));
	const verdicts = new Map((advice.judged?.verdicts ?? []).map(({ candidate, verdict }) => [candidate, verdict]));
	const steps = advice.steps.flatMap((step): readonly Taken[] => {
		const candidate = byId.get(step.candidate);
		const verdict = verdicts.get(step.candidate);
		return candidate === undefined ? [] : [{ step, candidate, ...(verdict === undefined ? {} : { verdict }) }];
	});
	const chosen = new Set(advice.chosen);
	const taken = steps.filter(({ step, candidate }) => step.beyond === undefined && chosen.has(candidate.id));
	const additions = advice.candidates.filter(({ change }) => change === "add");
	return {
		advice,
		taken,
		beyond: steps.filter(({ step }) => step.beyond !== undefined),
		curve: curveOf(taken),
		others: additions.filter(({ id, effects }) => effects.length > 0 && !chosen.has(id)),
		patterns: patternsOf(additions),
		counts: {
			measured: advice.candidates.length,
			paying: additions.filter(({ saved, writeMs }) => saved.low > Math.max(0, writeMs)).length,
			idle: additions.filter(({ effects }) => effects.length === 0).length,
			harmful: additions.filter(({ saved }) => saved.high < 0).length,
		},
	};
}

/** A later index may take over from an earlier one, so that gains add up to what all save together only about. */
function curveOf(taken: readonly Taken[]): AdviceFigures["curve"] {
	const gains = taken
		.filter(({ candidate }) => candidate.change === "add")
		.map(({ step }) => Math.max(0, step.saved.ms));
	const all = gains.reduce((sum, gain) => sum + gain, 0);
	let sum = 0;
	return gains.map((gain, at) => {
		sum += gain;
		return { count: at + 1, pct: all === 0 ? 0 : (100 * sum) / all };
	});
}

function patternsOf(candidates: readonly AdviceCandidate[]): AdviceFigures["patterns"] {
	const counts = new Map<AdvicePattern, number>();
	for (const { pattern } of candidates.flatMap(({ effects }) => effects)) {
		if (pattern !== undefined) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
	}
	return [...counts].map(([pattern, count]) => ({ pattern, count })).toSorted((a, b) => b.count - a.count);
}

/** Strata that a candidate makes faster or slower, those with most weight in it first. */
export function strataOf({ effects }: AdviceCandidate, verdict: "faster" | "slower" | "open") {
	return effects
		.filter((effect) => effect.verdict === verdict)
		.toSorted((a, b) => Math.abs(b.saved.ms) - Math.abs(a.saved.ms));
}
