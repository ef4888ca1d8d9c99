import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRealMysql } from "../../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../../bench/server/server.ts";
import { terpModel } from "../../examples/terp/model.ts";
import type { Connector } from "../../mysql/connect.ts";
import { readDatabase } from "../drift/database-model.ts";
import { readMigrations } from "../drift/migration-history.ts";
import { replayMigrations } from "../drift/replay.ts";
import { applyPlan } from "../edit/apply-plan.ts";
import { planEdits } from "../edit/plan-edits.ts";
import type { SchemaEdit } from "../edit/request.ts";
import { printDrizzle } from "../fixtures/print-drizzle.ts";
import { emptyDatabases } from "../fixtures/scratch-database.ts";
import { writeProject } from "../fixtures/write-project.ts";
import { openSchema } from "../load/load-schema.ts";
import type { SchemaModel } from "../model.ts";
import { installFiles } from "./install.ts";
import { KitCopy } from "./kit.ts";
import { makeMigration } from "./migration.ts";

let server: Server;
let connect: Connector;

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
});

afterAll(() => server.stop());

const SIX = [
	["batches", "idx_batches_product_id", "productId"],
	["batchLocations", "idx_batch_locations_batch_id", "batchId"],
	["productTags", "idx_product_tags_product_id", "productId"],
	["sales", "idx_sales_batch_id", "batchId"],
	["ledgerEntries", "idx_ledger_entries_account_id", "accountId"],
	["invoices", "idx_invoices_customer_id", "customerId"],
] as const;
const NAMES = SIX.map(([, name]) => name as string);

/** TERP's tables, one of each name, with or without the six and the index on a column that does not exist. */
function terp(indexes: "as they are" | "before PERF-001"): SchemaModel {
	const { tables, ...rest } = terpModel();
	const byName = new Map(tables.map((table) => [table.name, table]));
	const isOf = (index: { name: string; parts: readonly object[] }) =>
		!NAMES.includes(index.name) && index.parts.every((part) => !("undefined" in part));
	return {
		...rest,
		tables: [...byName.values()].map((table) =>
			indexes === "as they are" ? table : { ...table, indexes: table.indexes.filter(isOf) },
		),
	};
}

test("TERP's three misplaced indexes are moved, drizzle-kit generates, the migration runs, and all six are where they belong.", async () => {
	const folder = writeProject({
		"package.json": '{ "type": "module" }',
		"drizzle.config.ts": 'export default { dialect: "mysql", schema: "./drizzle/*.ts", out: "./drizzle" };',
		...printDrizzle(terp("before PERF-001")),
	});
	const project = async () => ({
		folder,
		files: (await openSchema({ folder })).files,
		migrations: join(folder, "drizzle"),
	});
	const copy = new KitCopy(await project());
	expect((await copy.generate("before", "from the schema")).kind).toBe("written");
	installFiles(join(folder, "drizzle"), copy.changes());
	copy.remove();
	const withSix = Object.entries(printDrizzle(terp("as they are"))).map(([file, text]) => ({ file, text }));
	installFiles(folder, withSix);

	const { model } = await openSchema({ folder });
	const misplaced = model.tables.flatMap(({ name, indexes }) =>
		indexes
			.filter(({ parts }) => parts.some((part) => "undefined" in part))
			.map((index) => ({ table: name, name: index.name })),
	);
	expect(misplaced).toHaveLength(4);
	const edits = misplaced.map((from): SchemaEdit => {
		const home = SIX.find(([, name]) => name === from.name);
		if (home === undefined) return { kind: "drop", index: from };
		return { kind: "move", from, to: { table: home[0], parts: [{ column: home[2] }], kind: "plain" } };
	});
	const plan = planEdits(folder, model, edits);
	const load = async (replaced: Readonly<Record<string, string>>) => (await openSchema({ folder, replaced })).model;
	await applyPlan(plan, { folder, load, typeCheck: false });
	const ready = await makeMigration({
		...(await project()),
		name: "perf_001",
		changes: plan.made.map(({ kind, index }) => ({ kind, index, inSchema: true })),
		model: plan.expected,
		emptyDatabase: emptyDatabases(connect),
	});
	installFiles(join(folder, "drizzle"), ready.files);
	expect(ready.how).toBe("generated");
	expect(ready.statements).toHaveLength(6);
	expect(ready.statements.every(({ online }) => online === "none locked")).toBe(true);
	// The indexes on the wrong tables were on no column, so that no migration has ever made them.
	expect(ready.needless.map(({ kind }) => kind)).toEqual(["drop", "drop", "drop", "drop"]);
	expect(ready.drift).toEqual([]);

	const connection = await emptyDatabases(connect)();
	const { stopped } = await replayMigrations(
		connection,
		readMigrations(folder, join(folder, "drizzle"))?.migrations ?? [],
	);
	const { tables } = await readDatabase(connection);
	await connection.end();
	expect(stopped).toBeUndefined();
	const found = tables.flatMap(({ name, indexes }) =>
		indexes.filter((index) => NAMES.includes(index.name)).map((index) => [name, index.name, index.parts]),
	);
	expect(found.sort()).toEqual(SIX.map(([table, name, column]) => [table, name, [{ column }]]).sort());
}, 400_000);
