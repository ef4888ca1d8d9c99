import type { Evidence, IndexId, PlanStep } from "./schema.ts";

/** A plan's identity: how each table is reached and through which key; estimates are left out. */
export function planSignature(plan: readonly PlanStep[]): string {
	return plan.map((step) => `${step.table}:${step.access}:${step.key ?? "-"}`).join(" > ");
}

/** The plans of all keys that evidence speaks of, as signatures. */
export function plansOf({ plan, keyPlans = [] }: Pick<Evidence, "plan" | "keyPlans">): readonly string[] {
	return [plan, ...keyPlans].map(planSignature);
}

/** How a plan reaches its tables, whatever the indexes. */
export function withoutIndexes(plan: readonly PlanStep[]): PlanStep[] {
	return plan.map(({ keys: _, ...step }) => ({ ...step, key: null }));
}

/** The indexes that a plan goes through, each once, as its steps name them. */
export function keysOf(plan: readonly PlanStep[]): readonly string[] {
	return [...new Set(plan.flatMap((step) => keysOfStep(step)))];
}

/**
 * The indexes that one step goes through. Only a merge of indexes has several in its `key`, and then `keys` has them one
 * by one, since the name of an index may have a comma.
 */
export function keysOfStep({ access, key, keys }: PlanStep): readonly string[] {
	if (keys !== undefined) return keys;
	if (key === null) return [];
	return access === "index_merge" ? key.split(",") : [key];
}

/** Whether a step goes through this index. A step whose table could not be told is taken by the name of the index. */
export function stepUses(step: PlanStep, { table, name }: IndexId): boolean {
	return keysOfStep(step).includes(name) && (step.tableName ?? table) === table;
}
