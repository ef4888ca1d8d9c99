import { expect, test } from "vitest";
import type { Candidate } from "../../schema/candidates/candidate.ts";
import { batchesOf } from "./batches.ts";
import type { TableUse } from "./query-shapes.ts";

const candidate = (table: string, ...columns: string[]): Candidate => ({
	change: "add",
	index: { name: columns.join("_"), table, columns },
	origins: [],
});
const use = (scenario: string, table: string, equal: readonly string[], used: readonly string[] = []): TableUse => ({
	table,
	scenario,
	weight: 1,
	equal,
	range: [],
	sorted: [],
	grouped: [],
	filtered: equal,
	used,
});
const names = (batches: readonly (readonly Candidate[])[]) =>
	batches.map((batch) => batch.map(({ index }) => index.name).toSorted());

test("what a hidden index tells of a column cannot reach the plan that another one is shown for", () => {
	const uses = [use("one", "orders", ["customer", "state"], ["total"]), use("two", "lines", ["sku"])];
	const batches = batchesOf(
		[
			candidate("orders", "customer"),
			candidate("orders", "customer", "state"),
			candidate("orders", "state"),
			candidate("orders", "total"),
			candidate("lines", "sku"),
		],
		uses,
		() => 64,
	);
	expect(names(batches)).toEqual([["customer", "customer_state", "sku"], ["state"], ["total"]]);
});

test("a query that joins two tables keeps their candidates apart", () => {
	const uses = [use("join", "orders", ["customer"]), use("join", "lines", ["order"])];
	const batches = batchesOf([candidate("orders", "customer"), candidate("lines", "order")], uses, () => 64);
	expect(names(batches)).toEqual([["customer"], ["order"]]);
});

test("columns that are in no condition tell nothing, so that their candidates go together", () => {
	const uses = [use("one", "orders", ["customer"], ["total", "shop"])];
	const batches = batchesOf([candidate("orders", "total"), candidate("orders", "shop")], uses, () => 64);
	expect(names(batches)).toEqual([["shop", "total"]]);
});

test("no table gets more than it has room for", () => {
	const own = ["a", "b", "c"].map((last) => candidate("orders", "customer", last));
	expect(batchesOf(own, [use("one", "orders", ["customer"])], () => 2).map((batch) => batch.length)).toEqual([2, 1]);
});
