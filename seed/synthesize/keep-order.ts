import { BenchError } from "../../base/errors.ts";
import type { ColumnPlan } from "./plan.ts";

/**
 * Moves the values of columns that a check compares with each other apart: of moments by more than a row's shift, of numbers
 * into the two halves of their span.
 * @throws BenchError for columns of other kinds.
 */
export function keepOrder(
	columns: readonly ColumnPlan[],
	ordered: readonly (readonly [string, string])[],
	rows: number,
): readonly ColumnPlan[] {
	const plans = new Map(columns.map((column) => [column.name, column]));
	for (const [lesser, greater] of ordered) {
		const [low, high] = [plans.get(lesser), plans.get(greater)];
		if (low === undefined || high === undefined) continue;
		const [a, b] = [low.value, high.value];
		if (a.as === "moment" && b.as === "moment" && a.form === b.form && (a.form === "date" || a.form === "datetime")) {
			const apart = Math.ceil((b.to - b.from) / Math.max(1, rows)) + 1;
			plans.set(lesser, { ...low, draw: { by: "row" }, value: { ...a, shiftDays: 0 } });
			const later = { ...b, from: a.from + apart, to: a.to + apart };
			plans.set(greater, { ...high, draw: { by: "row" }, value: later });
		} else if (a.as === "amount" && b.as === "amount") {
			const middle = (Math.max(a.from, b.from) + Math.min(a.to, b.to)) / 2;
			plans.set(lesser, { ...low, value: { ...a, to: middle } });
			plans.set(greater, { ...high, value: { ...b, from: middle } });
		} else if (a.as === "number" && b.as === "number" && low.draw.by === "law") {
			// Above all that the first can be.
			const keys = low.draw.law.reduce((sum, bucket) => sum + bucket.keys, 0);
			plans.set(greater, { ...high, value: { ...b, from: a.from + a.step * keys } });
		} else {
			throw new BenchError(
				"usage",
				`A check compares ${lesser} and ${greater}, whose values cannot be put in order.`,
				"Write a generator of your own for their table.",
			);
		}
	}
	return columns.map((column) => plans.get(column.name) ?? column);
}
