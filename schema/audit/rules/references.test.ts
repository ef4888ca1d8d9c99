import { expect, test } from "vitest";
import { foundBy, model } from "../fixtures/model.ts";

const ID = { id: "int not null" };
const users = { columns: ID };

test("a reference by name and type without an index is found, with the table that it means", () => {
	const schema = model({
		users,
		customers: { columns: ID, exportedAs: "clients" },
		orders: { columns: { ...ID, customer_id: "int", billingClientId: "int", created_by: "int", assignedTo: "int" } },
	});
	expect(
		foundBy("missing-reference-index", schema).map(({ columns, evidence }) => `${columns} -> ${evidence.refTable}`),
	).toEqual(["customer_id -> customers", "billingClientId -> customers", "created_by -> users", "assignedTo -> users"]);
});

test("a declared foreign key has MySQL's own index, and an index that leads with the column will do", () => {
	const schema = model({
		users,
		orders: {
			columns: { ...ID, user_id: "int", created_by: "int", day: "date" },
			references: { user_id: "users.id" },
			indexes: { by_author: "(created_by, day)" },
		},
	});
	expect(foundBy("missing-reference-index", schema)).toEqual([]);
});

test("ids of outside services, dates named alike and text where the key is a number are no references", () => {
	const schema = model({
		users,
		deliveries: { columns: ID },
		customers: { columns: ID },
		events: {
			columns: {
				...ID,
				google_user_id: "int",
				githubDeliveryId: "varchar(40)",
				needed_by: "date",
				customer_id: "varchar(20)",
				stripeCustomerId: "varchar(40)",
				grid: "int",
				paid: "int",
			},
		},
	});
	expect(foundBy("missing-reference-index", schema)).toEqual([]);
});

test("relations() name references that no suffix shows, and make them likely", () => {
	const schema = model(
		{ users, tickets: { columns: { ...ID, handler: "int" } } },
		{ relations: [{ table: "tickets", columns: ["handler"], refTable: "users", refColumns: ["id"] }] },
	);
	expect(foundBy("missing-reference-index", schema)).toMatchObject([
		{ columns: ["handler"], confidence: "likely", evidence: { sources: ["relations"] }, remedy: { kind: "add" } },
	]);
});

test("a relation seen from the side of the primary key is no reference of its own", () => {
	const schema = model(
		{ users, profiles: { columns: { ...ID, user_id: "int" }, indexes: { u: "unique (user_id)" } } },
		{ relations: [{ table: "users", columns: ["id"], refTable: "profiles", refColumns: ["user_id"] }] },
	);
	expect(foundBy("missing-reference-index", schema)).toEqual([]);
});

test("a foreign key that MySQL refuses leaves the reference without an index", () => {
	const name = "a".repeat(65);
	const schema = model({
		users,
		orders: { columns: { ...ID, user_id: "int" }, references: { user_id: `users.id as ${name}` } },
	});
	expect(foundBy("foreign-key-refused", schema)).toMatchObject([
		{ severity: "error", evidence: { fault: { kind: "name-too-long", length: 65, suggested: "orders_user_id_fk" } } },
	]);
	expect(foundBy("missing-reference-index", schema)).toMatchObject([{ columns: ["user_id"] }]);
});

test.each([
	["types of other size", "bigint", "users.id", "types-differ"],
	["types of other sign", "int unsigned", "users.id", "types-differ"],
	["text and number", "varchar(20)", "users.id", "types-differ"],
	["a target without a key", "int", "users.age", "no-key-on-target"],
	["set null on a column that takes none", "int not null", "users.id on delete set null", "set-null-on-not-null"],
])("a foreign key is refused for %s", (_, type, reference, kind) => {
	const schema = model({
		users: { columns: { ...ID, age: "int" } },
		orders: { columns: { ...ID, user_id: type }, references: { user_id: reference } },
	});
	expect(foundBy("foreign-key-refused", schema)).toMatchObject([{ severity: "error", evidence: { fault: { kind } } }]);
});

test("a foreign key to a plain index is refused by newer servers only", () => {
	const schema = model({
		users: { columns: { ...ID, code: "int" }, indexes: { c: "(code)" } },
		orders: { columns: { ...ID, code: "int" }, references: { code: "users.code" } },
	});
	expect(foundBy("foreign-key-refused", schema)).toMatchObject([{ severity: "warn", confidence: "likely" }]);
});

