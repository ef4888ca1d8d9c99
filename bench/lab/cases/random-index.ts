import type { Draw } from "./draw.ts";
import { type CaseColumn, type CaseSchema, type CaseTable, isPlain } from "./random-schema.ts";

/** One index that a case tries. */
export interface CaseIndex {
	readonly name: string;
	readonly table: string;
	readonly columns: readonly string[];
	/** The list in parentheses as CREATE INDEX has it, with prefix lengths and directions. */
	readonly parts: string;
	readonly unique: boolean;
	/** Draws a query that only an index on an expression can serve. */
	readonly finds?: (draw: Draw) => { readonly shape: string; readonly sql: string };
}

/** An index of one to three columns, now and then descending, on a prefix, covering or unique. */
export function randomIndex(number: number, schema: CaseSchema, draw: Draw): CaseIndex {
	const table = draw.chance(0.8) ? schema.child : schema.parent;
	const usable = table.columns.filter(isPlain);
	if (draw.chance(0.12)) return expressionIndex(number, table, draw);
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

/**
 * An index on an expression, of one value a row or of many. FULLTEXT is not among them: without its index the query that
 * it serves fails, so that there is nothing to compare.
 */
function expressionIndex(number: number, table: CaseTable, draw: Draw): CaseIndex {
	const from = `from \`${table.name}\``;
	const figure = () => draw.one(["*", "count(*) as n", "count(*) as n, sum(amount) as total"]);
	const all = [
		{
			expression: "(`amount` % 97)",
			finds: (d: Draw) => `select ${figure()} ${from} where (\`amount\` % 97) = ${d.between(0, 96)}`,
		},
		{
			expression: "(lower(`label`))",
			finds: (d: Draw) =>
				`select ${figure()} ${from} where lower(\`label\`) ${d.one([">", "<"])} '${d.one(["birch", "ember", "heath 4"])}'`,
		},
		{
			expression: "(cast(`tags` as unsigned array))",
			finds: (d: Draw) => {
				const some = d.one([
					`${d.between(0, 9)} member of (\`tags\`)`,
					`json_overlaps(\`tags\`, '[${d.between(0, 99)}, 3]')`,
				]);
				return `select ${draw.one(["id", "count(*) as n"])} ${from} where ${some}`;
			},
		},
	];
	const hasTags = table.columns.some(({ role }) => role === "tags");
	const { expression, finds } = draw.one(hasTags ? all : all.slice(0, 2));
	return {
		name: `tried_${number}`,
		table: table.name,
		columns: [],
		parts: expression,
		unique: false,
		finds: (d) => ({ shape: "expression", sql: finds(d) }),
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
