import { build, type Histogram } from "hdr-histogram-js";

/** A microsecond to a day, three significant digits: no latency is rounded by more than a thousandth. */
const MICROSECONDS_PER_MS = 1000;

/** Records latencies in milliseconds in a High Dynamic Range histogram. */
export interface LatencyHistogram {
	record(ms: number): void;
	add(other: LatencyHistogram): void;
	readonly count: number;
	/** Milliseconds at a percentile in 0..100. */
	at(percentile: number): number;
	readonly max: number;
	readonly counts: Histogram;
}

/** An empty histogram. */
export function latencyHistogram(): LatencyHistogram {
	const counts = build({
		bitBucketSize: 32,
		autoResize: true,
		lowestDiscernibleValue: 1,
		numberOfSignificantValueDigits: 3,
	});
	return {
		counts,
		record: (ms) => counts.recordValue(Math.max(1, Math.round(ms * MICROSECONDS_PER_MS))),
		add: (other) => counts.add(other.counts),
		at: (percentile) => counts.getValueAtPercentile(percentile) / MICROSECONDS_PER_MS,
		get count() {
			return counts.totalCount;
		},
		get max() {
			return counts.maxValue / MICROSECONDS_PER_MS;
		},
	};
}
