import { expect, test } from "vitest";
import { writeProject } from "../fixtures/write-project.ts";
import { planEdits } from "./plan-edits.ts";
import { refusedAs } from "./refusal-words.ts";

test("A refusal is one sentence with its place, and what to do.", () => {
	const error = refusedAs({
		kind: "unknown-form",
		table: "t",
		file: "schema.ts",
		line: 3,
		form: "callback defined elsewhere",
	});
	expect(error.message).toBe(
		"schema.ts, line 3: no index can be written into table t, since its indexes come from a function that is defined elsewhere.",
	);
	expect(error.remedy).toContain("(t) => [index(…).on(…)]");
	expect(error.exitCode).toBe(2);
});

test("A failed proof says what differs.", () => {
	const difference = { kind: "index-differs", table: "t", index: "i" } as const;
	expect(refusedAs({ kind: "proof-failed", files: ["a.ts", "b.ts"], difference }).message).toBe(
		"The edit of a.ts, b.ts did not prove right: index i of table t is not what was asked.",
	);
});

test("A file that loads Drizzle by require() is told, not given an import.", () => {
	const folder = writeProject({
		"schema.cjs":
			'const { int, mysqlTable } = require("drizzle-orm/mysql-core");\nconst t = mysqlTable("t", { a: int() });\nmodule.exports = { t };\n',
	});
	const a = {
		name: "a",
		key: "a",
		type: "int",
		notNull: false,
		autoIncrement: false,
		columnType: "MySqlInt",
		defaultByApplication: false,
	};
	const exports = [{ file: "schema.cjs", name: "t" }];
	const table = { name: "t", exports, columns: [a], indexes: [], foreignKeys: [], checks: [] };
	const model = { tables: [table], views: [], relations: [], problems: [] };
	const add = { kind: "add", index: { table: "t", parts: [{ column: "a" }], kind: "plain" } } as const;
	expect(() => planEdits(folder, model, [add])).toThrow(
		expect.objectContaining({ refusal: expect.objectContaining({ form: "written for require()", line: 2 }) }),
	);
});
