import type { IndexReason, RemedyFact } from "../record/reasons/index-reason.ts";
import type { Attribution, AttributionCandidate } from "../record/studies/attribution.ts";

/** What could be done, or was tried, about a stratum that an index made slower. */
export function remediesOf(
	scenario: string,
	stratum: string,
	attribution: Attribution | undefined,
): readonly RemedyFact[] {
	if (attribution === undefined) return [];
	const tried = attribution.candidates.flatMap((candidate) => outcomeOf(candidate, scenario, stratum) ?? []);
	const suggested = attribution.remedies
		.filter((remedy) => remedy.scenario === scenario)
		.filter(({ index }) => !attribution.candidates.some(({ text }) => text === index))
		.map(({ index, derived }): RemedyFact => ({ kind: "to-measure", index, derived: derived === true }));
	return [...tried, ...suggested];
}

/** What became of a regression with a candidate; undefined where the candidate has nothing to do with it. */
function outcomeOf(candidate: AttributionCandidate, scenario: string, stratum: string): RemedyFact | undefined {
	const of = (one: { scenario: string; stratum: string }) => one.scenario === scenario && one.stratum === stratum;
	if (candidate.failure !== undefined) return undefined;
	if (candidate.untouched.some(of)) return { kind: "untouched", candidate: candidate.text };
	const ways = candidate.effects.find(of)?.ways ?? [];
	const known = ways.flatMap(({ way, repair, state }) =>
		repair === undefined ? [] : [{ way, repair, replaces: [...candidate.replaces], plan: state.plan }],
	);
	const [first, second] = known;
	if (first === undefined) return undefined;
	const outcomes =
		second === undefined || second.plan === first.plan
			? [{ repair: first.repair, replaces: first.replaces }]
			: known.map(({ way, repair, replaces }) => ({ way, repair, replaces }));
	return { kind: "tried", candidate: candidate.text, outcomes };
}

/** How an index interacts with others: one reason for each pair of indexes and kind, with the strata. */
export function interactionsWith(index: string, attribution: Attribution | undefined): readonly IndexReason[] {
	const found = new Map<string, Extract<IndexReason, { kind: "interaction" }>>();
	for (const { indexes, kind, scenario, stratum } of attribution?.interactions ?? []) {
		if (!indexes.includes(index)) continue;
		const key = JSON.stringify([kind, indexes]);
		const known = found.get(key) ?? { kind: "interaction", how: kind, indexes, strata: [] };
		known.strata.push({ scenario, stratum });
		found.set(key, known);
	}
	return [...found.values()];
}
