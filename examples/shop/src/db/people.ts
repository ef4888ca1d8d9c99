import { boolean, datetime, index, int, mysqlEnum, mysqlTable, timestamp, varchar } from "drizzle-orm/mysql-core";

export const customers = mysqlTable("customers", {
	id: int("id").autoincrement().primaryKey(),
	email: varchar("email", { length: 160 }).notNull().unique(),
	name: varchar("name", { length: 120 }).notNull(),
	newsletter: boolean("newsletter").notNull().default(false),
	createdAt: timestamp("created_at").notNull().defaultNow(),
	deletedAt: datetime("deleted_at", { fsp: 6 }),
});

export const addresses = mysqlTable("addresses", {
	id: int("id").autoincrement().primaryKey(),
	customerId: int("customer_id")
		.notNull()
		.references(() => customers.id, { onDelete: "cascade" }),
	street: varchar("street", { length: 160 }).notNull(),
	city: varchar("city", { length: 80 }).notNull(),
	country: varchar("country", { length: 2 }).notNull(),
});

export const staff = mysqlTable(
	"staff",
	{
		id: int("id").autoincrement().primaryKey(),
		name: varchar("name", { length: 120 }).notNull(),
		role: mysqlEnum("role", ["clerk", "packer", "manager"]).notNull(),
		managerId: int("manager_id"),
	},
	(t) => [index("staff_role_idx").on(t.role)],
);
