import { boolean, date, decimal, int, mysqlEnum, mysqlTable, text, varchar } from "drizzle-orm/mysql-core";
import { createdAt, id, moment, updatedAt } from "./columns.ts";

const accountTypes = ["ASSET", "LIABILITY", "EQUITY", "REVENUE", "EXPENSE"] as const;
const normalBalances = ["DEBIT", "CREDIT"] as const;
const fiscalStatuses = ["OPEN", "CLOSED", "LOCKED"] as const;

const amount = (name: string) => decimal(name, { precision: 12, scale: 2 }).notNull().default("0");

export const accounts = mysqlTable("accounts", {
	id: id(),
	accountNumber: varchar("accountNumber", { length: 20 }).notNull().unique(),
	accountName: varchar("accountName", { length: 255 }).notNull(),
	accountType: mysqlEnum("accountType", accountTypes).notNull(),
	parentAccountId: int("parentAccountId"),
	isActive: boolean("isActive").notNull().default(true),
	normalBalance: mysqlEnum("normalBalance", normalBalances).notNull(),
	description: text("description"),
	createdAt: createdAt(),
	updatedAt: updatedAt(),
});

export const fiscalPeriods = mysqlTable("fiscalPeriods", {
	id: id(),
	periodName: varchar("periodName", { length: 100 }).notNull(),
	startDate: date("startDate", { mode: "string" }).notNull(),
	endDate: date("endDate", { mode: "string" }).notNull(),
	fiscalYear: int("fiscalYear").notNull(),
	status: mysqlEnum("status", fiscalStatuses).notNull().default("OPEN"),
	closedAt: moment("closedAt"),
	closedBy: int("closedBy"),
	createdAt: createdAt(),
	updatedAt: updatedAt(),
});

/** The ledger has no updatedAt: an entry is posted or reversed, never edited. */
export const ledgerEntries = mysqlTable("ledgerEntries", {
	id: id(),
	entryNumber: varchar("entryNumber", { length: 50 }).notNull().unique(),
	entryDate: date("entryDate", { mode: "string" }).notNull(),
	accountId: int("accountId").notNull(),
	debit: amount("debit"),
	credit: amount("credit"),
	description: text("description"),
	referenceType: varchar("referenceType", { length: 50 }),
	referenceId: int("referenceId"),
	fiscalPeriodId: int("fiscalPeriodId").notNull(),
	isManual: boolean("isManual").notNull().default(false),
	isPosted: boolean("isPosted").notNull().default(false),
	postedAt: moment("postedAt"),
	postedBy: int("postedBy"),
	createdBy: int("createdBy").notNull(),
	createdAt: createdAt(),
});
