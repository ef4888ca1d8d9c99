import type { RunRecord } from "../../record/schema.ts";
import { stratumRatios } from "./stratum-ratio.ts";

/** The measure's slug in Bencher; not its own `latency`, which is in nanoseconds. */
const MEASURE = "after-before-ratio";
/** Longest name of a benchmark that Bencher takes. */
const LONGEST_NAME = 1024;

/** Bencher Metric Format: benchmark, then measure, then value with its bounds. Read by Bencher's `json` adapter. */
export function bencherMetrics(record: RunRecord): string {
	const benchmarks = stratumRatios(record).map(({ name, value, interval: [low, high] }) => [
		name.slice(0, LONGEST_NAME),
		{ [MEASURE]: { value, lower_value: low, upper_value: high } },
	]);
	return `${JSON.stringify(Object.fromEntries(benchmarks), null, "\t")}\n`;
}
