import { expect, test } from "vitest";
import { combined, readCheck } from "./limits.ts";

const limits = (sql: string) => {
	const read = readCheck(sql);
	if (read === undefined) return undefined;
	const { columns, ordered } = combined(read);
	return { ...Object.fromEntries(columns), ...(ordered.length === 0 ? {} : { ordered }) };
};

test.each([
	["`total` > 0", { total: { least: 1 } }],
	["(`orders`.`total` >= 0)", { total: { least: 0 } }],
	["0 <= total and total <= 100", { total: { least: 0, most: 100 } }],
	["`age` between 18 and 120 AND `age` < 100", { age: { least: 18, most: 99 } }],
	["(((`kind` in (_utf8mb4'a',_utf8mb4'it''s')) and (`n` >= -(5))))", undefined],
	["`kind` in ('a','it''s')", { kind: { members: ["a", "it's"] } }],
	["`n` in (1,2,3) and n <> 1", { n: { members: ["1", "2", "3"], least: 2 } }],
	["`gone` is null or `gone` >= 5", { gone: { least: 5 } }],
	["`starts` <= `ends`", { ordered: [["starts", "ends"]] }],
	["`ends` > `starts`", { ordered: [["starts", "ends"]] }],
	["name <> ''", {}],
	["char_length(name) > 3", undefined],
	["name regexp '^a'", undefined],
	["n % 2 = 0", undefined],
])("%s", (sql, expected) => {
	expect(limits(sql)).toEqual(expected);
});
