import type { RunRecord, StratumRecord } from "../../record/schema.ts";
import { printableLine } from "../printable.ts";

/**
 * What a tracker follows of a stratum: time after divided by time before, with its interval. Never the times themselves:
 * a tracker compares runs of different machines and days, where a millisecond is not a millisecond, while both arms of
 * one run shared everything. Smaller is better.
 */
export interface StratumRatio {
	/** scenario/stratum: stable between runs. */
	readonly name: string;
	readonly title: string;
	readonly stratum: StratumRecord;
	readonly value: number;
	readonly interval: readonly [number, number];
}

/** The timed strata of a run; invalid ones are left out, since their arms did different things. */
export function stratumRatios(record: RunRecord): readonly StratumRatio[] {
	return record.scenarios.flatMap((scenario) =>
		scenario.strata.flatMap((stratum): StratumRatio[] => {
			const { change } = stratum;
			if (change === undefined || stratum.verdict === "invalid") return [];
			const ratio = (reductionPct: number) => 1 - reductionPct / 100;
			return [
				{
					name: printableLine(`${scenario.id}/${stratum.id}`),
					title: printableLine(scenario.title),
					stratum,
					value: ratio(change.reductionPct),
					interval: [ratio(change.ci[1]), ratio(change.ci[0])],
				},
			];
		}),
	);
}
