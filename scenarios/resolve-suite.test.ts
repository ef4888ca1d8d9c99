import { eq, sql } from "drizzle-orm";
import { index, int, mysqlSchema, mysqlTable, QueryBuilder, varchar } from "drizzle-orm/mysql-core";
import { expect, test } from "vitest";
import { leftOutSentence } from "../schema/ddl/left-out-words.ts";
import { secondaryKeys } from "../schema/ddl/table-statements.ts";
import { handmadeDataset } from "./fixtures/handmade-dataset.ts";
import { handmadeScenario } from "./fixtures/handmade-scenario.ts";
import { resolveSuite } from "./resolve-suite.ts";
import type { SuiteDefinition } from "./suite.ts";
import { validateSuite } from "./validate-suite.ts";

const rooms = mysqlTable("rooms", { id: int("id").primaryKey() });
const beds = mysqlTable(
	"beds",
	{ id: int("id").primaryKey(), room: int("room").references(() => rooms.id), name: varchar("name", { length: 20 }) },
	(t) => [index("beds_by_room").on(t.room, t.name), index("beds_lower").on(sql`(lower(${t.name}))`)],
);
const definition: SuiteDefinition = {
	id: "house",
	title: "House",
	tables: [rooms, beds],
	dataset: {
		...handmadeDataset("house"),
		tables: [{ table: beds, columns: ["id", "room", "name"], rowBytes: 10, declares: () => [] }],
	},
	indexes: [],
	scenarios: [],
	claims: [],
};
const bedsOf = (indexes: SuiteDefinition["indexes"]) => {
	const suite = resolveSuite({ ...definition, indexes });
	const table = suite.tables.find(({ name }) => name === "beds");
	return { suite, keys: table ? secondaryKeys(table).map(({ name }) => name) : [] };
};

test("an index that the schema has already, by whatever name, is not there before", () => {
	const { suite, keys } = bedsOf([{ name: "lowered", table: "beds", columns: ["(lower(`name`))"] }]);
	expect(keys).toEqual(["beds_by_room"]);
	expect(suite.leftOut).toBeUndefined();
	expect(suite.dataset.tables[0]?.table).toBe(suite.tables[1]);
	expect(() => validateSuite(suite)).not.toThrow();
});

test("one that a foreign key needs leaves that key's own index behind, and says so", () => {
	const { suite, keys } = bedsOf([{ name: "beds_by_room", table: "beds", columns: ["room", "name"] }]);
	expect(keys).toEqual(["beds_lower", "beds_room_rooms_id_fk"]);
	expect(suite.leftOut?.map(leftOutSentence)).toEqual([
		'Foreign key beds_room_rooms_id_fk of beds needs an index: without beds_by_room, MySQL keeps one of the key\'s own name, and "before" has that.',
	]);
});

test("an index of the same name and other columns has no before", () => {
	const { suite } = bedsOf([{ name: "beds_by_room", table: "beds", columns: ["name"] }]);
	expect(() => validateSuite(suite)).toThrow(/already part/);
});

test("queries of a mysqlSchema speak of the one database, and a suite is resolved once", () => {
	const chairs = mysqlSchema("app").table("chairs", { id: int("id").primaryKey() });
	const queries = () => [new QueryBuilder().select().from(chairs).where(eq(chairs.id, 1))];
	const strata = [{ id: "any", share: 1, keys: { by: "constant" as const, keys: [[1]] }, queries }];
	const suite = resolveSuite({
		...definition,
		tables: [chairs],
		scenarios: [handmadeScenario({ id: "s", indexes: [], strata })],
	});
	expect(suite.scenarios[0]?.strata[0]?.queries([1])[0]?.toSQL().sql).toBe(
		"select `id` from `chairs` where `chairs`.`id` = ?",
	);
	expect(resolveSuite(suite)).toMatchObject({ tables: suite.tables, indexes: suite.indexes });
});
