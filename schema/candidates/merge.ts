import { type Candidate, candidateId, type NotTried } from "./candidate.ts";

/** One candidate per index, with all that suggests it. */
export function merged(candidates: readonly Candidate[]): readonly Candidate[] {
	const found = new Map<string, Candidate>();
	for (const candidate of candidates) {
		const id = candidateId(candidate);
		const known = found.get(id);
		const origins = known === undefined ? candidate.origins : [...known.origins, ...candidate.origins];
		found.set(id, { ...(known ?? candidate), origins: distinct(origins) });
	}
	return [...found.values()];
}

function distinct(origins: Candidate["origins"]): Candidate["origins"] {
	return [...new Map(origins.map((origin) => [JSON.stringify(origin), origin])).values()];
}

/**
 * The candidates that are measured where there are too many: what somebody asked for, then what most things suggest, and
 * of these the narrower. The order of the rest is by name, so that two runs take the same.
 */
export function withinLimit(
	candidates: readonly Candidate[],
	limit: number,
): { readonly taken: readonly Candidate[]; readonly notTried: readonly NotTried[] } {
	const ranked = candidates.toSorted(
		(a, b) =>
			rank(a) - rank(b) ||
			b.origins.length - a.origins.length ||
			a.index.columns.length - b.index.columns.length ||
			candidateId(a).localeCompare(candidateId(b)),
	);
	const why = { kind: "beyond-limit", limit } as const;
	return { taken: ranked.slice(0, limit), notTried: ranked.slice(limit).map((left) => ({ ...left, why })) };
}

function rank({ origins }: Candidate): number {
	if (origins.some(({ from }) => from === "asked" || from === "suite" || from === "schema")) return 0;
	return origins.some(({ from }) => from === "query") ? 1 : 2;
}
