import { expect, test } from "vitest";
import { writeCostOf, writtenBy } from "./write-load.ts";

test.each([
	["insert into `orders` (`a`) values (?), (?), (?)", { table: "orders", rows: 3 }],
	["INSERT INTO `shop` . `orders` ( `a` ) VALUES (...)", { table: "orders", rows: 1 }],
	["insert into orders (a) values (f(1, 2), ?) on duplicate key update a = (3)", { table: "orders", rows: 1 }],
	[
		"update `orders` set `status` = ?, total = total + 1 where id = ?",
		{ table: "orders", rows: 1, columns: ["status", "total"] },
	],
	["delete from orders where id = ?", { table: "orders", rows: 1 }],
	["select * from orders", undefined],
])("what a statement writes: %s", (sql, written) => {
	expect(writtenBy(sql)).toEqual(written);
});

test("an index pays for each row, and twice for one of its columns that changes", () => {
	const load = { rows: new Map([["orders", 100]]), updates: new Map([["orders.status", 50]]), isKnown: true };
	const entries = (columns: string[], change: "add" | "drop" = "add") =>
		writeCostOf({ change, index: { name: "x", table: "orders", columns }, origins: [] }, load);
	expect(entries(["total"]).entries).toBe(100);
	expect(entries(["total", "status"]).entries).toBe(200);
	expect(entries(["total"], "drop").ms).toBeLessThan(0);
});

test("of writes that nobody tells, no cost is made up", () => {
	const load = { rows: new Map(), updates: new Map(), isKnown: false };
	expect(writeCostOf({ change: "add", index: { name: "x", table: "t", columns: ["a"] }, origins: [] }, load)).toEqual({
		ms: 0,
		entries: null,
	});
});
