import { expect, test } from "vitest";
import { perf001Writes } from "../../scenarios/perf-001/writes/index.ts";
import { tableModel } from "../../schema/load/model-of-tables.ts";
import { renameTables } from "./rename-tables.ts";

const names = new Map([
	["sales", "twin_sales"],
	["tags", "twin_tags"],
]);

test.each([
	["insert into `sales` (`sales`) values (?)", "insert into `twin_sales` (`sales`) values (?)"],
	[
		"select `tags`, `sales`.`tags` from `sales` inner join `tags` on `tags`.`id` = `sales`.`tags`",
		"select `tags`, `twin_sales`.`tags` from `twin_sales` inner join `twin_tags` on `twin_tags`.`id` = `twin_sales`.`tags`",
	],
	["update `sales` set `sales` = 'from `x'", "update `twin_sales` set `sales` = 'from `x'"],
	["delete from `lots` where `lots`.`id` = 1", "delete from `lots` where `lots`.`id` = 1"],
])("tables are renamed, columns of the same name are not: %s", (sql, renamed) => {
	expect(renameTables(sql, names)).toBe(renamed);
});

test("no statement of the suite's writes names an original table when it runs on a copy", () => {
	for (const write of perf001Writes.filter(({ kind }) => kind !== "bulk")) {
		const tables = write.tables.map((table) => tableModel(table).name);
		const copies = new Map(tables.map((name) => [name, `copy of ${name}`]));
		for (const query of write.unit(() => ["1", "2", "3", "4", "5", "6"], 1).queries) {
			const renamed = renameTables(query.toSQL().sql, copies);
			expect(renamed).toContain("`copy of ");
			for (const name of tables) expect(renamed, write.id).not.toContain(`\`${name}\``);
		}
	}
});
