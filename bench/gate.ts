import type { RunRecord } from "./record/schema.ts";

/**
 * Why a run must not pass, one sentence each; an empty list lets it pass. `unresolved` is no reason: a gate that
 * fails on noise gets rerun until it is green.
 */
export function gateFailures(record: RunRecord): readonly string[] {
	const failures: string[] = [];
	if (record.status !== "complete") failures.push(`The run is ${record.status}: what is missing cannot pass.`);
	for (const scenario of record.scenarios) {
		for (const stratum of scenario.strata) {
			if (stratum.verdict === "slower" || stratum.verdict === "invalid") {
				failures.push(`${scenario.id} ${stratum.id} is ${stratum.verdict}: ${stratum.reason}`);
			}
		}
		if (!scenario.baselineMatches)
			failures.push(`${scenario.id}: its baseline is not that of a server without the indexes.`);
	}
	for (const index of record.indexes) {
		if (index.verdict === "drop")
			failures.push(`${index.table}.${index.name} does not earn its keep: ${index.reasons.join(" ")}`);
	}
	return failures;
}
