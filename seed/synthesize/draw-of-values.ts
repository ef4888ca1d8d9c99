import type { ColumnType } from "../../schema/column-type.ts";
import type { ColumnWish } from "./options.ts";
import type { DrawPlan, ValuePlan } from "./plan.ts";
import { zipf } from "./rank-law.ts";
import { FEW_VALUES } from "./text-kind.ts";

/** Skew of kinds and states, where nothing is said. */
const MEMBER_SKEW = 0.7;

/** How often each of a column's values occurs, where no key or reference says it. */
export function drawOfValues(
	{ value, capacity }: { readonly value: ValuePlan; readonly capacity: number },
	{ wish, rows, type }: { readonly wish: ColumnWish; readonly rows: number; readonly type: ColumnType },
): DrawPlan {
	if (wish.values !== undefined) {
		const law = Object.values(wish.values).map((weight) => ({ keys: 1, weight }));
		return { by: "law", law, spread: false };
	}
	const few = value.as === "text" ? FEW_VALUES[value.kind] : undefined;
	const said = wish.distinct ?? few;
	const fits = (distinct: number) => Math.max(1, Math.min(distinct, capacity, 2 ** 31));
	if (value.as === "member") return law(fits(wish.distinct ?? capacity), wish.skew ?? MEMBER_SKEW);
	if (value.as === "bits") return law(fits(said ?? 2 ** Math.min(16, type.length ?? 1)), wish.skew ?? 0);
	if (value.as === "number") return law(fits(said ?? capacity), wish.skew ?? (capacity === 2 ? MEMBER_SKEW : 0));
	// Moments advance with the rows; all other values are as many as there are rows.
	if (said === undefined || value.as === "moment")
		return wish.skew === undefined || value.as === "moment" ? { by: "row" } : law(fits(rows), wish.skew);
	return law(fits(said), wish.skew ?? (few === undefined ? 0 : MEMBER_SKEW));
}

function law(keys: number, skew: number): DrawPlan {
	return { by: "law", law: zipf(keys, skew), spread: true };
}
