import type { Draw } from "./draw.ts";
import type { CaseColumn, CaseSchema, CaseTable } from "./random-schema.ts";

/** One index that a case tries. */
export interface CaseIndex {
	readonly name: string;
	readonly table: string;
	readonly columns: readonly string[];
	/** The list in parentheses as CREATE INDEX has it, with prefix lengths and directions. */
	readonly parts: string;
	readonly unique: boolean;
}

/** An index of one to three columns, now and then descending, on a prefix, covering or unique. */
export function randomIndex(number: number, schema: CaseSchema, draw: Draw): CaseIndex {
	const table = draw.chance(0.8) ? schema.child : schema.parent;
	const usable = table.columns.filter(({ role }) => role !== "filler");
	const chosen = draw.some(usable, draw.one([1, 1, 2, 2, 3]));
	const unique = draw.chance(0.06);
	const descending = draw.chance(0.12);
	const parts = chosen.map((column, i) => partOf(column, descending && i === chosen.length - 1, draw));
	// Only with the primary key in it is every row different.
	const columns = [...chosen.map(({ name }) => name), ...(unique ? ["id"] : [])];
	return {
		name: `tried_${number}`,
		table: table.name,
		columns,
		parts: [...parts, ...(unique ? ["id"] : [])].join(", "),
		unique,
	};
}

function partOf({ name, role }: CaseColumn, descending: boolean, draw: Draw): string {
	const prefix = role === "text" && draw.chance(0.2) ? `(${draw.one([3, 8])})` : "";
	return `\`${name}\`${prefix}${descending ? " desc" : ""}`;
}

export function createIndex({ name, table, parts, unique }: CaseIndex): string {
	return `alter table \`${table}\` add ${unique ? "unique " : ""}index \`${name}\` (${parts}) invisible`;
}

export function dropIndex({ name, table }: CaseIndex): string {
	return `alter table \`${table}\` drop index \`${name}\``;
}

/** The table of an index, of a schema. */
export function tableOf(index: CaseIndex, { parent, child }: CaseSchema): CaseTable {
	return index.table === child.name ? child : parent;
}
