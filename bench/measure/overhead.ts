import { statementsFor } from "../../scenarios/statements.ts";
import type { MeasuredRun } from "../record/measured.ts";
import { hodgesLehmann } from "../statistics/hodges-lehmann.ts";
import { leastPairs } from "../statistics/precision.ts";
import type { Arm } from "./arms.ts";
import { timedArm } from "./measurement.ts";
import { batchesFor, sampleOf } from "./pairs.ts";
import type { Subject } from "./survey.ts";

const MOST_PAIRS = 60;
const LEVEL = 0.95;
/** A run whose quickest query is slow has no overhead to speak of, and no minutes to spend on it. */
const LIMIT_MS = 5000;

/**
 * What the harness itself adds to a query: the same statements on the same connection, once through the timing kernel
 * and once in a bare mysql2 loop with a clock around it, in random order within each pair.
 * @param subject the quickest there is: on slower work the overhead is smaller still.
 */
export async function measureOverhead(
	target: Arm,
	subject: Subject,
	roughMs: number,
	random: () => number,
): Promise<NonNullable<MeasuredRun["overhead"]>> {
	const key = subject.keys[0] ?? [];
	const statements = statementsFor(subject.stratum, key).map(({ sql, params }) => ({ sql, params: [...params] }));
	const { before: batch } = batchesFor(roughMs, roughMs);
	const bare = async () => {
		await target.enter();
		const started = performance.now();
		for (let i = 0; i < batch; i++) {
			for (const { sql, params } of statements) await target.connection.query({ sql, rowsAsArray: true }, params);
		}
		return (performance.now() - started) / batch;
	};
	const arm = timedArm(target, subject, batch);
	const harness = async () => (await sampleOf(arm, key)).ms;
	const added: number[] = [];
	const started = performance.now();
	const isOver = () => added.length >= leastPairs(LEVEL) && performance.now() - started > LIMIT_MS;
	while (added.length < MOST_PAIRS && !isOver()) {
		const harnessFirst = random() < 0.5;
		const first = harnessFirst ? await harness() : await bare();
		const second = harnessFirst ? await bare() : await harness();
		added.push(harnessFirst ? Math.log(first / second) : Math.log(second / first));
	}
	const { estimate, interval } = hodgesLehmann(added, LEVEL);
	return {
		pct: 100 * Math.expm1(estimate),
		ci: [100 * Math.expm1(interval[0]), 100 * Math.expm1(interval[1])],
		pairs: added.length,
		scenario: subject.scenario.id,
	};
}
