import type { RunRecord } from "../../record/schema.ts";
import { stratumRatios } from "./stratum-ratio.ts";

/**
 * Input of github-action-benchmark's tool `customSmallerIsBetter`: a list of name, unit and value, with the interval's
 * half width as `range` and what a tooltip should say as `extra`.
 */
export function smallerIsBetter(record: RunRecord): string {
	const entries = stratumRatios(record).map(({ name, title, stratum, value, interval: [low, high] }) => ({
		name,
		unit: "after/before",
		value,
		range: `± ${Number(((high - low) / 2).toPrecision(3))}`,
		extra: `${title}\n${stratum.verdict}, ${stratum.pairs.length} pairs, [${low.toPrecision(3)}, ${high.toPrecision(3)}]\nrun ${record.runId}`,
	}));
	return `${JSON.stringify(entries, null, "\t")}\n`;
}
