import { relations } from "drizzle-orm";
import { bigint, date, decimal, index, int, mysqlEnum, mysqlTable, timestamp, varchar } from "drizzle-orm/mysql-core";
import { products } from "./goods";
import { addresses, customers, staff } from "./people";

export const orders = mysqlTable(
	"orders",
	{
		id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
		number: varchar("number", { length: 20 }).notNull().unique(),
		customerId: int("customer_id")
			.notNull()
			.references(() => customers.id),
		addressId: int("address_id").references(() => addresses.id),
		packedBy: int("packed_by"),
		status: mysqlEnum("status", ["open", "paid", "packed", "sent", "returned"]).notNull().default("open"),
		total: decimal("total", { precision: 12, scale: 2 }).notNull(),
		placedAt: timestamp("placed_at").notNull().defaultNow(),
		updatedAt: timestamp("updated_at").notNull().defaultNow().onUpdateNow(),
	},
	(t) => [index("orders_customer_idx").on(t.customerId)],
);

export const orderLines = mysqlTable("order_lines", {
	id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
	orderId: bigint("order_id", { mode: "number", unsigned: true }).notNull(),
	productId: int("product_id").notNull(),
	quantity: int("quantity").notNull(),
	price: decimal("price", { precision: 10, scale: 2 }).notNull(),
});

export const payments = mysqlTable("payments", {
	id: int("id").autoincrement().primaryKey(),
	orderId: bigint("order_id", { mode: "number", unsigned: true })
		.notNull()
		.references(() => orders.id),
	method: mysqlEnum("method", ["card", "transfer", "voucher"]).notNull(),
	amount: decimal("amount", { precision: 12, scale: 2 }).notNull(),
	bookedOn: date("booked_on", { mode: "string" }).notNull(),
});

export const returns = mysqlTable("returns", {
	id: int("id").autoincrement().primaryKey(),
	orderLineId: bigint("order_line_id", { mode: "number", unsigned: true }).notNull(),
	reason: varchar("reason", { length: 200 }),
	createdAt: timestamp("created_at").notNull().defaultNow(),
});

export const ordersRelations = relations(orders, ({ one, many }) => ({
	customer: one(customers, { fields: [orders.customerId], references: [customers.id] }),
	packer: one(staff, { fields: [orders.packedBy], references: [staff.id] }),
	lines: many(orderLines),
}));

export const orderLinesRelations = relations(orderLines, ({ one }) => ({
	order: one(orders, { fields: [orderLines.orderId], references: [orders.id] }),
	product: one(products, { fields: [orderLines.productId], references: [products.id] }),
}));

export const coupons = mysqlTable("coupons", {
	code: varchar("code", { length: 24 }).primaryKey(),
	percent: int("percent").notNull(),
	validUntil: date("valid_until", { mode: "string" }),
});
