import { expect, test } from "vitest";
import { model } from "../../schema/audit/fixtures/model.ts";
import { candidateId } from "../../schema/candidates/candidate.ts";
import { candidatesOfUses, type TableUse } from "./query-shapes.ts";

const { tables } = model({
	orders: { columns: { id: "int", customer: "int", state: "int", placed: "int", cents: "int", shop: "int" } },
});
const use = (own: Partial<TableUse>): TableUse => ({
	table: "orders",
	scenario: "one",
	weight: 1,
	equal: [],
	range: [],
	sorted: [],
	grouped: [],
	filtered: [],
	used: [],
	...own,
});
const idsOf = (...uses: readonly TableUse[]) => [...new Set(candidatesOfUses(uses, tables).map(candidateId))];

test("equalities come first, then one bound or the order, then what else is read", () => {
	const ids = idsOf(
		use({
			equal: ["customer"],
			range: ["placed"],
			sorted: [{ column: "cents", descending: true }],
			filtered: ["customer", "placed"],
			used: ["customer", "placed", "cents", "shop"],
		}),
	);
	for (const id of [
		"+orders(customer)",
		"+orders(customer, placed)",
		"+orders(customer, cents)",
		"+orders(customer, placed, cents, shop)",
	]) {
		expect(ids).toContain(id);
	}
});

test("queries that compare the same columns get them in one order, so that one index serves both", () => {
	const often = use({ scenario: "often", weight: 100, equal: ["state"] });
	const both = use({
		equal: ["customer", "state"],
		filtered: ["customer", "state"],
		used: ["customer", "state", "cents"],
	});
	const first = (...uses: readonly TableUse[]) =>
		candidatesOfUses(uses, tables).find(
			({ index, origins }) =>
				index.columns.length === 2 && origins.some((origin) => origin.from === "query" && origin.shape === "equality"),
		)?.index.columns;
	expect(first(often, both)).toEqual(["state", "customer"]);
	expect(first(both)).toEqual(["customer", "state"]);
});

test("directions that differ are kept, those that all turn round are not", () => {
	const sorted = (...descending: readonly boolean[]) =>
		idsOf(
			use({
				sorted: [
					{ column: "placed", descending: descending[0] ?? false },
					{ column: "cents", descending: descending[1] ?? false },
				],
			}),
		);
	expect(sorted(true, true)).toContain("+orders(placed, cents)");
	expect(sorted(false, true)).toContain("+orders(placed, cents desc)");
});

test("nothing begins with the primary key, and nothing names it at its end", () => {
	const ids = idsOf(
		use({ equal: ["id"], used: ["id", "cents"], filtered: ["id"] }),
		use({ equal: ["customer"], sorted: [{ column: "id", descending: false }], used: ["id"], filtered: ["customer"] }),
	);
	expect(ids).toEqual(["+orders(customer)"]);
});
