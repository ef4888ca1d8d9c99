import { expect, test } from "vitest";
import { firstDifference, type NamedResult } from "./compare-results.ts";

const result = (...rows: unknown[][]): readonly NamedResult[] => [{ columns: ["id", "total"], rows }];

test.each([
	["rows in another order, as a set", result([1, "a"], [2, "b"]), result([2, "b"], [1, "a"]), "set", undefined],
	[
		"rows in another order",
		result([1, "a"], [2, "b"]),
		result([2, "b"], [1, "a"]),
		"ordered",
		{ row: 0, column: "id" },
	],
	[
		"sums that differ in their last digits",
		result([1, 718939.3350000015]),
		result([1, 718939.3350000003]),
		"set",
		undefined,
	],
	["a whole sum and one that is nearly so", result([1, 5]), result([1, 5.000000000001]), "set", undefined],
	[
		"sums that differ in the sixth digit",
		result([1, 718939.33]),
		result([1, 718940.33]),
		"set",
		{ row: 0, column: "total" },
	],
	[
		"whole numbers that differ by one",
		result([1, 5_000_000_000]),
		result([1, 5_000_000_001]),
		"set",
		{ column: "total" },
	],
	["decimals, which are exact", result([1, "5.00"]), result([1, "5.01"]), "set", { column: "total" }],
	["a row too few", result([1, "a"], [2, "b"]), result([1, "a"]), "count", { kind: "rows", rows: [2, 1] }],
	["other rows, by count", result([1, "a"]), result([9, "z"]), "count", undefined],
	["null and zero", result([1, null]), result([1, 0]), "set", { column: "total" }],
] as const)("%s", (_, before, after, comparison, difference) => {
	const found = firstDifference(before, after, comparison);
	if (difference === undefined) expect(found).toBeUndefined();
	else expect(found).toMatchObject(difference);
});
