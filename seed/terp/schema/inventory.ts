import { index, int, mysqlEnum, mysqlTable, text, varchar } from "drizzle-orm/mysql-core";
import { createdAt, id, moment, updatedAt } from "./columns.ts";

/** Quantities and prices of inventory are text in TERP, and its queries cast them. */
const numberAsText = (name: string) => varchar(name, { length: 20 });
const quantity = (name: string) => numberAsText(name).notNull().default("0");
const flag = (name: string) => int(name).notNull().default(0);

const batchStatuses = [
	"AWAITING_INTAKE",
	"LIVE",
	"PHOTOGRAPHY_COMPLETE",
	"ON_HOLD",
	"QUARANTINED",
	"SOLD_OUT",
	"CLOSED",
] as const;
const cogsModes = ["FIXED", "RANGE"] as const;
const batchPaymentTerms = ["COD", "NET_7", "NET_15", "NET_30", "CONSIGNMENT", "PARTIAL"] as const;

export const lots = mysqlTable("lots", {
	id: id(),
	code: varchar("code", { length: 50 }).notNull().unique(),
	vendorId: int("vendorId").notNull(),
	date: moment("date").notNull(),
	notes: text("notes"),
	createdAt: createdAt(),
	updatedAt: updatedAt(),
});

export const batches = mysqlTable(
	"batches",
	{
		id: id(),
		code: varchar("code", { length: 50 }).notNull().unique(),
		sku: varchar("sku", { length: 100 }).notNull().unique(),
		productId: int("productId").notNull(),
		lotId: int("lotId").notNull(),
		status: mysqlEnum("batchStatus", batchStatuses).notNull().default("AWAITING_INTAKE"),
		statusId: int("statusId"),
		grade: varchar("grade", { length: 10 }),
		isSample: flag("isSample"),
		sampleOnly: flag("sampleOnly"),
		sampleAvailable: flag("sampleAvailable"),
		cogsMode: mysqlEnum("cogsMode", cogsModes).notNull(),
		unitCogs: numberAsText("unitCogs"),
		unitCogsMin: numberAsText("unitCogsMin"),
		unitCogsMax: numberAsText("unitCogsMax"),
		paymentTerms: mysqlEnum("paymentTerms", batchPaymentTerms).notNull(),
		amountPaid: numberAsText("amountPaid").default("0"),
		metadata: text("metadata"),
		photoSessionEventId: int("photo_session_event_id"),
		onHandQty: quantity("onHandQty"),
		sampleQty: quantity("sampleQty"),
		reservedQty: quantity("reservedQty"),
		quarantineQty: quantity("quarantineQty"),
		holdQty: quantity("holdQty"),
		defectiveQty: quantity("defectiveQty"),
		publishEcom: flag("publishEcom"),
		publishB2b: flag("publishB2b"),
		createdAt: createdAt(),
		updatedAt: updatedAt(),
	},
	// In TERP these two columns are foreign keys, which brings an index each. Their parents are not part of
	// the dataset, so the indexes are modelled alone: writes pay for them and the optimizer sees them all the same.
	(table) => [
		index("batches_statusId_fk").on(table.statusId),
		index("batches_photo_session_event_id_fk").on(table.photoSessionEventId),
	],
);

export const batchLocations = mysqlTable("batchLocations", {
	id: id(),
	batchId: int("batchId").notNull(),
	site: varchar("site", { length: 100 }).notNull(),
	zone: varchar("zone", { length: 100 }),
	rack: varchar("rack", { length: 100 }),
	shelf: varchar("shelf", { length: 100 }),
	bin: varchar("bin", { length: 100 }),
	qty: numberAsText("qty").notNull(),
	createdAt: createdAt(),
	updatedAt: updatedAt(),
});

export const sales = mysqlTable("sales", {
	id: id(),
	batchId: int("batchId").notNull(),
	productId: int("productId").notNull(),
	quantity: numberAsText("quantity").notNull(),
	cogsAtSale: numberAsText("cogsAtSale").notNull(),
	salePrice: numberAsText("salePrice").notNull(),
	cogsOverride: flag("cogsOverride"),
	customerId: int("customerId"),
	saleDate: moment("saleDate").notNull(),
	notes: text("notes"),
	createdBy: int("createdBy").notNull(),
	createdAt: createdAt(),
	updatedAt: updatedAt(),
});
