import { eq } from "drizzle-orm";
import { index, int, mysqlTable, QueryBuilder } from "drizzle-orm/mysql-core";
import { expect, test } from "vitest";
import { BenchError } from "../base/errors.ts";
import { tableModel } from "../schema/load/model-of-tables.ts";
import { handmadeDataset } from "./fixtures/handmade-dataset.ts";
import { keyNumber } from "./key.ts";
import { type Claim, defineScenario, type Scenario, type Stratum, type Suite } from "./suite.ts";
import { scenariosInScope, validateSuite } from "./validate-suite.ts";

const orders = mysqlTable(
	"orders",
	{
		id: int("id").primaryKey(),
		clientId: int("client_id").notNull(),
		day: int("day").notNull(),
		number: int("number").unique(),
	},
	(table) => [index("idx_orders_day").on(table.day)],
);

const whole: Stratum = {
	id: "any",
	share: 1,
	keys: { by: "frequency", column: orders.clientId, from: 0, to: 1 },
	queries: (key) => [
		new QueryBuilder()
			.select()
			.from(orders)
			.where(eq(orders.clientId, keyNumber(key))),
	],
};

const read = defineScenario({
	id: "orders-of-client",
	title: "Orders of a client",
	group: "customer",
	kind: "read",
	caller: "ui",
	source: "a test",
	affected: true,
	weight: 10,
	weightReason: "a test",
	indexes: ["idx_orders_client"],
	result: "set",
	strata: [whole],
});

const claim: Claim = { id: "all", statement: "Faster.", source: "a test", range: [20, 40], scope: { all: true } };

const sound: Suite = {
	id: "orders",
	title: "Orders",
	tables: [tableModel(orders)],
	dataset: handmadeDataset("orders"),
	indexes: [{ name: "idx_orders_client", table: "orders", columns: ["client_id"] }],
	scenarios: [read],
	claims: [claim],
};

const invoices = mysqlTable("invoices", { id: int("id").primaryKey(), orderId: int("order_id") });
const filled = (table: typeof invoices | typeof orders, columns: readonly string[]) => ({
	table: tableModel(table),
	columns,
	rowBytes: 10,
	declares: () => [],
});
const lockingQuery = (client: number) =>
	new QueryBuilder().select().from(orders).where(eq(orders.clientId, client)).for("update");
const withScenario = (change: Partial<Scenario>): Suite => ({ ...sound, scenarios: [{ ...read, ...change }] });
const withStratum = (change: Partial<Stratum>): Suite => withScenario({ strata: [{ ...whole, ...change }] });
const withIndex = (change: Partial<Suite["indexes"][number]>): Suite => ({
	...sound,
	indexes: sound.indexes.map((index) => ({ ...index, ...change })),
});
const withClaim = (change: Partial<Claim>): Suite => ({ ...sound, claims: [{ ...claim, ...change }] });

test("a sound suite passes", () => {
	expect(() => validateSuite(sound)).not.toThrow();
});

