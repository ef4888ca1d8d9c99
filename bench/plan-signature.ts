import type { PlanStep } from "./record/schema.ts";

/** A plan's identity: how each table is reached and through which key; estimates are left out. */
export function planSignature(plan: readonly PlanStep[]): string {
	return plan.map((step) => `${step.table}:${step.access}:${step.key ?? "-"}`).join(" > ");
}
