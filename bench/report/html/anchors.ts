import type { StratumFact } from "../summary.ts";

/** An id per stratum for permalinks: made of its scenario's and its own name, the same in every run of a suite. */
export function anchorsOf(facts: readonly StratumFact[]): ReadonlyMap<StratumFact, string> {
	const taken = new Set<string>();
	const anchors = new Map<StratumFact, string>();
	for (const fact of facts) {
		const base =
			fact.key
				.toLowerCase()
				.replace(/[^a-z0-9]+/g, "-")
				.replace(/^-|-$/g, "")
				.slice(0, 80) || "stratum";
		let anchor = base;
		for (let copy = 2; taken.has(anchor); copy += 1) anchor = `${base}-${copy}`;
		taken.add(anchor);
		anchors.set(fact, anchor);
	}
	return anchors;
}
