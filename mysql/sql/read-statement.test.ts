import fc from "fast-check";
import { expect, test } from "vitest";
import { unknownTableIn, whyNoRead } from "./read-statement.ts";

test.each([
	"select 1",
	" (select 1) union (select 2)",
	"with `x` as (select 1) select * from `x`",
	"select 'a; delete from b', \"for update\", `into`, 1 -- ; drop table x\n from `orders`;",
	"/* update */ select /*+ SET_VAR(x=1) */ `update` from `delete` # for share",
	"select 'it''s \\'; delete' from `orders`",
])("%s is a read", (sql) => {
	expect(whyNoRead(sql)).toBeUndefined();
});

test.each([
	["update `orders` set `day` = 1", "sends: update"],
	["select 1; delete from `orders`", "several statements"],
	["select ''; delete from `orders` -- '", "several statements"],
	["with `x` as (select 1) update `orders` set `day` = 1", "changes rows"],
	["select * from `orders` for update", "locks"],
	["select * from `orders` FOR  SHARE skip locked", "locks"],
	["select * from `orders` lock in share mode", "locks"],
	["select * from `orders` into outfile '/tmp/x'", "elsewhere"],
	["select 1 into @x", "elsewhere"],
	["/*! delete from `orders` */", "sends"],
	["-- select\ntruncate `orders`", "sends"],
	["call change_everything()", "sends"],
])("%s is none: it %s", (sql, why) => {
	expect(whyNoRead(sql)).toContain(why);
});

test("no text in a literal, name or comment makes a read of a write or a write of a read", () => {
	const text = fc.string({
		unit: fc.constantFrom("select ", "delete ", ";", "--", "/*", "#", "'", '"', "x", " for update", "\\", "\n"),
	});
	fc.assert(
		fc.property(text, text, text, (literal, name, comment) => {
			const quoted = `'${literal.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
			const dressed = `/*${comment.replaceAll("*/", "")} */ ${"%"} ${quoted}, \`${name.replaceAll("`", "")}x\` from \`t\``;
			expect(whyNoRead(dressed.replace("%", () => "select"))).toBeUndefined();
			expect(whyNoRead(dressed.replace("%", () => "delete"))).toContain("sends");
		}),
	);
});

test("tables that a statement speaks of are known, or the first that is not is named", () => {
	const known = new Set(["orders", "clients", "day"]);
	const unknown = (sql: string) => unknownTableIn(sql, known);
	expect(unknown("select `a` from `orders` left join `clients` on 1 where 'from `x`' = ''")).toBeUndefined();
	expect(
		unknown("with `recent` as (select 1), `old` (`n`) as (select 2) select * from `recent` join `old`"),
	).toBeUndefined();
	expect(unknown("select extract(year from `day`) from `orders`")).toBeUndefined();
	expect(unknown("select 1 from (select 1 from `invoices`) `x`")).toBe("invoices");
	expect(unknown("insert into `payments` values (1)")).toBe("payments");
	expect(unknown("update `debts` set `a` = 1")).toBe("debts");
});
