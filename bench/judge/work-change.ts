import type { Evidence } from "../record/schema.ts";
import { PAGE_READ_NOISE, sameWork } from "./evidence-match.ts";
import { type Arms, isGivenUp } from "./given-up.ts";

/** More or less work than this factor is told apart without a clock; within it, only timing can tell. */
export const DECISIVE_WORK_FACTOR = 2;

/**
 * The work of one execution as a single number: rows examined plus logical page reads. Both cost about a quarter of a
 * microsecond each in scans and lookups on cached data (docs/method.md), so neither alone will do: through an index a
 * server may fetch half the rows and yet read a hundred times the pages.
 * @returns undefined where the server does not tell its page reads.
 */
export function workOf(evidence: Evidence): number | undefined {
	if (evidence.pageReads === null) return undefined;
	const reads = Object.entries(evidence.handlers)
		.filter(([name]) => name.startsWith("Handler_read_"))
		.reduce((sum, [, value]) => sum + value, 0);
	return Math.max(evidence.rowsExamined ?? 0, reads) + evidence.pageReads;
}

/**
 * Work before divided by work after: 2 is half the work.
 * @returns undefined where an arm was given up or the server does not tell its page reads.
 */
export function workFactor(arms: Arms): number | undefined {
	if (isGivenUp(arms)) return undefined;
	const [was, is] = [workOf(arms.before), workOf(arms.after)];
	if (was === undefined || is === undefined) return undefined;
	return Math.max(1, was) / Math.max(1, is);
}

/**
 * The least work that an execution surely does: pages that it may owe to the server's own doings are no work of the
 * query's when it comes to saying that one arm does more.
 */
function sureWorkOf(evidence: Evidence): number {
	const pages = evidence.pageReads ?? 0;
	return (workOf(evidence) ?? 0) - Math.min(pages, PAGE_READ_NOISE);
}

export type WorkVerdict = "same" | "less" | "more" | "alike" | "unknown";

/**
 * Whether the second of two arms does less or more work, by `factor` at least.
 * @returns "alike" within the factor; "unknown" where the server does not tell page reads.
 */
export function workBeyond(before: Evidence, after: Evidence, factor: number): Exclude<WorkVerdict, "same"> {
	const [workBefore, workAfter] = [workOf(before), workOf(after)];
	if (workBefore === undefined || workAfter === undefined) return "unknown";
	const [sureBefore, sureAfter] = [sureWorkOf(before), sureWorkOf(after)];
	if (sureBefore > 0 && workAfter * factor <= sureBefore) return "less";
	return sureAfter > 0 && sureAfter >= workBefore * factor ? "more" : "alike";
}

/** What evidence alone says: the same work, decisively less or more, or too alike for it to tell. */
export function compareWork(before: Evidence, after: Evidence): WorkVerdict {
	return sameWork(before, after) ? "same" : workBeyond(before, after, DECISIVE_WORK_FACTOR);
}
