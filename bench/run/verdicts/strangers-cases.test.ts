import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Connector } from "../../../mysql/connect.ts";
import { startRealMysql } from "../../server/fixtures/real-mysql.ts";
import type { Server } from "../../server/server.ts";
import { type SmallQuery, smallRun, verdictsOf } from "../fixtures/small-run.ts";

let server: Server;
let connect: Connector;
let connection: Connection;

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
	connection = await connect();
	await connection.query("SET SESSION cte_max_recursion_depth = 1000000");
});

afterAll(async () => {
	await connection?.end();
	await server?.stop();
});

/** A table with so many rows, made of expressions of row number i; keys are further index definitions. */
async function table(name: string, columns: string, rows: number, fill: string): Promise<void> {
	await connection.query(`CREATE TABLE ${name} (id INT AUTO_INCREMENT PRIMARY KEY, ${columns})`);
	const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})`;
	const [, fields = []] = await connection.query(`SELECT * FROM ${name} LIMIT 0`);
	const names = fields.map((field) => field.name).filter((field) => field !== "id");
	await connection.query(`INSERT INTO ${name} (${names.join(", ")}) ${numbers} SELECT ${fill} FROM n`);
	await connection.query(`ANALYZE TABLE ${name}`);
}

interface Look {
	readonly tables: readonly string[];
	/** Indexes by name: table and columns. */
	readonly indexes: Readonly<Record<string, readonly [table: string, ...columns: string[]]>>;
	readonly queries: readonly SmallQuery[];
}

async function look({ tables, indexes, queries }: Look) {
	const specs = Object.entries(indexes).map(([name, [table, ...columns]]) => ({ name, table, columns }));
	const record = await smallRun(connect, { tables, indexes: specs, queries });
	return {
		record,
		verdicts: Object.fromEntries(Object.entries(verdictsOf(record)).map(([id, { verdict }]) => [id, verdict])),
		indexes: Object.fromEntries(record.indexes.map(({ table, name, verdict }) => [`${table}.${name}`, verdict])),
		warnings: record.scenarios.flatMap(({ strata }) =>
			strata.flatMap(({ after }) => (after.planWarnings ?? []).map(({ code }) => code)),
		),
	};
}

test("an index that a longer one covers, but that alone has the primary key's order, is a gain", async () => {
	await table(
		"moves",
		"wallet INT NOT NULL, kind INT NOT NULL, memo VARCHAR(80) NOT NULL, KEY moves_wallet_kind (wallet, kind)",
		100_000,
		"1 + i div 15000, floor(rand(1) * 500), repeat('m', 40)",
	);
	const found = await look({
		tables: ["moves"],
		indexes: { moves_wallet: ["moves", "wallet"] },
		queries: [
			{
				id: "page",
				result: "ordered",
				sql: "select id from moves where wallet = {key} order by id desc limit 20",
				keys: [[2], [4]],
			},
		],
	});
	expect(found.verdicts).toEqual({ page: "faster" });
	expect(found.indexes["moves.moves_wallet"]).toBe("keep");
});

test("indexes of one name on two tables are judged each for itself", async () => {
	await table("topics", "slug VARCHAR(30) NOT NULL", 20_000, "concat('topic-', (i * 7919) % 20000)");
	await table(
		"visits",
		"person_id INT NOT NULL, page INT NOT NULL",
		20_000,
		"1 + floor(rand(2) * 2000), floor(rand(3) * 100)",
	);
	const found = await look({
		tables: ["topics", "visits"],
		indexes: { person_id: ["topics", "slug"] },
		queries: [
			{ id: "topic", sql: "select id from topics where slug = 'topic-{key}'", keys: [[7919], [838]] },
			{ id: "visits", sql: "select id from visits where page = 5", indexes: [] },
		],
	});
	expect(found.verdicts).toEqual({ topic: "faster", visits: "no-change" });
	const specs = [
		{ name: "person_id", table: "visits", columns: ["person_id"] },
		{ name: "person_id", table: "topics", columns: ["slug"] },
	];
	const both = await smallRun(connect, {
		tables: ["topics", "visits"],
		indexes: specs,
		queries: [{ id: "topic", sql: "select id from topics where slug = 'topic-7919'" }],
	});
	const verdictOf = (name: string) => both.indexes.find((one) => one.table === name)?.verdict;
	expect(verdictOf("topics")).toBe("keep");
	expect(verdictOf("visits")).not.toBe("keep");
});

test.each([
	["an index that only one arm has", "select id from essays force index (essays_author_year) where author_id = 5"],
	[
		"collations that do not mix",
		"select id from essays where author_id = 5 and _utf8mb4'a' collate utf8mb4_bin = _utf8mb4'b' collate utf8mb4_0900_ai_ci",
	],
])("of a query that fails for %s nothing is concluded on its index", async (_, sql) => {
	await connection.query("DROP TABLE IF EXISTS essays");
	await table("essays", "author_id INT NOT NULL, year INT NOT NULL", 5000, "1 + i % 100, 1990 + i % 30");
	const found = await look({
		tables: ["essays"],
		indexes: { essays_author_year: ["essays", "author_id", "year"] },
		queries: [{ id: "essays", sql }],
	});
	expect(found.verdicts).toEqual({ essays: "invalid" });
	expect(found.indexes["essays.essays_author_year"]).toBe("unresolved");
});

test("a number looked up in a text column says why the index cannot be used", async () => {
	await table(
		"callers",
		"phone VARCHAR(20) NOT NULL, note VARCHAR(80) NOT NULL",
		20_000,
		"4000000000 + i * 7, repeat('n', 40)",
	);
	const found = await look({
		tables: ["callers"],
		indexes: { callers_phone: ["callers", "phone"] },
		queries: [
			{ id: "as-number", sql: "select * from callers where phone = 4000000700" },
			{ id: "as-text", sql: "select * from callers where phone = '4000000700'" },
		],
	});
	expect(found.verdicts).toEqual({ "as-number": "no-change", "as-text": "faster" });
	expect(found.warnings).toContain(1739);
	const reasons = found.record.scenarios[0]?.strata[0]?.reasons ?? [];
	expect(reasons).toContainEqual({ kind: "index-unusable", message: expect.stringContaining("callers_phone") });
	expect(JSON.stringify(reasons)).not.toContain("4000000700");
});

test("a list beyond the range optimizer's memory says so", async () => {
	await table("parts", "sku INT NOT NULL", 10_000, "(i * 7919) % 1000003");
	const list = Array.from({ length: 60_000 }, (_, i) => i * 11).join(", ");
	const found = await look({
		tables: ["parts"],
		indexes: { parts_sku: ["parts", "sku"] },
		queries: [{ id: "many", sql: `select count(*) as n from parts where sku in (${list})` }],
	});
	expect(found.warnings).toContain(3170);
});

test("the next rows of an order are a gain where they lie near, and a loss where they lie at its end", async () => {
	await table(
		"jobs",
		"lane INT NOT NULL, due_at INT NOT NULL, payload VARCHAR(120) NOT NULL",
		40_000,
		"IF(i % 20 = 0, 9, i % 9), IF(i % 20 = 0, 900000, 0) + floor(rand(4) * 100000), repeat('p', 100)",
	);
	const next = (lane: number) => `select * from jobs where lane = ${lane} order by due_at, id limit 10`;
	const found = await look({
		tables: ["jobs"],
		indexes: { jobs_due_at: ["jobs", "due_at"] },
		queries: [
			{ id: "spread", result: "ordered", sql: next(1) },
			{ id: "late", result: "ordered", sql: next(9) },
		],
	});
	expect(found.verdicts.spread).toBe("faster");
	expect(["slower", "unresolved"]).toContain(found.verdicts.late);
	expect(found.indexes["jobs.jobs_due_at"]).not.toBe("keep");
});

test("rows that are not deleted are nearly all: the index misleads, and finds those that are", async () => {
	await table(
		"pupils",
		"name VARCHAR(80) NOT NULL, deleted_at DATETIME",
		30_000,
		"repeat('p', 50), IF(i % 10 > 0, NULL, timestamp('2024-01-01') + interval i * 10 minute)",
	);
	const found = await look({
		tables: ["pupils"],
		indexes: { pupils_deleted_at: ["pupils", "deleted_at"] },
		queries: [
			{ id: "count", sql: "select count(*) as n from pupils where deleted_at is null" },
			{ id: "names", sql: "select max(name) as n from pupils where deleted_at is null" },
			{
				id: "expired",
				sql: "select id from pupils where deleted_at is not null and deleted_at < '2024-01-03 00:00:00'",
			},
		],
	});
	expect(found.verdicts).toMatchObject({ expired: "faster", names: "slower" });
	// All three weigh alike here, so the net may go either way; that one got slower must show.
	expect(["keep-with-care", "drop"]).toContain(found.indexes["pupils.pupils_deleted_at"]);
});

test("two indexes that are merged, prefixes of text, loose groups and half-open days are the gains that they are", async () => {
	await table(
		"msgs",
		"from_id INT NOT NULL, to_id INT NOT NULL, text VARCHAR(90) NOT NULL",
		30_000,
		"1 + floor(rand(5) * 5000), 1 + floor(rand(6) * 5000), repeat('t', 60)",
	);
	await table(
		"metas",
		"post_id INT NOT NULL, k VARCHAR(255) NOT NULL, v VARCHAR(255) NOT NULL",
		20_000,
		"1 + floor(rand(7) * 20000), concat('_key_', floor(rand(8) * 40)), concat('value-', floor(rand(9) * 1e6), '-é')",
	);
	await table("readings", "few INT NOT NULL, at INT NOT NULL", 30_000, "floor(rand(10) * 20), floor(rand(11) * 1e6)");
	await table(
		"hits",
		"at DATETIME NOT NULL, path VARCHAR(90) NOT NULL, ms INT NOT NULL",
		20_000,
		"timestamp('2026-01-01') + interval floor(rand(12) * 25920000) second, repeat('p', 40), floor(rand(13) * 900)",
	);
	await table(
		"authors",
		"author_id BIGINT UNSIGNED NOT NULL, year INT NOT NULL",
		20_000,
		"1 + i % 1000, 1990 + i % 30",
	);
	const found = await look({
		tables: ["msgs", "metas", "readings", "hits", "authors"],
		indexes: {
			msgs_from: ["msgs", "from_id"],
			msgs_to: ["msgs", "to_id"],
			metas_k_v: ["metas", "k", "v"],
			readings_few_at: ["readings", "few", "at"],
			hits_at: ["hits", "at"],
			authors_author_year: ["authors", "author_id", "year"],
		},
		queries: [
			{ id: "or", sql: "select * from msgs where from_id = {key} or to_id = {key}", keys: [[7], [1234]] },
			{ id: "prefix", sql: "select distinct post_id from metas where k in ('_key_7') and v like 'VALUE-12%'" },
			{ id: "contains", sql: "select post_id from metas where v like '%9999%'" },
			{ id: "loose", sql: "select few, max(at) from readings group by few" },
			{ id: "day", sql: "select sum(ms) as s from hits where at >= '2026-03-05' and at < '2026-03-06'" },
			{ id: "bigint", sql: "select * from authors where author_id = 5" },
		],
	});
	const { contains, ...gains } = found.verdicts;
	expect(gains).toEqual({ or: "faster", prefix: "faster", loose: "faster", day: "faster", bigint: "faster" });
	expect(contains).not.toBe("slower");
	expect(found.indexes).toMatchObject({ "hits.hits_at": "keep", "authors.authors_author_year": "keep" });
});
