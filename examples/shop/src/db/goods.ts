import { relations } from "drizzle-orm";
import { decimal, foreignKey, int, json, mysqlTable, primaryKey, text, varchar } from "drizzle-orm/mysql-core";

export const categories = mysqlTable(
	"categories",
	{
		id: int("id").autoincrement().primaryKey(),
		name: varchar("name", { length: 80 }).notNull(),
		parentId: int("parent_id"),
	},
	(t) => [foreignKey({ columns: [t.parentId], foreignColumns: [t.id] })],
);

export const products = mysqlTable("products", {
	id: int("id").autoincrement().primaryKey(),
	sku: varchar("sku", { length: 40 }).notNull().unique(),
	title: varchar("title", { length: 200 }).notNull(),
	description: text("description"),
	categoryId: int("category_id").references(() => categories.id),
	price: decimal("price", { precision: 10, scale: 2 }).notNull(),
	attributes: json("attributes").$type<Record<string, string>>(),
});

export const tags = mysqlTable("tags", {
	id: int("id").autoincrement().primaryKey(),
	name: varchar("name", { length: 60 }).notNull().unique(),
});

export const productTags = mysqlTable(
	"product_tags",
	{ productId: int("product_id").notNull(), tagId: int("tag_id").notNull() },
	(t) => [primaryKey({ columns: [t.productId, t.tagId] })],
);

export const productTagsRelations = relations(productTags, ({ one }) => ({
	product: one(products, { fields: [productTags.productId], references: [products.id] }),
	tag: one(tags, { fields: [productTags.tagId], references: [tags.id] }),
}));
