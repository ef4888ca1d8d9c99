import type { Evidence, PlanStep } from "./schema.ts";

/** A plan's identity: how each table is reached and through which key; estimates are left out. */
export function planSignature(plan: readonly PlanStep[]): string {
	return plan.map((step) => `${step.table}:${step.access}:${step.key ?? "-"}`).join(" > ");
}

/** The plans of all keys that evidence speaks of, as signatures. */
export function plansOf({ plan, keyPlans = [] }: Pick<Evidence, "plan" | "keyPlans">): readonly string[] {
	return [planSignature(plan), ...keyPlans];
}

/** The indexes that a plan goes through, from its signature. */
export function indexesIn(signature: string): readonly string[] {
	return signature.split(" > ").flatMap((step) => step.slice(step.lastIndexOf(":") + 1).split(","));
}

/** How a plan reaches its tables, whatever the keys, from its signature. */
export function withoutIndexes(signature: string): string {
	return signature.replaceAll(/:[^:>]*(?= > |$)/g, ":-");
}
