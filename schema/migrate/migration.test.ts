import { cpSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRealMysql } from "../../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../../bench/server/server.ts";
import type { Connector } from "../../mysql/connect.ts";
import { readMigrations } from "../drift/migration-history.ts";
import { applyPlan } from "../edit/apply-plan.ts";
import { planEdits } from "../edit/plan-edits.ts";
import type { SchemaEdit } from "../edit/request.ts";
import { emptyDatabases } from "../fixtures/scratch-database.ts";
import { filesIn, writeProject } from "../fixtures/write-project.ts";
import { openSchema } from "../load/load-schema.ts";
import { installFiles } from "./install.ts";
import { KitCopy } from "./kit.ts";
import { makeMigration, type ReadyMigration } from "./migration.ts";

let server: Server;
let connect: Connector;

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
});

afterAll(() => server.stop());

const SCHEMA = `import { index, int, mysqlTable, varchar } from "drizzle-orm/mysql-core";
export const users = mysqlTable("users", { id: int().primaryKey(), mail: varchar({ length: 200 }) });
export const orders = mysqlTable("orders", {
	id: int().primaryKey(), userId: int("user_id").references(() => users.id), state: int(), note: varchar({ length: 100 }),
}, (t) => [index("orders_state").on(t.state)]);
`;
const CONFIG = 'export default { dialect: "mysql", schema: "./schema.ts", out: "./drizzle" };';

/** A project whose migrations were made by its own drizzle-kit from a schema. */
async function project(kit: "0.31" | "1.0", schema = SCHEMA): Promise<string> {
	const folder = writeProject(
		{ "drizzle.config.ts": CONFIG, "schema.ts": schema, "package.json": '{ "type": "module" }' },
		kit === "1.0" ? "drizzle-orm-1" : "drizzle-orm",
	);
	if (kit === "1.0") {
		// A copy finds the project's own drizzle-orm, as an installed one would.
		const target = join(folder, "node_modules", "drizzle-kit");
		rmSync(target);
		const packages = join(import.meta.dirname, "..", "..", "node_modules");
		cpSync(join(packages, "drizzle-kit-1"), target, { recursive: true, dereference: true });
	}
	await generate(folder, "first");
	return folder;
}

/** What the project's own drizzle-kit makes of the schema now. */
async function generate(folder: string, name: string) {
	const copy = new KitCopy(projectOf(folder));
	const made = await copy.generate(name, "from the schema");
	installFiles(join(folder, "drizzle"), copy.changes());
	const sql = made.kind === "written" ? copy.read(made.sqlFile) : "";
	copy.remove();
	return { kind: made.kind, sql };
}

function projectOf(folder: string) {
	return { folder, files: ["schema.ts"], migrations: join(folder, "drizzle") };
}

async function applied(folder: string, edits: readonly SchemaEdit[]): Promise<ReadyMigration> {
	const { model } = await openSchema({ folder });
	const plan = planEdits(folder, model, edits);
	const load = async (replaced: Readonly<Record<string, string>>) => (await openSchema({ folder, replaced })).model;
	await applyPlan(plan, { folder, load, typeCheck: false });
	const changes = plan.made.map(({ kind, index }) => ({ kind, index, inSchema: true }));
	const ready = await makeMigration({
		...projectOf(folder),
		name: "indexes",
		changes,
		model: plan.expected,
		emptyDatabase: emptyDatabases(connect),
	});
	installFiles(join(folder, "drizzle"), ready.files);
	return ready;
}

const COMPOSITE: SchemaEdit = {
	kind: "add",
	index: {
		table: "orders",
		parts: [{ column: "user_id" }, { column: "state" }],
		kind: "plain",
		name: "orders_user_state",
	},
};

test.each(["0.31", "1.0"] as const)(
	"drizzle-kit %s generates, and nothing is left for its next run.",
	async (kit) => {
		const folder = await project(kit);
		const ready = await applied(folder, [
			COMPOSITE,
			{ kind: "drop", index: { table: "orders", name: "orders_state" } },
		]);
		expect(ready).toMatchObject({ how: "generated", carriedAlong: [], drift: [{ kind: "index-only-in-database" }] });
		const sql = readFileSync(join(folder, "drizzle", ready.sqlFile), "utf8");
		expect(sql).toBe(`ALTER TABLE \`orders\` ALTER INDEX \`orders_state\` INVISIBLE, ALGORITHM = INPLACE, LOCK = NONE;
--> statement-breakpoint
CREATE INDEX \`orders_user_state\` ON \`orders\` (\`user_id\`, \`state\`) ALGORITHM = INPLACE LOCK = NONE;
`);
		const beside = ready.files.map(({ text }) => text).filter((text) => text.startsWith("-- Written by index-impact"));
		expect(beside.join()).toContain("DROP INDEX `orders_state` ON `orders` ALGORITHM = INPLACE LOCK = NONE;");
		// MySQL takes the foreign key's own index away, and wants it back before the new one goes.
		expect(beside.join()).toMatch(/CREATE INDEX `\w+` ON `orders` \(`user_id`\);\nDROP INDEX `orders_user_state`/);
		expect((await generate(folder, "next")).kind).toBe("nothing to generate");
		expect(readMigrations(folder, join(folder, "drizzle"))?.migrations).toHaveLength(2);
	},
	240_000,
);

