import type { Evidence } from "../record/evidence.ts";
import { keysOf, planSignature } from "../record/plan-signature.ts";
import type { StratumReason } from "../record/reasons/stratum-reason.ts";
import { unknownWorkOf, workOf } from "./work-change.ts";

type Arms = Readonly<Record<"before" | "after", Evidence>>;

/** How the plan differs between the arms. */
export function planReason({ before, after }: Arms): StratumReason {
	const [was, is] = [planSignature(before.plan), planSignature(after.plan)];
	return was === is ? { kind: "plan-kept" } : { kind: "plan-changed", before: was, after: is };
}

/** Rows and pages of both arms: a plan that reads fewer rows can still be slower, since it pays by the page too. */
export function workReasons({ before, after }: Arms): readonly StratumReason[] {
	const rows = both(before.rowsExamined, after.rowsExamined);
	const pages = both(before.pageReads, after.pageReads);
	const detour = detourReason({ before, after });
	return [
		...(rows === null && pages === null ? [] : [{ kind: "work-changed" as const, rows, pages }]),
		...(detour === undefined ? [] : [detour]),
	];
}

function both(was: number | null, is: number | null): [number, number] | null {
	return was === null || is === null ? null : [was, is];
}

/** Why evidence cannot weigh the work of a stratum. */
export function unknownReason({ before, after }: Arms): StratumReason {
	return { kind: "work-unknown", why: [...unknownWorkOf(before, after)] };
}

/**
 * Why more work came of it: rows fetched through an index, each with a way of its own to the row, against rows scanned
 * one after another. Undefined where it was not more work.
 */
function detourReason({ before, after }: Arms): StratumReason | undefined {
	const [workBefore, workAfter] = [workOf(before), workOf(after)];
	if (workBefore === undefined || workAfter === undefined || workAfter <= workBefore) return undefined;
	const [was, is] = [readsOf(before), readsOf(after)];
	const through = keysOf(after.plan).filter((key) => !keysOf(before.plan).includes(key));
	return {
		kind: "detour",
		through,
		fetched: [was.fetched, is.fetched],
		scanned: [was.scanned, is.scanned],
		pagesPerRow: [pagesPerRow(before, was), pagesPerRow(after, is)],
		byStatistics: through.length === 0 && planSignature(before.plan) !== planSignature(after.plan),
	};
}

/**
 * Rows by the way they were reached, from the handler counters. Without a key in the plan, what was looked up is a
 * temporary table of the statement's own.
 */
function readsOf(evidence: Evidence): { readonly fetched: number; readonly scanned: number } {
	const reads = (name: string) => evidence.handlers[`Handler_read_${name}`] ?? 0;
	const fetched = reads("key") + reads("next") + reads("prev");
	return { fetched: keysOf(evidence.plan).length === 0 ? 0 : fetched, scanned: reads("rnd_next") };
}

function pagesPerRow({ pageReads }: Evidence, { fetched, scanned }: ReturnType<typeof readsOf>): number {
	return (pageReads ?? 0) / Math.max(1, fetched + scanned);
}
