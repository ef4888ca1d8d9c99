import { expect, test } from "vitest";
import { foundBy, model } from "../fixtures/model.ts";

const ID = { id: "int not null" };

test("an index on a column that does not exist is an error, and a column that its name means is advised", () => {
	const schema = model({
		deployments: { columns: { ...ID, created: "timestamp" }, indexes: { idx_deployments_created: "(?)" } },
	});
	expect(foundBy("undefined-column", schema)).toMatchObject([
		{
			severity: "error",
			table: "deployments",
			confidence: "certain",
			evidence: { position: 0, similar: "created" },
			remedy: { kind: "replace", by: { table: "deployments", columns: [{ column: "created" }] } },
		},
	]);
});

test("what the source writes says more than the index's name", () => {
	const schema = model({ orders: { columns: { ...ID, placed_at: "timestamp" }, indexes: { by_day: "(?)" } } });
	const found = foundBy("undefined-column", schema, { writtenColumns: () => ["placedAt"] });
	expect(found).toMatchObject([{ evidence: { written: "placedAt", similar: "placed_at" } }]);
});

test("an index under another table's name whose column exists there alone is moved there", () => {
	const schema = model({
		batchLocations: { columns: { ...ID, batchId: "int" } },
		settings: { columns: { ...ID, note: "text" }, indexes: { idx_batch_locations_batch_id: "(?)" } },
	});
	expect(foundBy("misplaced-index", schema)).toMatchObject([
		{
			severity: "error",
			table: "settings",
			remedy: { kind: "move", to: { table: "batchLocations", columns: [{ column: "batchId" }] } },
		},
	]);
	expect(foundBy("undefined-column", schema)).toEqual([]);
});

test("the longest table name in an index's name is the one that it means", () => {
	const schema = model({
		orders: { columns: { ...ID, items_sku: "int" } },
		order_items: { columns: { ...ID, sku: "int" } },
		other: { columns: ID, indexes: { order_items_sku_idx: "(?)" } },
	});
	expect(foundBy("misplaced-index", schema)[0]?.evidence.home).toBe("order_items");
});

test("an index that fits its own table is not misplaced, whatever other names begin alike", () => {
	const schema = model({
		order: { columns: { ...ID, items_sku: "int", sku: "int" } },
		order_items: { columns: { ...ID, sku: "int" }, indexes: { order_items_sku: "(sku)", idx_sku: "(sku)" } },
		users: { columns: { ...ID, email: "varchar(50)" } },
		members: { columns: { ...ID, mail: "varchar(50)" }, indexes: { users_login: "(mail)" } },
	});
	expect(foundBy("misplaced-index", schema)).toEqual([]);
});

test("a copied name over columns that exist is odd, and no error", () => {
	const schema = model({
		users: { columns: { ...ID, email: "varchar(50)" } },
		members: { columns: { ...ID, email: "varchar(50)" }, indexes: { users_email_idx: "(email)" } },
	});
	expect(foundBy("misplaced-index", schema)).toMatchObject([{ severity: "warn", confidence: "possible" }]);
});

test("a column lost in options and a table that nothing exports are told with their place", () => {
	const schema = model(
		{ batches: { columns: ID } },
		{
			problems: [
				{
					kind: "column-in-options",
					table: "batches",
					column: "deletedAt",
					inside: "code",
					place: { file: "s.ts", line: 7 },
				},
				{ kind: "table-not-exported", table: "hidden", place: { file: "s.ts", line: 9 } },
			],
		},
	);
	expect(foundBy("column-in-options", schema)).toMatchObject([
		{ columns: ["deletedAt"], evidence: { inside: "code" }, place: { file: "s.ts", line: 7 } },
	]);
	expect(foundBy("table-not-exported", schema)).toMatchObject([{ table: "hidden", severity: "warn" }]);
});

test("two definitions of a table are an error where they differ, a warning where they do not", () => {
	const one = { columns: { ...ID, name: "text" } };
	const differing = model([
		["users", one],
		["users", { columns: { ...ID, name: "text", age: "int" } }],
	]);
	expect(foundBy("table-defined-twice", differing)).toMatchObject([
		{ severity: "error", evidence: { onlyInOne: ["age"] } },
	]);
	const alike = model([
		["users", one],
		["users", one],
	]);
	expect(foundBy("table-defined-twice", alike)).toMatchObject([{ severity: "warn", evidence: { onlyInOne: [] } }]);
});

test("one table that several files export is one table", () => {
	const schema = model({ users: { columns: ID } });
	const [users] = schema.tables;
	const again = {
		...schema,
		tables: users === undefined ? [] : [{ ...users, exports: [...users.exports, { file: "b.ts", name: "users" }] }],
	};
	expect(foundBy("table-defined-twice", again)).toEqual([]);
});
