import type { Connection } from "mysql2/promise";
import { countersMoved, logicalPageReads, rowsExamined } from "../../mysql/counters.ts";
import { execute } from "../../mysql/statement.ts";
import { statementsFor } from "../../scenarios/statements.ts";
import type { Key, Scenario, Stratum } from "../../scenarios/suite.ts";
import type { Evidence } from "../record/schema.ts";
import { digestOf } from "./digest.ts";
import { planOf, plansForKeys, planWarningsOf, stepsOf } from "./plan.ts";

/** Evidence of one stratum in one arm, and what taking it showed on the side. */
export interface EvidenceTaken {
	readonly evidence: Evidence;
	/** Wall time of the quickest execution in milliseconds: for planning the budget, never for a verdict. */
	readonly roughMs: number;
	/** Wall time of the last execution: the machine's pace at another time than the trial's. */
	readonly evidenceMs: number;
	/** Bytes of the result on their way to the client, give or take a few. */
	readonly sentBytes: number;
	/** Whether the same plans and steps stand for the same work in another arm too. */
	readonly shareable: boolean;
}

type Plans = Pick<Evidence, "plan" | "planWarnings" | "keyPlans" | "steps">;

/** Under this, more executions are taken so that the least page count is reached. */
const QUICK_MS = 50;

/**
 * What does not vary between runs: plan, counters, rows examined, page reads and result of the stratum's first key, and
 * the plans of its other keys.
 * The tables have been read before and the plan is taken last: what is in the buffer pool enters the optimizer's costs.
 * Nothing else may run on the server meanwhile, since page reads are counted for all of it.
 */
export async function takeEvidence(
	connection: Connection,
	observer: Connection,
	scenario: Scenario,
	stratum: Stratum,
	keys: readonly Key[],
): Promise<EvidenceTaken> {
	const first = keys[0];
	if (first === undefined) throw new Error(`${scenario.id}/${stratum.id} has no keys`);
	const statements = statementsFor(stratum, first);
	let roughMs = Number.POSITIVE_INFINITY;
	let evidenceMs = 0;
	let pageReads: number | null = null;
	const executeOnce = async () => {
		const pagesBefore = await logicalPageReads(observer);
		const started = performance.now();
		const results = await execute(connection, statements);
		evidenceMs = performance.now() - started;
		roughMs = Math.min(roughMs, evidenceMs);
		const pagesAfter = await logicalPageReads(observer);
		if (pagesBefore !== null && pagesAfter !== null) {
			pageReads = Math.min(pageReads ?? Number.POSITIVE_INFINITY, pagesAfter - pagesBefore);
		}
		return results;
	};
	const { counters, sentBytes, value: results } = await countersMoved(connection, executeOnce);
	const examined = await rowsExamined(connection, statements.length);
	const extra = roughMs < QUICK_MS ? 2 : 0;
	for (let i = 0; i < extra; i++) await executeOnce();
	const { plans, shareable } = await plansNow(connection, stratum, keys);
	return {
		roughMs,
		evidenceMs,
		sentBytes,
		shareable,
		evidence: {
			...plans,
			handlers: counters,
			rowsExamined: examined,
			pageReads,
			digest: digestOf(results, scenario.result),
			resultRows: results.reduce((sum, rows) => sum + rows.length, 0),
		},
	};
}

/**
 * Evidence taken in another arm, with the plans of this one, where the server would do the very same once more: then
 * nothing is run. Plans, also of the other keys, and the steps of the first are compared, estimates left out.
 * @returns undefined where anything differs, or the server does not tell.
 */
export async function sharedEvidence(
	connection: Connection,
	stratum: Stratum,
	keys: readonly Key[],
	taken: EvidenceTaken,
): Promise<EvidenceTaken | undefined> {
	if (!taken.shareable) return undefined;
	const { plans, shareable } = await plansNow(connection, stratum, keys);
	if (!shareable || plansText(plans) !== plansText(taken.evidence)) return undefined;
	const { planWarnings: _, ...evidence } = taken.evidence;
	return { ...taken, evidence: { ...evidence, ...plans } };
}

async function plansNow(
	connection: Connection,
	stratum: Stratum,
	keys: readonly Key[],
): Promise<{ readonly plans: Plans; readonly shareable: boolean }> {
	const statements = statementsFor(stratum, keys[0] ?? []);
	const plan = await planOf(connection, statements);
	const planWarnings = await planWarningsOf(connection, statements);
	const keyPlans = await plansForKeys(connection, stratum, keys.slice(1));
	const steps = await stepsOf(connection, statements);
	return {
		plans: {
			plan,
			...(planWarnings.length === 0 ? {} : { planWarnings }),
			...(keyPlans.length === 0 ? {} : { keyPlans }),
			...(steps === undefined ? {} : { steps: steps.hash }),
		},
		shareable: steps !== undefined && !steps.decidedLater,
	};
}

function plansText({ plan, keyPlans = [], steps }: Plans): string {
	return JSON.stringify([steps, ...[plan, ...keyPlans].map((own) => own.map(({ rows: _, ...step }) => step))]);
}
