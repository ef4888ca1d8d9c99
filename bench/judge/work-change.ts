import type { Evidence } from "../record/schema.ts";
import { type UnknownWork, WORK_KINDS, type Work } from "../record/work.ts";
import { LEAST_THRESHOLD_PCT, logThreshold } from "../statistics/threshold.ts";
import { countedWork } from "./counted-work.ts";
import { PAGE_READ_NOISE, sameWork } from "./evidence-match.ts";
import { type Arms, isGivenUp } from "./given-up.ts";
import { costsAtLeast, factorBounds, middleOf } from "./work-bounds.ts";

/** So many times the work at every plausible price is told apart without a clock; within it, only timing can tell. */
export const DECISIVE_WORK_FACTOR = 1.05;

/** Microseconds: planning a statement varies by as much, whatever its rows. */
const LEAST_GAP = 20;

/** Of counters alone: they leave conditions, sorts and groups out, which both arms may share or not. */
const DECISIVE_COUNTED_FACTOR = 2;

/**
 * The work of one execution in microseconds, at middle prices: to order states by, not to set beside a clock.
 * @returns undefined where the server does not tell its page reads or the query was given up.
 */
export function workOf(evidence: Evidence): number | undefined {
	if (evidence.timedOutSeconds !== undefined) return undefined;
	if (evidence.work !== undefined) return middleOf(evidence.work);
	return evidence.pageReads === null ? undefined : middleOf(countedWork(evidence));
}

/**
 * Work before divided by work after at middle prices: 2 is half the work.
 * @returns undefined where an arm was given up or its work is not known in full.
 */
export function workFactor(arms: Arms): number | undefined {
	if (isGivenUp(arms)) return undefined;
	if (sameWork(arms.before, arms.after)) return 1;
	const [before, after] = comparableWork(arms.before, arms.after);
	if (isUnknown(before) || isUnknown(after)) return undefined;
	return Math.max(1, middleOf(before)) / Math.max(1, middleOf(after));
}

/** Work before divided by work after, at the prices that make it least and most. */
export function workFactorBounds(arms: Arms): readonly [number, number] {
	return factorBounds(...comparableWork(arms.before, arms.after));
}

/** Microseconds: beside less work than this, what planning with one index more takes is no longer small. */
const LEAST_EVEN_WORK = 2000;

/** Whether both arms do as much within the threshold at every plausible price, and planning is nothing beside it. */
export function isEvenWork(arms: Arms): boolean {
	if (arms.before.work === undefined || arms.after.work === undefined) return false;
	if (compareWork(arms.before, arms.after) !== "alike") return false;
	const [least, most] = workFactorBounds(arms);
	const even = logThreshold(LEAST_THRESHOLD_PCT);
	return Math.log(most) <= even && Math.log(least) >= -even && middleOf(arms.before.work) >= LEAST_EVEN_WORK;
}

export type WorkVerdict = "same" | "less" | "more" | "alike" | "unknown";

/**
 * Whether the second of two arms does less or more work, by `factor` at least at every plausible price.
 * @returns "alike" where some price denies it; "unknown" where either does work that cannot be counted.
 */
export function workBeyond(before: Evidence, after: Evidence, factor: number): Exclude<WorkVerdict, "same"> {
	const [was, is] = comparableWork(before, after);
	if (isUnknown(was) || isUnknown(is)) return "unknown";
	const priced = before.work !== undefined && after.work !== undefined;
	const least = priced ? factor : Math.max(factor, DECISIVE_COUNTED_FACTOR);
	const gap = priced ? LEAST_GAP : 0;
	if (surelyAtLeast(was, is, least, gap)) return "less";
	return surelyAtLeast(is, was, least, gap) ? "more" : "alike";
}

/** What evidence alone says: the same work, surely less or more, too alike for it to tell, or unknown. */
export function compareWork(before: Evidence, after: Evidence): WorkVerdict {
	return sameWork(before, after) ? "same" : workBeyond(before, after, DECISIVE_WORK_FACTOR);
}

/** Whether strata in all, each as often as it weighs, are surely more work after than before, whatever the prices. */
export function isSurelyMore(weighed: readonly { readonly stratum: Arms; readonly weight: number }[]): boolean {
	const arms = weighed.map(({ stratum, weight }) => {
		const [before, after] = comparableWork(stratum.before, stratum.after);
		return { before: timesWork(before, weight), after: timesWork(after, weight) };
	});
	if (arms.some(({ before, after }) => isUnknown(before) || isUnknown(after))) return false;
	const sum = (works: readonly Work[]): Work => ({ parts: addedParts(works) });
	return costsAtLeast(sum(arms.map(({ after }) => after)), sum(arms.map(({ before }) => before)), 1);
}

function timesWork({ parts, ...rest }: Work, weight: number): Work {
	const weighed = Object.entries(parts).map(([kind, [count, low, high]]) => [kind, [count * weight, low, high]]);
	return { ...rest, parts: Object.fromEntries(weighed) };
}

function addedParts(works: readonly Work[]): Work["parts"] {
	const sums: Work["parts"] = {};
	for (const { parts } of works) {
		for (const kind of WORK_KINDS) {
			const part = parts[kind];
			if (part === undefined) continue;
			const [count, low, high] = part;
			const [known, least, most] = sums[kind] ?? [0, low, high];
			sums[kind] = [known + count, Math.min(least, low), Math.max(most, high)];
		}
	}
	return sums;
}

/** Work that was counted the same way in both arms: what only one of them tells is no difference. */
function comparableWork(before: Evidence, after: Evidence): readonly [Work, Work] {
	if (before.work !== undefined && after.work !== undefined) return [before.work, after.work];
	return [countedWork(before), countedWork(after)];
}

/** What keeps the work of two arms from being known. */
export function unknownWorkOf(before: Evidence, after: Evidence): readonly UnknownWork[] {
	return [...new Set(comparableWork(before, after).flatMap(({ unknown = [] }) => unknown))];
}

function isUnknown({ unknown = [] }: Work): boolean {
	return unknown.length > 0;
}

/** Pages that an execution may owe to the server's own doings are no work when it is to be the greater. */
function surelyAtLeast(first: Work, second: Work, factor: number, gap: number): boolean {
	const sure = withoutNoise(first);
	return middleOf(sure) > 0 && costsAtLeast(sure, second, factor, gap);
}

function withoutNoise(work: Work): Work {
	const { page } = work.parts;
	if (page === undefined) return work;
	const [count, low, high] = page;
	return { ...work, parts: { ...work.parts, page: [Math.max(0, count - PAGE_READ_NOISE), low, high] } };
}