test.each(["0.31", "1.0"] as const)(
	"Where other changes wait, drizzle-kit %s gets an index-only migration and a true snapshot.",
	async (kit) => {
		const folder = await project(
			kit,
			SCHEMA.replace(", state: int()", "").replace('[index("orders_state").on(t.state)]', "[]"),
		);
		// The schema moves on without a migration: a column and an index wait for the next one.
		installFiles(folder, [{ file: "schema.ts", text: SCHEMA }]);
		const noteIndex: SchemaEdit = {
			kind: "add",
			index: { table: "orders", parts: [{ column: "note", length: 20 }], kind: "plain", name: "orders_note" },
		};
		const ready = await applied(folder, [noteIndex]);
		expect(ready.how).toBe("index-only");
		expect(ready.statements.map(({ sql }) => sql)).toEqual([
			"CREATE INDEX `orders_note` ON `orders` (`note`(20)) ALGORITHM = INPLACE LOCK = NONE",
		]);
		expect(ready.leftForNext.statements.join()).toMatch(/ADD `state` int.*orders_state/s);
		const next = await generate(folder, "next");
		expect(next.sql).toContain("orders_state");
		expect(next.sql).not.toContain("orders_note");
	},
	240_000,
);

test("An index that locks writers says so, with the server's reason; one that Drizzle cannot say is in the migration alone.", async () => {
	const folder = await project("0.31");
	const { model } = await openSchema({ folder });
	const index = { table: "users", name: "users_mail_text", kind: "fulltext" as const, parts: [{ column: "mail" }] };
	const ready = await makeMigration({
		...projectOf(folder),
		name: "text",
		changes: [{ kind: "added", index, inSchema: false }],
		model,
		emptyDatabase: emptyDatabases(connect),
	});
	expect(ready.how).toBe("index-only");
	expect(ready.statements[0]).toMatchObject({ online: "writes wait", reason: expect.stringMatching(/LOCK=NONE/i) });
	expect(ready.statements[0]?.sql).toBe(
		"CREATE FULLTEXT INDEX `users_mail_text` ON `users` (`mail`) ALGORITHM = INPLACE LOCK = SHARED",
	);
});

test("Where migrations do not run, or MySQL refuses the index, everything stays as it was.", async () => {
	const folder = await project("0.31");
	const before = filesIn(folder).map((file) => readFileSync(file, "utf8"));
	const { model } = await openSchema({ folder });
	const migration = (table: string, name: string, changes = [{ column: "nothing" }]) =>
		makeMigration({
			...projectOf(folder),
			name: "wrong",
			changes: [{ kind: "added", index: { table, name, kind: "plain", parts: changes }, inSchema: false }],
			model,
			emptyDatabase: emptyDatabases(connect),
		});
	await expect(migration("orders", "x")).rejects.toThrow(/^MySQL refuses to create index x of table orders: .*nothing/);
	const first = readMigrations(folder, join(folder, "drizzle"))?.migrations[0]?.file ?? "";
	installFiles(folder, [
		{ file: first, text: `SELECT 1;\n--> statement-breakpoint\nCREATE INDEX a ON nowhere (b);\n` },
	]);
	await expect(migration("orders", "x", [{ column: "state" }])).rejects.toThrow(
		/^The migrations do not run on an empty database: drizzle\/0000_first\.sql, line 3: .*nowhere/,
	);
	installFiles(folder, [{ file: first, text: before[filesIn(folder).indexOf(join(folder, first))] ?? "" }]);
	expect(filesIn(folder).map((file) => readFileSync(file, "utf8"))).toEqual(before);
});

test("A project without drizzle-kit, or without migrations, is told so.", async () => {
	const folder = writeProject({ "schema.ts": SCHEMA });
	const { model } = await openSchema({ folder, schema: "./schema.ts" });
	const request = { ...projectOf(folder), name: "x", changes: [], model, emptyDatabase: emptyDatabases(connect) };
	await expect(makeMigration(request)).rejects.toThrow(/^There are no migrations in /);
	installFiles(join(folder, "drizzle"), [{ file: "meta/_journal.json", text: '{ "entries": [] }' }]);
	rmSync(join(folder, "node_modules", "drizzle-kit"));
	symlinkSync(dirname(folder), join(folder, "node_modules", "drizzle-kit"));
	await expect(makeMigration(request)).rejects.toThrow(/^drizzle-kit is not installed in /);
});

test.each(["0.31", "1.0"] as const)(
	"Where another index is on a column that does not exist, drizzle-kit %s stops, and it is named with its place.",
	async (kit) => {
		const folder = await project(kit);
		const broken = SCHEMA.replace("[index(", '[index("orders_gone").on((t as any).gone),\n\tindex(');
		installFiles(folder, [{ file: "schema.ts", text: broken }]);
		await expect(applied(folder, [COMPOSITE])).rejects.toMatchObject({
			message:
				"drizzle-kit makes no migration here: orders_gone (schema.ts:5) is on a column that table orders does not have.",
			remedy: "Name a column of its table there, or take it out with this change: --drop orders.orders_gone.",
		});
		installFiles(folder, [{ file: "schema.ts", text: broken }]);
		const drop: SchemaEdit = { kind: "drop", index: { table: "orders", name: "orders_gone" } };
		const ready = await applied(folder, [COMPOSITE, drop]);
		expect([ready.how, ready.statements.map(({ sql }) => sql)]).toEqual([
			"generated",
			[expect.stringContaining("CREATE INDEX `orders_user_state`")],
		]);
	},
	240_000,
);
