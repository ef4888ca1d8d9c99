import { describe, expect, test } from "vitest";
import type { ColumnUse } from "../../../mysql/sql/explained-columns.ts";
import { extendedColumns, sortColumns } from "./derived-remedy.ts";

const use = (change: Partial<ColumnUse>): ColumnUse => ({
	table: "t",
	used: [],
	equal: [],
	range: [],
	filtered: [],
	...change,
});
const columns = ["id", "owner", "state", "due", "cents", "note", "a", "b", "c", "d"];
const facts = { primary: ["id"], bytes: new Map(columns.map((name) => [name, name === "note" ? 2000 : 8])) };

describe("an index extended for the statements that it makes slower", () => {
	test("keeps its own columns first, then equalities, bounds and other filters, then all that is read", () => {
		const statement = use({
			used: ["cents", "id", "due", "a", "state", "owner"],
			equal: ["state", "owner"],
			range: ["due"],
			filtered: ["due", "a", "state", "owner"],
		});
		expect(extendedColumns(["owner"], [statement], [], facts)).toEqual(["owner", "state", "due", "a", "cents"]);
	});

	test("does not cover what is too wide or too many, and an equality that one statement lacks is none for both", () => {
		const wide = use({ used: ["owner", "state", "cents", "note"], equal: ["state"], filtered: ["state"] });
		const other = use({ used: ["owner", "due"], range: ["due"], filtered: ["due"] });
		const blob = { ...facts, bytes: new Map([...facts.bytes, ["note", Number.POSITIVE_INFINITY]]) };
		expect(extendedColumns(["owner"], [wide], [], blob)).toEqual(["owner", "state"]);
		expect(extendedColumns(["owner"], [wide, other], [], blob)).toEqual(["owner", "due", "state"]);
		const many = use({ used: columns, equal: ["state"], filtered: ["state"] });
		expect(extendedColumns(["owner"], [many], ["due", "id"], facts)).toEqual(["owner", "state", "due"]);
		expect(extendedColumns(["owner"], [use({ used: columns })], [], facts)).toEqual(["owner"]);
	});

	test("of a sort's index, the statement's equalities come first, and no copy of the table is made for it", () => {
		const statement = use({ used: columns, equal: ["owner"], filtered: ["owner"] });
		expect(extendedColumns(["due"], [statement], ["due", "id"], facts)).toEqual(["owner", "due"]);
		const few = { primary: ["id"], bytes: new Map(["id", "state", "cents", "memo"].map((name) => [name, 8])) };
		const all = use({ used: ["id", "state", "cents", "memo"], equal: ["state"], filtered: ["state"] });
		expect(extendedColumns(["state"], [all], [], few)).toEqual(["state"]);
		const sum = use({ used: ["state", "cents"], equal: ["state"], filtered: ["state"] });
		expect(extendedColumns(["state"], [sum], [], few)).toEqual(["state", "cents"]);
	});

	test("a name that the statement sorts by is no column for that", () => {
		const statement = use({ used: ["owner", "cents"] });
		expect(extendedColumns(["owner"], [statement], ["total"], facts)).toEqual(["owner", "cents"]);
	});
});

test.each([
	["select * from `t` where `a` = ? order by `t`.`due` desc, `t`.`id` desc limit ?", ["due", "id"]],
	["select * from `t` order by `due`", ["due"]],
	["select * from `t` order by `due` asc, `id` desc", []],
	["select * from `t` join `u` on `u`.`id` = `t`.`id` order by `u`.`name`", []],
	["select * from `t` order by lower(`note`)", []],
	["select `a`, row_number() over (order by `b`) from `t`", []],
	["select * from (select * from `t` order by `b` limit 3) x", []],
])("sorting is known where a statement ends with plain columns in one direction: %s", (sql, sorted) => {
	expect(sortColumns({ sql }, ["t"])).toEqual(sorted);
});
