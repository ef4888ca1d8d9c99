import { openHarmOf } from "../../judge/open-harm.ts";
import type { Arms } from "../../measure/arms.ts";
import { allowance } from "../../measure/budget.ts";
import { executionOn } from "../../measure/measurement.ts";
import { plannedPairs, runTrial, type Trial } from "../../measure/trial.ts";
import { hodgesLehmann } from "../../statistics/hodges-lehmann.ts";
import { seededRandom } from "../../statistics/random.ts";
import { CASES_PER_SCHEMA } from "./case-world.ts";
import type { Changed } from "./observation.ts";

const LEVEL = 0.99;
/** A gate's usual seconds of clock, which a suite of so many indexes with their queries shares; what may be worst first. */
const GATE_MS = 20_000 / CASES_PER_SCHEMA;

/** Times, as a gate does, what evidence leaves open and may be worse. */
export async function gate(
	changed: readonly Changed[],
	time: (one: Changed, allowanceMs: number) => Promise<Trial | undefined>,
): Promise<ReadonlyMap<Changed, Trial>> {
	const trials = new Map<Changed, Trial>();
	const waiting = changed
		.flatMap((one) => ({ one, harm: openHarmOf(one) }))
		.filter(({ harm }) => harm !== undefined)
		.toSorted((a, b) => (b.harm ?? 0) - (a.harm ?? 0))
		.map(({ one: { pairMs }, one }) => {
			const leastPairs = plannedPairs({ level: LEVEL, decidedByEvidence: false }, pairMs);
			return { one, cost: { pairMs, leastPairs, decidedByEvidence: false } };
		});
	const started = performance.now();
	for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
		const left = GATE_MS - (performance.now() - started);
		if (next.cost.pairMs * next.cost.leastPairs > left) continue;
		const later = waiting.map(({ cost }) => cost);
		const trial = await time(next.one, Math.min(left, allowance(next.cost, later, left)));
		if (trial !== undefined) trials.set(next.one, trial);
	}
	return trials;
}

export async function timed(
	arms: Arms,
	{ subject, batch, pairMs }: Changed,
	allowanceMs: number,
	name: string,
	signal: AbortSignal,
): Promise<Trial> {
	const arm = (which: "before" | "after") => ({
		enter: arms[which].enter,
		execute: executionOn(arms[which].connection, subject),
		batch: batch[which],
	});
	const plan = { level: LEVEL, threshold: Math.log(1.05), allowanceMs, pairMs, decidedByEvidence: false };
	return runTrial(arm("before"), arm("after"), subject.keys, "count", plan, seededRandom(name), signal);
}

/** Time after over time before, with its interval. */
export function slowdownOf({ pairs }: Trial) {
	const { estimate, interval } = hodgesLehmann(
		pairs.map(([b, a]) => Math.log(a / b)),
		LEVEL,
	);
	return {
		estimate: Math.exp(estimate),
		interval: [Math.exp(interval[0]), Math.exp(interval[1])] as const,
		pairs: pairs.length,
	};
}
