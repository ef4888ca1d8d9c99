import { planSignature } from "../record/plan-signature.ts";
import type { Evidence, StratumRecord } from "../record/schema.ts";
import type { UnknownWork } from "../record/work.ts";
import { unknownWorkOf, workOf } from "./work-change.ts";

type Arms = Pick<StratumRecord, "before" | "after">;

/** How the plan differs between the arms, in one sentence. */
export function describePlanChange({ before, after }: Arms): string {
	if (planSignature(before.plan) === planSignature(after.plan)) return "Same plan, other counters.";
	return `Plan changes from ${planSignature(before.plan)} to ${planSignature(after.plan)}.`;
}

/** Rows and pages of both arms: a plan that reads fewer rows can still be slower, since it pays by the page too. */
export function describeWorkChange({ before, after }: Arms): string {
	const parts: string[] = [];
	if (before.rowsExamined !== null && after.rowsExamined !== null) {
		parts.push(`${group(before.rowsExamined)} rows examined become ${group(after.rowsExamined)}`);
	}
	if (before.pageReads !== null && after.pageReads !== null) {
		parts.push(`${group(before.pageReads)} page reads become ${group(after.pageReads)}`);
	}
	const change = parts.length === 0 ? "" : `${parts.join(", ")}.`;
	return [change, describeDetour({ before, after })].filter((sentence) => sentence !== "").join(" ");
}

const UNKNOWN: Readonly<Record<UnknownWork, string>> = {
	"engine-counted-rows": "the engine counts rows by itself",
	"disk-temporary-table": "a temporary table goes to disk",
	"merged-sort": "a sort goes to disk",
	"full-text": "a full-text index is searched",
	"stored-function": "a stored function runs for every row",
	"slow-function": "a function that may take any time runs for every row",
	"disk-read": "pages come from disk",
	spatial: "a spatial index is searched",
	"not-told": "part of the work is in no counter of this server",
};

/** Why evidence cannot weigh the work of a stratum, in one sentence. */
export function describeUnknownWork({ before, after }: Arms): string {
	const reasons = unknownWorkOf(before, after).map((reason) => UNKNOWN[reason]);
	return `The work cannot be counted: ${reasons.join("; ")}. Only timing can tell.`;
}

/**
 * Why more work came of it: rows fetched through an index, each with a way of its own to the row, against rows scanned
 * one after another. Empty where it was not more work.
 */
function describeDetour({ before, after }: Arms): string {
	const [workBefore, workAfter] = [workOf(before), workOf(after)];
	if (workBefore === undefined || workAfter === undefined || workAfter <= workBefore) return "";
	const [was, is] = [readsOf(before), readsOf(after)];
	const taken = keysOf(after).filter((key) => !keysOf(before).includes(key));
	const through = taken.length === 0 ? "an index" : taken.join(", ");
	const rows = `${group(is.fetched)} rows fetched through ${through}${is.scanned > 1 ? ` and ${group(is.scanned)} scanned` : ""}`;
	const earlier = [
		...(was.scanned > 1 ? [`${group(was.scanned)} scanned`] : []),
		...(was.fetched > 1 ? [`${group(was.fetched)} fetched through an index`] : []),
	].join(" and ");
	const pages = `${pagesPerRow(after, is)} page reads a row against ${pagesPerRow(before, was)}`;
	const reordered = taken.length === 0 && planSignature(before.plan) !== planSignature(after.plan);
	const hint = reordered ? " The plan goes through no other index than before: statistics alone changed it." : "";
	return `${rows}, against ${earlier} before: ${pages}.${hint}`;
}

/**
 * Rows by the way they were reached, from the handler counters. Without a key in the plan, what was looked up is a
 * temporary table of the statement's own.
 */
function readsOf(evidence: Evidence): { readonly fetched: number; readonly scanned: number } {
	const reads = (name: string) => evidence.handlers[`Handler_read_${name}`] ?? 0;
	const fetched = reads("key") + reads("next") + reads("prev");
	return { fetched: keysOf(evidence).length === 0 ? 0 : fetched, scanned: reads("rnd_next") };
}

function keysOf({ plan }: Evidence): readonly string[] {
	return [...new Set(plan.flatMap(({ key }) => key?.split(",") ?? []))];
}

function pagesPerRow({ pageReads }: Evidence, { fetched, scanned }: ReturnType<typeof readsOf>): string {
	const pages = (pageReads ?? 0) / Math.max(1, fetched + scanned);
	return pages.toFixed(pages < 0.1 ? 2 : 1);
}

function group(value: number): string {
	return value.toLocaleString("en-US");
}
