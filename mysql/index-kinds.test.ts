import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import { silentProgress } from "../base/progress.ts";
import { checkIndexes } from "../bench/run/check-indexes.ts";
import { startRealMysql } from "../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../bench/server/server.ts";
import { partOfText } from "./index-parts.ts";
import { buildIndexes, dropIndexes, readIndexes, verifyIndexes } from "./index-set.ts";
import { type IndexSpec, specOf } from "./index-spec.ts";

let server: Server;
let connection: Connection;
const signal = new AbortController().signal;

beforeAll(async () => {
	const started = await startRealMysql();
	server = started.server;
	connection = await started.connect();
	await connection.query(
		"CREATE TABLE notes (id INT PRIMARY KEY, title VARCHAR(1000) NOT NULL, body TEXT, doc JSON, day DATE, label VARCHAR(50) DEFAULT 'x')",
	);
	await connection.query(
		"INSERT INTO notes (id, title, body, doc, day) VALUES (1, 'One', 'one word', '{\"ids\": [1, 2]}', '2020-01-01'), (2, 'two', 'two words', '{\"ids\": [3]}', '2020-01-01')",
	);
});

afterAll(async () => {
	await connection?.end();
	await server?.stop();
});

const index = (name: string, kind: IndexSpec["kind"] & string, ...parts: string[]): IndexSpec =>
	specOf({ name, table: "notes", kind }, parts.map(partOfText));

test("indexes of every kind are built invisibly, read back as they are, and dropped", async () => {
	const specs = [
		index("by_prefix", "plain", "title(10)", "day"),
		index("newest", "plain", "day desc", "id"),
		index("lowered", "plain", "(lower(`label`))"),
		index("quoted", "plain", "(concat(`label`, 'it''s')) desc"),
		index("ids", "plain", "(cast(`doc`->'$.ids' as unsigned array))"),
		index("once", "unique", "day", "title(20)"),
		index("words", "fulltext", "title", "body"),
	];
	await checkIndexes(connection, specs);
	const built = await buildIndexes(connection, specs, false, silentProgress, signal);
	expect(built.map(({ spec }) => spec)).toEqual(specs);
	await expect(verifyIndexes(connection, specs, false)).resolves.toBeUndefined();
	const present = new Map((await readIndexes(connection, ["notes"])).map((found) => [found.name, found]));
	expect(present.get("by_prefix")).toMatchObject({ columns: ["title(10)", "day"], kind: "plain" });
	expect(present.get("newest")?.columns).toEqual(["day desc", "id"]);
	expect(present.get("lowered")?.parts).toMatchObject([{ expression: expect.stringContaining("lower(`label`)") }]);
	expect(present.get("quoted")?.parts).toMatchObject([{ descending: true }]);
	expect(present.get("once")).toMatchObject({ kind: "unique", columns: ["day", "title(20)"] });
	expect(present.get("words")).toMatchObject({ kind: "fulltext", columns: ["title", "body"] });
	const other = index("newest", "plain", "day", "id");
	await expect(verifyIndexes(connection, [other], false)).rejects.toThrow("covers (day desc, id) instead of (day, id)");
	const unique = index("by_prefix", "unique", "title(10)", "day");
	await expect(verifyIndexes(connection, [unique], false)).rejects.toThrow(/by_prefix/);
	await dropIndexes(connection, specs);
	expect((await readIndexes(connection, ["notes"])).map(({ name }) => name)).toEqual(["PRIMARY"]);
});

test("a unique index on rows that are not unique is told by its columns, without a value", async () => {
	const build = buildIndexes(connection, [index("once", "unique", "day")], false, silentProgress, signal);
	await expect(build).rejects.toMatchObject({
		kind: "usage",
		message: "The unique index notes.once cannot be built: rows hold the same (day) twice.",
	});
});

test("every index that MySQL refuses is told by name and reason, before there are rows", async () => {
	const specs = [
		index("whole_text", "plain", "body"),
		index("too_long", "plain", "title"),
		index("fine", "plain", "day"),
		index("nonsense", "plain", "(no_such_function(`day`))"),
	];
	await expect(checkIndexes(connection, specs)).rejects.toMatchObject({
		kind: "usage",
		message: expect.stringMatching(
			/these indexes: whole_text on notes\(body\): BLOB\/TEXT .* key length; too_long on notes\(title\): Specified key was too long.*; nonsense on notes/,
		),
	});
	const [tables] = await connection.query("SHOW TABLES");
	expect(tables).toHaveLength(1);
});
