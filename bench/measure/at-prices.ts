import type { MeasuredStratum } from "../record/measured.ts";
import type { Prices } from "../record/work.ts";

/** The same work at the prices of another server: what was counted stays, what it costs is that server's affair. */
export function atPrices(strata: readonly MeasuredStratum[], prices: Prices): MeasuredStratum[] {
	const priced = <E extends MeasuredStratum["before"]>(evidence: E): E => {
		if (evidence.work === undefined) return evidence;
		const parts = Object.fromEntries(
			Object.entries(evidence.work.parts).map(([kind, [count, low, high]]) => {
				const price = prices[kind as keyof Prices];
				return [kind, price === undefined ? [count, low, high] : [count, ...price]];
			}),
		);
		return { ...evidence, work: { ...evidence.work, parts } };
	};
	return strata.map((stratum) => ({ ...stratum, before: priced(stratum.before), after: priced(stratum.after) }));
}
