import type { Key, Scenario, Stratum } from "./suite.ts";

/** Stands for a key of any source while no data is at hand: reads as a number, a text and a list of either. */
export const placeholderKey: Key = Array.from({ length: 16 }, () => "1");

/** A statement as a scenario sends it for one key. */
export interface SampleStatement {
	readonly stratum: Stratum;
	readonly sql: string;
	readonly params: readonly unknown[];
}

/** What each stratum sends for its first constant key, or for a placeholder where keys come from the data. */
export function sampleStatements(scenario: Scenario): readonly SampleStatement[] {
	return scenario.strata.flatMap((stratum) => {
		const key = stratum.keys.by === "constant" ? (stratum.keys.keys[0] ?? []) : placeholderKey;
		return stratum.queries(key).map((query) => ({ stratum, ...query.toSQL() }));
	});
}
