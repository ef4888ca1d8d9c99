import { BenchError } from "../../base/errors.ts";
import type { Scenario } from "../../scenarios/suite.ts";
import type { MeasuredRun } from "../record/measured.ts";

/** One part of a run that is divided over several machines. */
interface ShardOfRun {
	/** In the order of the suite. */
	readonly scenarios: readonly Scenario[];
	readonly shard: NonNullable<MeasuredRun["shard"]>;
}

/**
 * The scenarios of one shard: each goes, whole and in the order of the suite, to the shard with the fewest strata so far.
 * Who knows the suite knows all shards, so that the machines need not talk with each other.
 * @param text "2/4", as the flag takes it. @throws BenchError kind "usage" for more shards than scenarios.
 */
export function shardOf(text: string, scenarios: readonly Scenario[]): ShardOfRun {
	const [index = 0, of = 0] = text.split("/").map(Number);
	if (of > scenarios.length) {
		throw new BenchError(
			"usage",
			`--shard ${text} asks for more parts than there are scenarios to measure, which are ${scenarios.length}.`,
			"Divide the run into fewer parts.",
		);
	}
	const strata = Array<number>(of).fill(0);
	const own = scenarios.filter((scenario) => {
		const fewest = strata.indexOf(Math.min(...strata));
		strata[fewest] = (strata[fewest] ?? 0) + scenario.strata.length;
		return fewest === index - 1;
	});
	const all = strata.reduce((sum, count) => sum + count, 0);
	return { scenarios: own, shard: { index, of, elsewhere: all - (strata[index - 1] ?? 0) } };
}
