import { getTableColumns, getTableName } from "drizzle-orm";
import { getTableConfig, type MySqlTable } from "drizzle-orm/mysql-core";
import { expect, test } from "vitest";
import {
	batches,
	batchLocations,
	brands,
	clients,
	invoices,
	ledgerEntries,
	lots,
	products,
	productTags,
	sales,
	terpTables,
} from "./schema.ts";

/** "column type" and what else is said of it, as the database will know it. */
const columnsOf = (table: MySqlTable) =>
	Object.values(getTableColumns(table)).map((column) =>
		[column.name, column.getSQLType(), column.notNull ? "not null" : "", column.isUnique ? "unique" : ""]
			.filter((word) => word !== "")
			.join(" "),
	);

const columnsOfIndexes = (table: MySqlTable) =>
	getTableConfig(table).indexes.map((index) =>
		index.config.columns.map((column) => ("name" in column ? column.name : "expression")).join(","),
	);

test("the suite's fifteen tables come parents first", () => {
	const order: string[] = terpTables.map((table) => getTableName(table));
	expect(new Set(order).size).toBe(15);
	const before = (parent: string, child: string) =>
		expect(order.indexOf(parent), `${parent} before ${child}`).toBeLessThan(order.indexOf(child));
	before("vendors", "brands");
	before("vendors", "lots");
	before("brands", "products");
	before("strains", "products");
	before("products", "productTags");
	before("tags", "productTags");
	before("products", "batches");
	before("lots", "batches");
	before("batches", "batchLocations");
	before("batches", "sales");
	before("clients", "sales");
	before("clients", "invoices");
	before("accounts", "ledgerEntries");
	before("fiscalPeriods", "ledgerEntries");
});

test.each([
	["batches.productId", batches, "productId"],
	["batchLocations.batchId", batchLocations, "batchId"],
	["productTags.productId", productTags, "productId"],
	["sales.batchId", sales, "batchId"],
	["ledgerEntries.accountId", ledgerEntries, "accountId"],
	["invoices.customerId", invoices, "customerId"],
] as const)("no key of the seeded schema covers %s", (_name, table, column) => {
	expect(Object.values(getTableColumns(table)).map((known) => known.name)).toContain(column);
	expect(columnsOfIndexes(table).filter((columns) => columns.startsWith(column))).toEqual([]);
	const { foreignKeys, uniqueConstraints, columns } = getTableConfig(table);
	expect(foreignKeys).toEqual([]);
	expect(uniqueConstraints).toEqual([]);
	expect(columns.find((known) => known.name === column)?.isUnique).toBe(false);
});

test("the only other indexes are those that TERP had", () => {
	const found = Object.fromEntries(
		terpTables.map((table) => [getTableName(table), columnsOfIndexes(table)]).filter(([, columns]) => columns?.length),
	);
	expect(found).toEqual({ batches: ["statusId", "photo_session_event_id"], clients: ["teri_code", "total_owed"] });
});

test("unique keys are TERP's", () => {
	const unique = terpTables.flatMap((table) =>
		Object.values(getTableColumns(table))
			.filter((column) => column.isUnique)
			.map((column) => `${getTableName(table)}.${column.name}`),
	);
	expect(unique).toEqual([
		"vendors.name",
		"strains.name",
		"tags.name",
		"lots.code",
		"batches.code",
		"batches.sku",
		"clients.teri_code",
		"invoices.invoiceNumber",
		"accounts.accountNumber",
		"ledgerEntries.entryNumber",
	]);
});

test("sales keep quantities and prices as text", () => {
	expect(columnsOf(sales)).toEqual([
		"id int not null",
		"batchId int not null",
		"productId int not null",
		"quantity varchar(20) not null",
		"cogsAtSale varchar(20) not null",
		"salePrice varchar(20) not null",
		"cogsOverride int not null",
		"customerId int",
		"saleDate timestamp not null",
		"notes text",
		"createdBy int not null",
		"createdAt timestamp not null",
		"updatedAt timestamp not null",
	]);
});

test("the ledger keeps money as decimals, belongs to a period and has no updatedAt", () => {
	expect(columnsOf(ledgerEntries)).toEqual([
		"id int not null",
		"entryNumber varchar(50) not null unique",
		"entryDate date not null",
		"accountId int not null",
		"debit decimal(12,2) not null",
		"credit decimal(12,2) not null",
		"description text",
		"referenceType varchar(50)",
		"referenceId int",
		"fiscalPeriodId int not null",
		"isManual boolean not null",
		"isPosted boolean not null",
		"postedAt timestamp",
		"postedBy int",
		"createdBy int not null",
		"createdAt timestamp not null",
	]);
});

test("invoices are as TERP declares them", () => {
	expect(columnsOf(invoices)).toEqual([
		"id int not null",
		"invoiceNumber varchar(50) not null unique",
		"customerId int not null",
		"invoiceDate date not null",
		"dueDate date not null",
		"subtotal decimal(12,2) not null",
		"taxAmount decimal(12,2) not null",
		"discountAmount decimal(12,2) not null",
		"totalAmount decimal(12,2) not null",
		"amountPaid decimal(12,2) not null",
		"amountDue decimal(12,2) not null",
		"status enum('DRAFT','SENT','VIEWED','PARTIAL','PAID','OVERDUE','VOID') not null",
		"paymentTerms varchar(100)",
		"notes text",
		"referenceType varchar(50)",
		"referenceId int",
		"createdBy int not null",
		"createdAt timestamp not null",
		"updatedAt timestamp not null",
	]);
});

test("a batch's status has its TERP name in code, its own name in the database and a default", () => {
	expect(batches.status.name).toBe("batchStatus");
	expect(batches.status.default).toBe("AWAITING_INTAKE");
	expect(batches.status.enumValues).toEqual([
		"AWAITING_INTAKE",
		"LIVE",
		"PHOTOGRAPHY_COMPLETE",
		"ON_HOLD",
		"QUARANTINED",
		"SOLD_OUT",
		"CLOSED",
	]);
	expect(batches.onHandQty.getSQLType()).toBe("varchar(20)");
	expect(batches.onHandQty.default).toBe("0");
});

test("of the six indexed tables only productTags has a column for soft deletion", () => {
	const withDeletion = [batches, batchLocations, productTags, sales, ledgerEntries, invoices].filter((table) =>
		Object.values(getTableColumns(table)).some((column) => column.name === "deleted_at"),
	);
	expect(withDeletion).toEqual([productTags]);
});

test("parents keep the columns that the queries join and filter by", () => {
	expect(columnsOf(products)).toContain("category varchar(100) not null");
	expect(columnsOf(products)).toContain("strainId int");
	expect(columnsOf(lots)).toContain("vendorId int not null");
	expect(columnsOf(brands)).toContain("name varchar(255) not null");
	expect(columnsOf(clients)).toContain("avg_profit_margin decimal(5,2)");
});