test("foreign keys that MySQL takes are not refused", () => {
	const schema = model({
		users: { columns: { ...ID, code: "varchar(20) collate utf8mb4_bin" }, indexes: { c: "unique (code)" } },
		orders: {
			columns: { ...ID, user_id: "int", owner: "varchar(40) collate utf8mb4_bin", gone: "integer" },
			references: { user_id: "users.id on delete set null", owner: "users.code", gone: "users.id as orders_gone" },
		},
	});
	expect(foundBy("foreign-key-refused", schema)).toEqual([]);
});

test("two tables cannot name a foreign key alike", () => {
	const schema = model({
		users,
		a: { columns: { ...ID, user_id: "int" }, references: { user_id: "users.id as fk_user" } },
		b: { columns: { ...ID, user_id: "int" }, references: { user_id: "users.id as FK_user" } },
	});
	expect(foundBy("foreign-key-refused", schema)).toMatchObject([
		{ table: "b", evidence: { fault: { kind: "name-taken", by: "a" } } },
	]);
});

test("an undeclared reference of another family, charset or collation is told; sizes of numbers are not", () => {
	const related = (column: string) => ({ table: "orders", columns: [column], refTable: "users", refColumns: [column] });
	const schema = model(
		{
			users: {
				columns: {
					...ID,
					ref: "int",
					code: "varchar(9) charset latin1",
					tag: "varchar(9) collate utf8mb4_bin",
					big: "bigint",
				},
			},
			orders: {
				columns: {
					...ID,
					ref: "varchar(20)",
					code: "varchar(9)",
					tag: "varchar(9) collate utf8mb4_0900_ai_ci",
					big: "int",
				},
			},
		},
		{ relations: ["ref", "code", "tag", "big"].map(related) },
	);
	expect(
		foundBy("reference-type-mismatch", schema).map(({ columns, evidence }) => [
			...columns,
			evidence.differs,
			evidence.there,
		]),
	).toEqual([
		["ref", "type", "int"],
		["code", "charset", "latin1"],
		["tag", "collation", "utf8mb4_bin"],
	]);
});

test("a pair of type and id wants an index on both, in place of one on the type", () => {
	const schema = model({
		notes: { columns: { ...ID, entity_type: "varchar(20)", entity_id: "int" } },
		logs: { columns: { ...ID, targetType: "enum('a','b')", targetId: "int" }, indexes: { by_type: "(targetType)" } },
	});
	expect(foundBy("polymorphic-pair", schema)).toMatchObject([
		{
			table: "logs",
			remedy: {
				kind: "replace",
				index: "by_type",
				by: { columns: [{ column: "targetType" }, { column: "targetId" }] },
			},
		},
		{ table: "notes", remedy: { kind: "add" } },
	]);
	expect(foundBy("missing-reference-index", schema)).toEqual([]);
});

test("a pair with an index on both, in either order or on the id, is served; a typed reference is a reference", () => {
	const columns = { ...ID, entity_type: "varchar(20)", entity_id: "int" };
	const schema = model({
		a: { columns, indexes: { pair: "(entity_type, entity_id)" } },
		b: { columns, indexes: { pair: "(entity_id, entity_type)" } },
		c: { columns, indexes: { one: "(entity_id)" } },
		tenant: { columns: { ...columns, org: "int not null" }, primaryKey: ["org", "entity_type", "entity_id"] },
		accounts: { columns: ID },
		d: { columns: { ...ID, account_type: "varchar(20)", account_id: "int" } },
	});
	expect(foundBy("polymorphic-pair", schema)).toEqual([]);
	expect(foundBy("missing-reference-index", schema)).toMatchObject([{ table: "d", columns: ["account_id"] }]);
});

test("a sort of the row's own kind, beside an id of that kind from elsewhere, is no pair", () => {
	const schema = model({
		properties: { columns: { ...ID, propertyType: "varchar(40)", propertyId: "varchar(40)" } },
		offers: { columns: { ...ID, property_type: "varchar(40)", property_id: "varchar(40)" } },
	});
	expect(foundBy("polymorphic-pair", schema)).toEqual([]);
});
