import type { Concurrency } from "../../record/studies/locks.ts";
import { hodgesLehmann } from "../../statistics/hodges-lehmann.ts";

const LEVEL = 0.95;

/**
 * How many times as many executions per second there are with the indexes, from rounds that each have a slice of both.
 * A slice in which nothing got done counts as half an execution: the factor then says less than the truth.
 */
export function throughputOf(rounds: Concurrency["rounds"]): Concurrency["throughput"] {
	const rate = ({ done, seconds }: { done: number; seconds: number }) => Math.max(done, 0.5) / seconds;
	const ratios = rounds.map(({ absent, present }) => Math.log(rate(present)) - Math.log(rate(absent)));
	const found = hodgesLehmann(ratios, LEVEL);
	return {
		factor: Math.exp(found.estimate),
		ci: [Math.exp(found.interval[0]), Math.exp(found.interval[1])],
		level: found.reachable ? LEVEL : found.level,
		method: found.method,
	};
}
