import type { IndexId } from "../record/schema.ts";
import type { Attribution } from "../record/studies/attribution.ts";
import type { AnsweredStratum } from "./strata-of-index.ts";

/**
 * The measured candidate that is better than an index: in its place every stratum that the index made worse is repaired,
 * and none is worse or open. Undefined where there is none.
 */
export function replacementOf(
	{ name, table }: IndexId,
	worse: readonly AnsweredStratum[],
	attribution: Attribution | undefined,
): string | undefined {
	const better = (attribution?.candidates ?? []).find((candidate) => {
		const { failure, replaces, worseInPlace, openInPlace = [], effects } = candidate;
		if (failure !== undefined || candidate.table !== table || !replaces.includes(name)) return false;
		if (worseInPlace.length + openInPlace.length > 0) return false;
		return worse.every(({ scenario, stratum }) =>
			effects
				.find((one) => one.scenario === scenario.id && one.stratum === stratum.id)
				?.ways.some(({ way, repair }) => way === "in-place" && repair === "repaired"),
		);
	});
	return better?.text;
}
