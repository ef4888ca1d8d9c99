import { Bench } from "tinybench";

/** A task that is timed: milliseconds of each of its executions, in no order, and what the last one returned. */
export interface Timed<T> {
	readonly samples: readonly number[];
	readonly value: T;
}

/**
 * Times so many executions of the work with tinybench as the kernel, as iterations of one task; everything it does around
 * them is outside the timed windows. Tinybench sorts a task's samples, so whatever needs their order times one by one.
 * @throws whatever the work throws.
 */
export async function timeBatch<T>(work: () => Promise<T>, executions: number): Promise<Timed<T>> {
	const outcome: { value?: T } = {};
	const bench = new Bench({ time: 0, iterations: executions, warmup: false, retainSamples: true, throws: true });
	bench.add(
		"execution",
		async () => {
			outcome.value = await work();
		},
		{ async: true },
	);
	const [task] = await bench.run();
	const result = task?.result;
	const samples = result !== undefined && "latency" in result ? (result.latency.samples ?? []) : [];
	if (samples.length !== executions || !("value" in outcome)) {
		throw new Error(`tinybench returned ${samples.length} samples of ${executions} executions`);
	}
	return { samples: [...samples], value: outcome.value as T };
}

/** Times one execution. @returns milliseconds and what the work returned. @throws whatever the work throws. */
export async function timeOnce<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
	const { samples, value } = await timeBatch(work, 1);
	return { ms: samples[0] ?? Number.NaN, value };
}