test.each<[string, Suite, RegExp]>([
	["two scenarios of one id", { ...sound, scenarios: [read, read] }, /scenario id orders-of-client twice/],
	[
		"two strata of one id",
		withScenario({
			strata: [
				{ ...whole, share: 0.5 },
				{ ...whole, share: 0.5 },
			],
		}),
		/any twice/,
	],
	["two claims of one id", { ...sound, claims: [claim, claim] }, /claim id all twice/],
	["two indexes of one name", { ...sound, indexes: [...sound.indexes, ...sound.indexes] }, /idx_orders_client twice/],
	["an index on an unknown table", withIndex({ table: "invoices" }), /table invoices/],
	["an index on an unknown column", withIndex({ columns: ["clientId"] }), /column clientId/],
	["an index without columns", withIndex({ columns: [] }), /no columns/],
	["an index that the schema already has", withIndex({ name: "idx_orders_day" }), /already part/],
	["an index named like a unique key of the schema", withIndex({ name: "orders_number_unique" }), /already part/],
	["no scenario that every run measures", withScenario({ tier: "full" }), /no core scenario/],
	[
		"a concentration of no part",
		{ ...sound, concentration: { statement: "Few do most.", source: "a test", top: 10, sharePct: 0 } },
		/top 10 give 0 %/,
	],
	["a scenario that names an unknown index", withScenario({ indexes: ["idx_other"] }), /idx_other/],
	["an affected scenario that names no index", withScenario({ indexes: [] }), /affected exactly if/],
	["a control that names an index", withScenario({ kind: "control" }), /control and yet affected/],
	["a weight of zero", withScenario({ weight: 0 }), /weight 0/],
	["a scenario without strata", withScenario({ strata: [] }), /add up to 0/],
	["shares that do not add up to 1", withStratum({ share: 0.9 }), /add up to 0.9 instead of 1/],
	[
		"a negative share",
		withScenario({
			strata: [
				{ ...whole, share: 1.5 },
				{ ...whole, id: "b", share: -0.5 },
			],
		}),
		/-0.5/,
	],
	["keys drawn without an order", withStratum({ keys: { by: "sql", sql: "SELECT id FROM orders" } }), /ORDER BY/],
	["ranks out of range", withStratum({ keys: { by: "frequency", column: orders.day, from: 0.5, to: 2 } }), /0.5 to 2/],
	["a stratum without keys", withStratum({ keys: { by: "constant", keys: [] } }), /no keys/],
	["a stratum that sends nothing", withStratum({ queries: () => [] }), /sends nothing/],
	[
		"a read that writes",
		withStratum({ queries: () => [{ toSQL: () => ({ sql: "delete from `orders`", params: [] }) }] }),
		/declared a read, yet it sends: delete/,
	],
	[
		"a read that writes behind a WITH",
		withStratum({
			queries: () => [{ toSQL: () => ({ sql: "with x as (select 1) delete from `orders`", params: [] }) }],
		}),
		/declared a read, yet it changes rows/,
	],
	[
		"a read that locks what it reads",
		withStratum({ queries: (key) => [lockingQuery(keyNumber(key))] }),
		/declared a read, yet it locks the rows/,
	],
	[
		"keys drawn by a write",
		withStratum({ keys: { by: "sql", sql: "DELETE FROM orders ORDER BY id" } }),
		/no read: it sends/,
	],
	[
		"keys of a table that the suite does not have",
		withStratum({ keys: { by: "frequency", column: invoices.orderId, from: 0, to: 1 } }),
		/keys from invoices\.order_id, which the suite does not have/,
	],
	[
		"a query of a table that the suite does not have",
		withStratum({ queries: () => [new QueryBuilder().select().from(invoices)] }),
		/speaks of table invoices/,
	],
	["a table twice", { ...sound, tables: [tableModel(orders), tableModel(orders)] }, /table orders twice/],
	[
		"a table that MySQL cannot name",
		{ ...sound, tables: [tableModel(orders), tableModel(mysqlTable("a`b", {}))] },
		/"a`b" cannot be measured/,
	],
	["an index twice on a column", withIndex({ columns: ["client_id", "client_id"] }), /column client_id twice/],
	[
		"an index in the place of the primary key",
		{ ...sound, indexes: [...sound.indexes, { name: "primary", table: "orders", columns: ["day"] }] },
		/cannot be the primary key/,
	],
	["an index that exists in other letters", withIndex({ name: "IDX_Orders_Day" }), /already part/],
	[
		"a dataset that fills another table",
		{ ...sound, dataset: { ...sound.dataset, tables: [filled(invoices, ["id"])] } },
		/fills table invoices/,
	],
	[
		"a dataset that writes another column",
		{ ...sound, dataset: { ...sound.dataset, tables: [filled(orders, ["id", "price"])] } },
		/writes column price, which orders does not have/,
	],
	["a claim about a group without scenarios", withClaim({ scope: { group: "writes" } }), /no affected scenario/],
	["a claim whose range is upside down", withClaim({ range: [40, 20] }), /40 to 20/],
	["a claim of more than all the time", withClaim({ range: [50, 120] }), /50 to 120/],
])("%s is refused as a mistake of the user", (_what, suite, message) => {
	expect(() => validateSuite(suite)).toThrow(message);
	expect(() => validateSuite(suite)).toThrow(BenchError);
});

test("a write may send what it likes", () => {
	const insert = { toSQL: () => ({ sql: "insert into `orders` values (?)", params: [1] }) };
	expect(() =>
		validateSuite(withScenario({ kind: "write", strata: [{ ...whole, queries: () => [insert] }] })),
	).not.toThrow();
});

test("an unaffected scenario is in no claim's scope", () => {
	const control: Scenario = { ...read, id: "control", kind: "control", affected: false, indexes: [] };
	const suite: Suite = { ...sound, scenarios: [read, control] };
	expect(scenariosInScope(claim, suite).map((scenario) => scenario.id)).toEqual(["orders-of-client"]);
});
