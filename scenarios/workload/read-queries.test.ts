import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { queriesOf, readQueries } from "./read-queries.ts";

test("statements are parted where one ends, not where a text has the sign", () => {
	const text =
		"-- name: open orders\n-- weight: 2_000\nselect ';' from a\n where x = ?;\n\nselect 2 -- ; not here\n;;\n";
	expect(queriesOf(text, "q.sql")).toEqual([
		{
			sql: "select ';' from a\n where x = ?",
			source: "q.sql, line 3",
			title: "open orders",
			weight: 2000,
			weightReason: "as q.sql says",
		},
		{ sql: "select 2 -- ; not here", source: "q.sql, line 6" },
	]);
});

test("a query is a text or a file, and anything else is refused", async () => {
	const folder = await mkdtemp(join(tmpdir(), "index-impact-test-"));
	await writeFile(join(folder, "q.sql"), "select 1; select 2");
	const found = await readQueries(["SELECT 3;", "q.sql"], folder);
	expect(found.map(({ sql }) => sql)).toEqual(["SELECT 3", "select 1", "select 2"]);
	await expect(readQueries(["nowhere.sql"], folder)).rejects.toThrow(/neither a query nor a file/);
	await rm(folder, { recursive: true });
});
