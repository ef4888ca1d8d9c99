import { expect, test } from "vitest";
import { holdsLiteral, withoutForeignNames } from "./workload.ts";

test.each([
	["SELECT `a` FROM `t` WHERE `b` IN (...) LIMIT ?", false],
	["SELECT `a` FROM `t1` WHERE `it's` = ?", false],
	["SELECT ? FROM `t` WHERE `a` = 'x'", true],
	["SELECT `a` FROM `t` WHERE `b` = 5", true],
	["SELECT `a` /* note */ FROM `t`", true],
	["SELECT `a` FROM `t` -- note", true],
	["SELECT @ `a`", true],
	['SELECT "a"', true],
	["SELECT x'41'", true],
])("a literal, a comment or a variable in a statement is found: %s", (text, expected) => {
	expect(holdsLiteral(text)).toBe(expected);
});

test("names that are none of the database are replaced, the same by the same, and functions stay", () => {
	const names = new Set(["orders", "id", "total"]);
	expect(
		withoutForeignNames(
			"SELECT `o` . `id` AS `secret` , SUM ( `total` ) FROM `orders` `o` /* , ... */ ORDER BY `secret`",
			names,
		),
	).toBe("SELECT `a1` . `id` AS `a2` , SUM ( `total` ) FROM `orders` `a1` ORDER BY `a2`");
});
