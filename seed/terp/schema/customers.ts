import { boolean, date, decimal, index, int, json, mysqlEnum, mysqlTable, text, varchar } from "drizzle-orm/mysql-core";
import { createdAt, id, moment, updatedAt } from "./columns.ts";

const cogsAdjustmentTypes = ["NONE", "PERCENTAGE", "FIXED_AMOUNT"] as const;
const invoiceStatuses = ["DRAFT", "SENT", "VIEWED", "PARTIAL", "PAID", "OVERDUE", "VOID"] as const;

const total = (name: string) => decimal(name, { precision: 15, scale: 2 });
const money = (name: string) => decimal(name, { precision: 12, scale: 2 }).notNull();

export const clients = mysqlTable(
	"clients",
	{
		id: id(),
		teriCode: varchar("teri_code", { length: 50 }).notNull().unique(),
		name: varchar("name", { length: 255 }).notNull(),
		email: varchar("email", { length: 255 }),
		phone: varchar("phone", { length: 50 }),
		address: text("address"),
		isBuyer: boolean("is_buyer"),
		isSeller: boolean("is_seller"),
		isBrand: boolean("is_brand"),
		isReferee: boolean("is_referee"),
		isContractor: boolean("is_contractor"),
		tags: json("tags"),
		pricingProfileId: int("pricing_profile_id"),
		customPricingRules: json("custom_pricing_rules"),
		cogsAdjustmentType: mysqlEnum("cogsAdjustmentType", cogsAdjustmentTypes),
		cogsAdjustmentValue: decimal("cogs_adjustment_value", { precision: 10, scale: 4 }),
		autoDeferConsignment: boolean("auto_defer_consignment"),
		totalSpent: total("total_spent"),
		totalProfit: total("total_profit"),
		avgProfitMargin: decimal("avg_profit_margin", { precision: 5, scale: 2 }),
		totalOwed: total("total_owed"),
		oldestDebtDays: int("oldest_debt_days"),
		vipPortalEnabled: boolean("vip_portal_enabled"),
		vipPortalLastLogin: moment("vip_portal_last_login"),
		createdAt: createdAt(),
		updatedAt: updatedAt(),
	},
	(table) => [index("idx_teri_code").on(table.teriCode), index("idx_total_owed").on(table.totalOwed)],
);

export const invoices = mysqlTable("invoices", {
	id: id(),
	invoiceNumber: varchar("invoiceNumber", { length: 50 }).notNull().unique(),
	customerId: int("customerId").notNull(),
	invoiceDate: date("invoiceDate", { mode: "string" }).notNull(),
	dueDate: date("dueDate", { mode: "string" }).notNull(),
	subtotal: money("subtotal"),
	taxAmount: money("taxAmount").default("0"),
	discountAmount: money("discountAmount").default("0"),
	totalAmount: money("totalAmount"),
	amountPaid: money("amountPaid").default("0"),
	amountDue: money("amountDue"),
	status: mysqlEnum("status", invoiceStatuses).notNull().default("DRAFT"),
	paymentTerms: varchar("paymentTerms", { length: 100 }),
	notes: text("notes"),
	referenceType: varchar("referenceType", { length: 50 }),
	referenceId: int("referenceId"),
	createdBy: int("createdBy").notNull(),
	createdAt: createdAt(),
	updatedAt: updatedAt(),
});
