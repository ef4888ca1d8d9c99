import { int, timestamp } from "drizzle-orm/mysql-core";

/** The key that every table has. */
export const id = () => int("id").autoincrement().primaryKey();

/** A moment as MySQL prints it, so that no time zone of the harness enters it. */
export const moment = (name: string) => timestamp(name, { mode: "string" });

export const createdAt = () => moment("createdAt").notNull().defaultNow();

export const updatedAt = () => moment("updatedAt").notNull().defaultNow().onUpdateNow();
