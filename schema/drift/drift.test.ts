import { afterAll, beforeAll, expect, test } from "vitest";
import { startRealMysql } from "../../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../../bench/server/server.ts";
import type { Connector } from "../../mysql/connect.ts";
import { emptyDatabases } from "../fixtures/scratch-database.ts";
import { writeProject } from "../fixtures/write-project.ts";
import { openSchema } from "../load/load-schema.ts";
import { claimsOf } from "./claimed-indexes.ts";
import { databaseDrift, migrationDrift } from "./drift-report.ts";
import { readMigrations } from "./migration-history.ts";

let server: Server;
let connect: Connector;

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
});

afterAll(() => server.stop());

const SCHEMA = `import { index, int, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
export const users = mysqlTable("users", { id: int().primaryKey(), mail: varchar({ length: 200 }).unique() });
export const orders = mysqlTable("orders", {
	id: int().primaryKey(), userId: int("user_id").references(() => users.id), state: int(), note: varchar({ length: 100 }),
}, (t) => [
	index("orders_state").on(t.state),
	uniqueIndex("orders_note").on(t.note),
	index("orders_user_state").on(t.userId, t.state),
]);
export const unborn = mysqlTable("unborn", { id: int().primaryKey() });
`;
const FIRST = `CREATE TABLE users (id int PRIMARY KEY, mail varchar(200), CONSTRAINT users_mail_unique UNIQUE (mail));
--> statement-breakpoint
CREATE TABLE orders (id int PRIMARY KEY, user_id int, state int, note varchar(100));
--> statement-breakpoint
CREATE TABLE old (id int PRIMARY KEY);
--> statement-breakpoint
-- by another name, and not unique
CREATE INDEX by_state ON orders (state);
--> statement-breakpoint
CREATE INDEX orders_note ON orders (note);
--> statement-breakpoint
ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id);
--> statement-breakpoint
CREATE INDEX orders_extra ON orders (id, state DESC, note(10));
`;
const JOURNAL = (...tags: readonly string[]) =>
	JSON.stringify({
		version: "7",
		dialect: "mysql",
		entries: tags.map((tag, idx) => ({ idx, tag, when: 1, version: "5" })),
	});
const CLAIMS = `-- CREATE INDEX not_this ON users (id);
CREATE INDEX IF NOT EXISTS idx_orders_user ON \`orders\` (\`user_id\`, state);
ALTER TABLE app.orders
	ADD COLUMN x int,
	ADD UNIQUE KEY k_note (note(10), (lower(note)));
CREATE INDEX there ON orders (state);
`;

test("A journal is replayed, and the schema compared with what it makes: by table and parts, names apart.", async () => {
	const folder = writeProject({
		"drizzle.config.ts": 'export default { dialect: "mysql", schema: "./schema.ts", out: "./drizzle" };',
		"schema.ts": SCHEMA,
		"drizzle/meta/_journal.json": JOURNAL("0000_first"),
		"drizzle/0000_first.sql": FIRST,
		"drizzle/0001_never_listed.sql": CLAIMS,
	});
	const { model } = await openSchema({ folder });
	const connection = await emptyDatabases(connect)();
	const found = await migrationDrift(connection, { folder, migrations: `${folder}/drizzle`, model });
	await connection.end();
	expect(found).toMatchObject({ form: "journal", migrations: 1, replay: { ran: 1, statements: 7 } });
	expect(found?.drift.map(({ kind, ...rest }) => `${kind} ${rest.table} ${"index" in rest ? rest.index : ""}`)).toEqual(
		[
			"uniqueness-differs orders orders_note",
			"named-otherwise orders orders_state",
			"index-only-in-schema orders orders_user_state",
			"index-only-in-database orders orders_extra",
			"table-only-in-schema unborn ",
			"table-only-in-database old ",
		],
	);
	expect(found?.drift.find(({ kind }) => kind === "index-only-in-database")).toMatchObject({
		parts: [{ column: "id" }, { column: "state", descending: true }, { column: "note", length: 10 }],
	});
	expect(found?.unfulfilled.map(({ line, table, index, ifNotExists }) => [line, table, index, ifNotExists])).toEqual([
		[2, "orders", "idx_orders_user", true],
		[5, "orders", "k_note", false],
	]);
});

