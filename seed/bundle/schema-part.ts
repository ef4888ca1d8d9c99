import { z } from "zod";
import { count, name } from "./numbers.ts";

/**
 * A table's definition without anything that is a value: no defaults, no comments, no text of checks or of generated columns,
 * and the members of an enum or a set as m1, m2, ... in their order and number. Where the application's own schema is at
 * hand, the twin has its tables from there, and this tells what was different.
 */
export const bundledColumn = z.strictObject({
	name,
	/** As information_schema's COLUMN_TYPE: "varchar(100)", "bigint unsigned", "enum('m1','m2')". */
	type: z.string().min(1).max(2000),
	notNull: z.boolean(),
	autoIncrement: z.boolean().default(false),
	/** Whether the server fills it in: a default or nothing. */
	hasDefault: z.boolean().default(false),
	generated: z.enum(["stored", "virtual"]).optional(),
	charset: name.optional(),
	collation: name.optional(),
});

export const bundledIndex = z.strictObject({
	name,
	kind: z.enum(["plain", "unique", "fulltext", "spatial"]),
	parts: z
		.array(
			z.union([
				z.strictObject({ column: name, length: count.optional(), descending: z.boolean().optional() }),
				/** What it says is left out, since it may hold literals. */
				z.strictObject({ expression: z.literal(true), descending: z.boolean().optional() }),
			]),
		)
		.min(1),
	visible: z.boolean().default(true),
});

export const bundledTable = z.strictObject({
	columns: z.array(bundledColumn).min(1),
	primaryKey: z.array(name).optional(),
	indexes: z.array(bundledIndex),
	foreignKeys: z.array(
		z.strictObject({ name, columns: z.array(name).min(1), refTable: name, refColumns: z.array(name).min(1) }),
	),
	/** How many checks there are. */
	checks: count.default(0),
	partitions: count.optional(),
	engine: name.optional(),
});

export type BundledTable = z.infer<typeof bundledTable>;
export type BundledColumn = z.infer<typeof bundledColumn>;
