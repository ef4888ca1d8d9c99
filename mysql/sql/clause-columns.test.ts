import { describe, expect, test } from "vitest";
import { clauseColumnsOf } from "./clause-columns.ts";

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
	orders: ["id", "customerId", "status", "placedAt"],
	lines: ["id", "orderId", "productId"],
};
const read = (sql: string) => {
	const { orders, groups, joined, isLimited } = clauseColumnsOf(sql, (table) => COLUMNS[table]);
	const names = (list: typeof joined) =>
		list.map(({ reference, column, descending }) => `${reference.alias}.${column}${descending ? " desc" : ""}`);
	return { orders: orders.map(names), groups: groups.map(names), joined: names(joined), isLimited };
};

describe("what a statement's text says of order, groups and joins", () => {
	test.each([
		["select * from orders order by placedAt desc, id limit 5", ["orders.placedAt desc", "orders.id"]],
		["select * from `orders` `o` order by `o`.`placedAt`, `o`.`status` desc", ["o.placedAt", "o.status desc"]],
		["select * from orders order by `index_impact`.`orders`.`id`", ["orders.id"]],
		["select * from orders order by placedAt, lower(status), id", ["orders.placedAt"]],
		["select * from orders o join lines l on l.orderId = o.id order by o.placedAt, l.id", ["o.placedAt"]],
	])("%s", (sql, order) => {
		expect(read(sql).orders).toEqual([order]);
	});

	test("an expression alone orders by no column", () => {
		expect(read("select * from orders order by lower(status)").orders).toEqual([]);
		expect(read("select *, row_number() over (order by rand()) from orders").orders).toEqual([]);
	});

	test("both sides of a join, and not what is compared with a value", () => {
		const { joined, groups, isLimited } = read(
			"select o.id, count(*) from orders o inner join lines l on l.orderId = o.id where o.status = 'x' group by o.id",
		);
		expect({ joined, groups, isLimited }).toEqual({
			joined: ["l.orderId", "o.id"],
			groups: [["o.id"]],
			isLimited: false,
		});
	});

	test("a correlated subquery joins with the block around it", () => {
		expect(
			read("select * from orders o where exists (select 1 from lines where orderId = o.id limit 1)"),
		).toMatchObject({
			joined: ["lines.orderId", "o.id"],
			isLimited: true,
		});
	});
});