test("Folders of drizzle-kit 1.0 are replayed too; where migrations stop is told with MySQL's error.", async () => {
	const folder = writeProject({
		"schema.ts": SCHEMA,
		"m/20250101_a/migration.sql": FIRST,
		"m/20250102_b/migration.sql":
			"\n\nSELECT 1;\n--> statement-breakpoint\nCREATE INDEX IF NOT EXISTS x ON users (id);",
	});
	const { model } = await openSchema({ folder, schema: "./schema.ts" });
	const connection = await emptyDatabases(connect)();
	const found = await migrationDrift(connection, { folder, migrations: `${folder}/m`, model });
	await connection.end();
	expect(found).toMatchObject({ form: "folders", migrations: 2, replay: { ran: 1 } });
	expect(found?.replay.stopped).toMatchObject({
		file: "m/20250102_b/migration.sql",
		line: 5,
		statement: 2,
		statements: 2,
		errno: 1064,
		code: "ER_PARSE_ERROR",
	});
});

test("A running database is asked in read-only transactions: what differs, what is unused, hidden, large or redundant.", async () => {
	const folder = writeProject({ "schema.ts": SCHEMA });
	const { model } = await openSchema({ folder, schema: "./schema.ts" });
	const setUp = await emptyDatabases(connect)();
	for (const statement of FIRST.split("--> statement-breakpoint")) await setUp.query(statement);
	await setUp.query("CREATE INDEX twice ON orders (state)");
	await setUp.query("ALTER TABLE orders ALTER INDEX orders_note INVISIBLE");
	await setUp.query("INSERT INTO users VALUES (1, 'a')");
	await setUp.query("SELECT * FROM orders FORCE INDEX (by_state) WHERE state = 1");
	await setUp.end();
	const connection = await connect();
	const { drift, invisible, statistics } = await databaseDrift(connection, "scratch", model);
	await expect(connection.query("DROP TABLE scratch.old")).rejects.toThrow(/READ ONLY/i);
	await connection.end();
	expect(drift).toContainEqual({ kind: "invisible-in-database", table: "orders", index: "orders_note" });
	expect(invisible).toEqual([{ table: "orders", index: "orders_note" }]);
	expect(statistics.notTold).toEqual([]);
	expect(statistics.uptimeSeconds).toBeGreaterThan(0);
	expect(statistics.unused).toContainEqual({ table: "orders", index: "orders_extra" });
	expect(statistics.unused).not.toContainEqual({ table: "orders", index: "by_state" });
	expect(statistics.redundant).toContainEqual({ table: "orders", index: "twice", coveredBy: "by_state" });
	expect(statistics.sizes?.find(({ index }) => index === "orders_extra")?.bytes).toBeGreaterThanOrEqual(16384);
});

test("A journal that names a file which is not there is a sentence with both names.", () => {
	const folder = writeProject({ "drizzle/meta/_journal.json": JOURNAL("0000_gone") });
	expect(() => readMigrations(folder, `${folder}/drizzle`)).toThrow(
		/^drizzle\/0000_gone\.sql cannot be read, though drizzle\/meta\/_journal\.json lists it/,
	);
	const broken = writeProject({ "drizzle/meta/_journal.json": "{" });
	expect(() => readMigrations(broken, `${broken}/drizzle`)).toThrow(/_journal\.json is no journal of drizzle-kit/);
});

test("Claims are read with their parts, comments and strings apart.", () => {
	const [first, second] = claimsOf("a.sql", CLAIMS);
	expect(first?.parts).toEqual([{ column: "user_id" }, { column: "state" }]);
	expect(second?.parts).toEqual([{ column: "note", length: 10 }, { expression: "(lower(note))" }]);
});
