import type { RunRecord } from "../../record/schema.ts";
import { claimWords, concentrationWords } from "./claim-words.ts";
import { indexWords } from "./index-words.ts";
import { stratumWords } from "./stratum-words.ts";

/** The record with every `reason` in English beside its `reasons`: what is written for people who read the file. */
export function wordedRecord(record: RunRecord): RunRecord {
	return {
		...record,
		scenarios: record.scenarios.map((scenario) => ({
			...scenario,
			strata: scenario.strata.map((stratum) => ({ ...stratum, reason: stratumWords(stratum) })),
		})),
		indexes: record.indexes.map((index) => ({ ...index, reason: indexWords(index).join(" ") })),
		claims: record.claims.map((claim) => ({ ...claim, reason: claimWords(claim) })),
		...(record.concentration === undefined
			? {}
			: {
					concentration: {
						...record.concentration,
						weighings: Object.fromEntries(
							Object.entries(record.concentration.weighings).map(([name, weighed]) => [
								name,
								{ ...weighed, reason: concentrationWords(weighed) },
							]),
						),
					},
				}),
	};
}
