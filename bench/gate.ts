import type { RunRecord, StratumRecord } from "./record/schema.ts";
import { workOf } from "./verdict/work-change.ts";
import type { Waiver } from "./waivers.ts";

/** What a gate says of a run: it holds when nothing failed. */
export interface GateResult {
	/** Why the run must not pass, one sentence each. */
	readonly failures: readonly string[];
	/** What would have failed but is accepted, with the reason given. */
	readonly waived: readonly string[];
	/** Waivers that nothing needed: a regression that is gone, or a name that is wrong. */
	readonly unused: readonly Waiver[];
}

/**
 * Judges a run for merging. `unresolved` is no failure: a gate that fails on noise gets rerun until it is green.
 * @param waivers accepted regressions; one that exceeds its bound fails all the same.
 */
export function checkGate(record: RunRecord, waivers: readonly Waiver[] = []): GateResult {
	const failures: string[] = [];
	const waived: string[] = [];
	const used = new Set<Waiver>();
	const fail = (sentence: string, accepted: Waiver | undefined) => {
		if (accepted === undefined) failures.push(sentence);
		else {
			used.add(accepted);
			waived.push(`${sentence} Accepted: ${accepted.reason}`);
		}
	};
	if (record.status !== "complete") failures.push(`The run is ${record.status}: what is missing cannot pass.`);
	for (const scenario of record.scenarios) {
		for (const stratum of scenario.strata) {
			if (stratum.verdict === "invalid") failures.push(`${scenario.id} ${stratum.id} is invalid: ${stratum.reason}`);
			if (stratum.verdict !== "slower") continue;
			const factor = timesWorse(stratum);
			const accepted = waivers.find(
				(waiver) =>
					"scenario" in waiver &&
					waiver.scenario === scenario.id &&
					(waiver.stratum === undefined || waiver.stratum === stratum.id) &&
					factor <= waiver.atMost,
			);
			fail(`${scenario.id} ${stratum.id} is slower (${factor.toFixed(1)}x): ${stratum.reason}`, accepted);
		}
	}
	for (const index of record.indexes) {
		if (index.verdict !== "drop") continue;
		const accepted = waivers.find((waiver) => "index" in waiver && waiver.index === index.name);
		fail(`${index.table}.${index.name} does not earn its keep: ${index.reasons.join(" ")}`, accepted);
	}
	return { failures, waived, unused: waivers.filter((waiver) => !used.has(waiver)) };
}

/** How many times slower; without timing, how many times the rows and pages. */
function timesWorse({ change, before, after }: StratumRecord): number {
	if (change !== undefined) return 1 / change.factor;
	return (workOf(after) ?? 0) / Math.max(1, workOf(before) ?? 0);
}
