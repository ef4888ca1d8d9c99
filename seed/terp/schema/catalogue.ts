import { int, mysqlTable, text, varchar } from "drizzle-orm/mysql-core";
import { createdAt, id, moment, updatedAt } from "./columns.ts";

export const vendors = mysqlTable("vendors", {
	id: id(),
	name: varchar("name", { length: 255 }).notNull().unique(),
	contactName: varchar("contactName", { length: 255 }),
	contactEmail: varchar("contactEmail", { length: 320 }),
	contactPhone: varchar("contactPhone", { length: 50 }),
	paymentTerms: varchar("paymentTerms", { length: 100 }),
	notes: text("notes"),
	createdAt: createdAt(),
	updatedAt: updatedAt(),
});

export const brands = mysqlTable("brands", {
	id: id(),
	name: varchar("name", { length: 255 }).notNull(),
	vendorId: int("vendorId"),
	description: text("description"),
	createdAt: createdAt(),
	updatedAt: updatedAt(),
});

export const strains = mysqlTable("strains", {
	id: id(),
	name: varchar("name", { length: 255 }).notNull().unique(),
	standardizedName: varchar("standardizedName", { length: 255 }).notNull(),
	aliases: text("aliases"),
	category: varchar("category", { length: 50 }),
	description: text("description"),
	openthcId: varchar("openthcId", { length: 255 }),
	openthcStub: varchar("openthcStub", { length: 255 }),
	parentStrainId: int("parentStrainId"),
	baseStrainName: varchar("baseStrainName", { length: 255 }),
	createdAt: createdAt(),
	updatedAt: updatedAt(),
});

export const products = mysqlTable("products", {
	id: id(),
	brandId: int("brandId").notNull(),
	strainId: int("strainId"),
	nameCanonical: varchar("nameCanonical", { length: 500 }).notNull(),
	category: varchar("category", { length: 100 }).notNull(),
	subcategory: varchar("subcategory", { length: 100 }),
	uomSellable: varchar("uomSellable", { length: 20 }).notNull().default("EA"),
	description: text("description"),
	createdAt: createdAt(),
	updatedAt: updatedAt(),
});

export const tags = mysqlTable("tags", {
	id: id(),
	name: varchar("name", { length: 100 }).notNull().unique(),
	standardizedName: varchar("standardizedName", { length: 100 }).notNull(),
	category: varchar("category", { length: 50 }),
	description: text("description"),
	createdAt: createdAt(),
	updatedAt: updatedAt(),
});

/** The only one of the six indexed tables with a column for soft deletion; the pair (productId, tagId) is not unique. */
export const productTags = mysqlTable("productTags", {
	id: id(),
	productId: int("productId").notNull(),
	tagId: int("tagId").notNull(),
	createdAt: createdAt(),
	deletedAt: moment("deleted_at"),
});
