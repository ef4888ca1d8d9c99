import type { AdvicePattern } from "../record/advice/schema.ts";
import type { PlanStep } from "../record/evidence.ts";

/**
 * How a plan that got worse went wrong, by what it and the one before have in common. The patterns are those that index
 * tuning is known for: an order that ends early no more, a busy key, an index that held all that was read, another table
 * first.
 */
export function patternOf(before: readonly PlanStep[], after: readonly PlanStep[], isLimited: boolean): AdvicePattern {
	const order = (plan: readonly PlanStep[]) => plan.map(({ table }) => table).join(" > ");
	if (order(before) !== order(after)) return "join-order";
	const changed = before.map((was, at) => ({ was, is: after[at] ?? was }));
	const has = (step: PlanStep, word: string) => (step.extra ?? "").includes(word);
	const other = changed.filter(({ was, is }) => was.key !== is.key || was.access !== is.access);
	if (isLimited && sorts(before) !== sorts(after)) return "order-limit";
	if (other.some(({ was, is }) => has(was, "Using index") && !has(was, "condition") && !has(is, "Using index")))
		return "covering-lost";
	if (other.some(({ is }) => ["ref", "range", "index_merge", "ref_or_null"].includes(is.access))) return "busy-key";
	if (isLimited && other.some(({ is }) => is.access === "index")) return "order-limit";
	return "other";
}

function sorts(plan: readonly PlanStep[]): boolean {
	return plan.some(({ extra = "" }) => extra.includes("filesort"));
}
