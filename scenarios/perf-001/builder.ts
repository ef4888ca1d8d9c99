import { QueryBuilder } from "drizzle-orm/mysql-core";
import { drizzle } from "drizzle-orm/mysql-proxy";

/** Renders the text and parameters that the application's Drizzle sends through mysql2; needs no connection. */
export const terp = new QueryBuilder();

/** The same for INSERT, UPDATE and DELETE, which Drizzle builds on a database only; this one reaches none. */
export const terpDatabase = drizzle(() => Promise.reject(new Error("Statements are rendered here, not sent.")));
