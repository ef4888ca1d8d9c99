import type { Attribution, AttributionCandidate, AttributionWay } from "../record/studies/attribution.ts";

/** What could be done, or was tried, about a stratum that an index made slower; one sentence each. */
export function describeRemedies(
	scenario: string,
	stratum: string,
	attribution: Attribution | undefined,
): readonly string[] {
	if (attribution === undefined) return [];
	const tried = attribution.candidates.flatMap((candidate) => {
		const outcome = outcomeOf(candidate, scenario, stratum);
		return outcome === undefined ? [] : [`Tried ${candidate.text}: ${outcome}.`];
	});
	const suggested = attribution.remedies
		.filter((remedy) => remedy.scenario === scenario)
		.filter(({ index }) => !attribution.candidates.some(({ text }) => text === index))
		.map(({ index, derived }) =>
			derived === true
				? `A remedy to measure, made of the columns that its statements use: --try "${index}".`
				: `A remedy to measure: --try "${index}".`,
		);
	return [...tried, ...suggested];
}

/** What became of a regression with a candidate, in words; undefined where the candidate has nothing to do with it. */
function outcomeOf(candidate: AttributionCandidate, scenario: string, stratum: string): string | undefined {
	const of = (one: { scenario: string; stratum: string }) => one.scenario === scenario && one.stratum === stratum;
	if (candidate.failure !== undefined) return undefined;
	if (candidate.untouched.some(of)) return "its plan does not use it";
	const ways = candidate.effects.find(of)?.ways ?? [];
	const outcomes = ways.flatMap(({ way, repair, state }) =>
		repair === undefined ? [] : [{ where: wayWords(way, candidate), plan: state.plan, outcome: repairWords(repair) }],
	);
	const [first, second] = outcomes;
	if (first === undefined) return undefined;
	if (second?.plan === first.plan) return first.outcome;
	return outcomes.map(({ where, outcome }) => `${where} ${outcome}`).join("; ");
}

/** Where a candidate stands. */
export function wayWords(way: AttributionWay["way"], { replaces }: Pick<AttributionCandidate, "replaces">): string {
	return way === "beside" ? "beside the others" : `in the place of ${replaces.join(", ")}`;
}

/** How a stratum fares that the indexes under test made slower. */
export function repairWords(repair: NonNullable<AttributionWay["repair"]>): string {
	switch (repair) {
		case "repaired":
			return "no slower than without any index";
		case "eased":
			return "less slow, but still slower than without any index";
		case "not-repaired":
			return "as slow as before";
		case "unresolved":
			return "it is open whether it is repaired";
	}
}

/** How an index interacts with others; one sentence for each pair of indexes and kind, with the strata. */
export function interactionsWith(index: string, attribution: Attribution | undefined): readonly string[] {
	const found = new Map<string, string[]>();
	for (const { indexes, statement, scenario, stratum } of attribution?.interactions ?? []) {
		if (!indexes.includes(index)) continue;
		found.set(statement, [...(found.get(statement) ?? []), `${scenario} ${stratum}`]);
	}
	return [...found].map(([statement, strata]) => `${strata.join(", ")}: ${statement}`);
}
