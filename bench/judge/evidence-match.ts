import { planSignature } from "../record/plan-signature.ts";
import type { Evidence } from "../record/schema.ts";

/** Page reads of one execution vary by so many (purge, adaptive hashing), whatever the query does. */
export const PAGE_READ_NOISE = 50;

/** Beyond that noise, only a difference of more than this part is a different way to the rows. */
const PAGE_READ_TOLERANCE = 0.1;

/** Whether the server did the same work: same plan and counters, page reads alike. Results are compared apart. */
export function sameWork(a: Evidence, b: Evidence): boolean {
	if (!samePlanAndCounters(a, b) || !sameSteps(a, b)) return false;
	if (a.pageReads === null || b.pageReads === null) return true;
	const slack = Math.max(PAGE_READ_NOISE, PAGE_READ_TOLERANCE * Math.max(a.pageReads, b.pageReads));
	return Math.abs(a.pageReads - b.pageReads) <= slack;
}

/** Whether every key's plan, and the session counters and rows examined are equal: none varies between executions. */
export function samePlanAndCounters(a: Evidence, b: Evidence): boolean {
	if (planSignature(a.plan) !== planSignature(b.plan)) return false;
	const [others = [], same = []] = [a.keyPlans, b.keyPlans];
	if (others.some((plan, i) => planSignature(plan) !== planSignature(same[i] ?? plan))) return false;
	if (!sameCounters(a.handlers, b.handlers)) return false;
	return a.rowsExamined === null || b.rowsExamined === null || a.rowsExamined === b.rowsExamined;
}

/** Whether the server goes the same way, as far as both tell; an index on an expression may change it where no plan does. */
export function sameSteps(a: Pick<Evidence, "steps">, b: Pick<Evidence, "steps">): boolean {
	return a.steps === undefined || b.steps === undefined || a.steps === b.steps;
}

function sameCounters(a: Evidence["handlers"], b: Evidence["handlers"]): boolean {
	const names = new Set([...Object.keys(a), ...Object.keys(b)]);
	return [...names].every((name) => a[name] === b[name]);
}
