import { planSignature } from "../plan-signature.ts";
import type { StratumRecord } from "../record/schema.ts";

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
	return parts.length === 0 ? "" : `${parts.join(", ")}.`;
}

function group(value: number): string {
	return value.toLocaleString("en-US");
}
