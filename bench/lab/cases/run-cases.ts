import type { Connect } from "../../../mysql/connect.ts";
import { openArms } from "../../measure/arms.ts";
import { calibratePrices } from "../../measure/work-prices.ts";
import { type CaseFindings, findingsOf, type JudgedCase } from "./case-findings.ts";
import { CASES_PER_SCHEMA, caseOf, makeWorld, type World } from "./case-world.ts";
import type { Observation } from "./observation.ts";
import { observeCase, type RefusedQuery } from "./observe-case.ts";

/** Which cases to run. */
export interface CaseRun {
	readonly seed: number;
	/** Numbers of the cases, ascending. */
	readonly numbers: readonly number[];
	readonly queryTimeoutMs: number;
}

/**
 * Runs random cases one after another on one server and sets what evidence and gate say of each beside the clock.
 * @param connect to an empty database that is the run's own.
 * @param onCase is told after each case.
 */
export async function runCases(
	connect: Connect,
	{ seed, numbers, queryTimeoutMs }: CaseRun,
	signal: AbortSignal,
	onCase: (done: number, seen: readonly Observation[]) => void = () => {},
): Promise<{ readonly findings: CaseFindings; readonly observations: readonly Observation[] }> {
	const arms = await openArms(connect, "timed", signal, queryTimeoutMs);
	const observations: Observation[] = [];
	const refused: RefusedQuery[] = [];
	const judged: JudgedCase[] = [];
	try {
		await arms.observer.query("SET SESSION cte_max_recursion_depth = 1000000");
		const prices = await calibratePrices(arms.observer);
		let world: World | undefined;
		let made: number | undefined;
		for (const [done, number] of numbers.entries()) {
			const schema = Math.floor(number / CASES_PER_SCHEMA);
			if (world === undefined || schema !== made) {
				world = await makeWorld(arms.observer, seed, number);
				made = schema;
			}
			const one = caseOf(world, seed, number);
			const found = await observeCase(arms, one, prices, seed, signal);
			observations.push(...found.queries);
			refused.push(...found.refused);
			const { judgement } = found;
			if (judgement !== undefined) {
				judged.push({ case: number, index: `${one.index.table}(${one.index.parts})`, judgement });
			}
			onCase(done + 1, observations);
		}
	} finally {
		await arms.close();
	}
	return { findings: findingsOf(numbers.length, observations, judged, refused, seed), observations };
}
