import { expect, test } from "vitest";
import { type Placeholder, placeholdersOf } from "./placeholders.ts";

const TABLES: Readonly<Record<string, readonly string[]>> = {
	orders: ["id", "customer_id", "status", "created_at", "total"],
	customers: ["id", "email", "name"],
	"odd table": ["a`b", "select"],
};

function met(sql: string): readonly string[] {
	return placeholdersOf(sql, (table) => TABLES[table]).map(say);
}

function say(one: Placeholder): string {
	if (one.kind !== "compared") return one.kind;
	const list = one.list === undefined ? "" : `#${one.list}`;
	return `${one.comparison}${list} ${one.reference.alias}:${one.reference.table}.${one.column ?? one.expression}`;
}

test.each<[string, readonly string[]]>([
	["select * from orders where customer_id = ?", ["equal orders:orders.customer_id"]],
	[
		"select `o`.`id` from `orders` `o` inner join `customers` as `c` on `o`.`customer_id` = `c`.`id` where (`c`.`email` = ? and `o`.`status` in (?, ?)) order by `o`.`id` desc limit ? offset ?",
		["equal c:customers.email", "in#0 o:orders.status", "in#0 o:orders.status", "limit", "offset"],
	],
	[
		"select 1 from orders o where o.created_at between ? and ? and ? < o.total",
		["between-low o:orders.created_at", "between-high o:orders.created_at", "greater o:orders.total"],
	],
	[
		"select 1 from orders where total >= ? and status <> ?",
		["greater orders:orders.total", "unequal orders:orders.status"],
	],
	["select 1 from customers where lower(email) = ?", ["equal customers:customers.lower(`email`)"]],
	["select 1 from customers where name like ? limit ?, ?", ["like customers:customers.name", "offset", "limit"]],
	[
		"select 1 from `odd table` where `odd table`.`a``b` = ? and `select` = ?",
		["equal odd table:odd table.a`b", "equal odd table:odd table.select"],
	],
	[
		"select 1 from customers c where exists (select 1 from orders where orders.customer_id = c.id and total > ?) and c.name = ?",
		["greater orders:orders.total", "equal c:customers.name"],
	],
	["select 1 from customers, orders o where o.status = ?", ["equal o:orders.status"]],
	["select '?', \"?\" /* ? */ from orders -- ?\n where id = ?", ["equal orders:orders.id"]],
	["select 1 from orders where total + ? > 3", ["unknown"]],
	["select 1 from elsewhere where x = ?", ["unknown"]],
	[
		"select 1 from orders where customer_id not in (?) and status not like ?",
		["in#0 orders:orders.customer_id", "like orders:orders.status"],
	],
])("%s", (sql, expected) => {
	expect(met(sql)).toEqual(expected);
});
