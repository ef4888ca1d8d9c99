import { QueryBuilder } from "drizzle-orm/mysql-core";

/** Renders the text and parameters that the application's Drizzle sends through mysql2; needs no connection. */
export const terp = new QueryBuilder();
