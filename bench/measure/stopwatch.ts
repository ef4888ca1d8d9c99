import { Bench } from "tinybench";

/**
 * Times one execution with tinybench as the kernel; everything it does around it is outside the timed window.
 * One Bench per execution because tinybench runs task by task and sorts its samples: pairs need their order.
 * @returns milliseconds and what the work returned.
 * @throws whatever the work throws.
 */
export async function timeOnce<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
	const outcome: { value?: T } = {};
	const bench = new Bench({ time: 0, iterations: 1, warmup: false, retainSamples: true, throws: true });
	bench.add(
		"execution",
		async () => {
			outcome.value = await work();
		},
		{ async: true },
	);
	const [task] = await bench.run();
	const result = task?.result;
	const ms = result !== undefined && "latency" in result ? result.latency.samples?.[0] : undefined;
	if (ms === undefined || !("value" in outcome)) throw new Error("tinybench returned no sample");
	return { ms, value: outcome.value as T };
}
