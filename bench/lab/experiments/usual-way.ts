import kruskalTest from "@stdlib/stats-kruskal-test";
import ttest2 from "@stdlib/stats-ttest2";
import { Bench } from "tinybench";
import { holmAdjust } from "../../statistics/holm.ts";

/** Times of one arm after the other, milliseconds. */
export interface SequentialSamples {
	readonly before: readonly number[];
	readonly after: readonly number[];
}

/**
 * The usual way to compare two versions of a query: tinybench with its defaults (warm-up, then at least 64 executions
 * and 1 s per task), task by task, so first all of "before", then all of "after".
 */
export async function sampleSequentially(
	before: () => Promise<unknown>,
	after: () => Promise<unknown>,
): Promise<SequentialSamples> {
	const bench = new Bench({ retainSamples: true, throws: true });
	bench.add("before", async () => void (await before()), { async: true });
	bench.add("after", async () => void (await after()), { async: true });
	const [first, second] = (await bench.run()).map(({ result }) =>
		result !== undefined && "latency" in result ? result.latency.samples : undefined,
	);
	if (first === undefined || second === undefined) throw new Error("tinybench returned no samples");
	return { before: [...first], after: [...second] };
}

/** What a test says of one comparison: its p-value and the change of its measure of location. */
export interface TestResult {
	readonly p: number;
	/** after / before; above 1 is slower. */
	readonly ratio: number;
}

/** Welch's t-test of the means. */
export function welch({ before, after }: SequentialSamples): TestResult {
	const result = ttest2([...after], [...before], { variance: "unequal" });
	return { p: result.pValue, ratio: result.xmean / result.ymean };
}

/** Mann-Whitney's test: Kruskal and Wallis's of two groups is the same, with normal approximation and tie correction. */
export function mannWhitney({ before, after }: SequentialSamples): TestResult {
	return { p: kruskalTest([...after], [...before]).pValue, ratio: middle(after) / middle(before) };
}

function middle(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.floor(sorted.length / 2)] ?? 0)) / 2;
}

export type Call = "faster" | "slower" | "no call";

const ALPHA = 0.05;
const THRESHOLD = 1.05;

/** Each comparison on its own: any significant difference is one. */
export function callEach(results: readonly TestResult[]): readonly Call[] {
	return results.map(({ p, ratio }) => (p <= ALPHA ? side(ratio) : "no call"));
}

/** The same test handled with care: Holm's correction over the round, and the change beyond 5 %. */
export function callWithCare(results: readonly TestResult[]): readonly Call[] {
	const adjusted = holmAdjust(results.map(({ p }) => p));
	return results.map(({ ratio }, i) =>
		(adjusted[i] ?? 1) <= ALPHA && Math.max(ratio, 1 / ratio) > THRESHOLD ? side(ratio) : "no call",
	);
}

function side(ratio: number): Call {
	return ratio > 1 ? "slower" : "faster";
}
