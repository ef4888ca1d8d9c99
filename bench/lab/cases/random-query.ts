import type { Draw } from "./draw.ts";
import type { CaseIndex } from "./random-index.ts";
import { tableOf } from "./random-index.ts";
import { type CaseColumn, type CaseSchema, type CaseTable, isPlain } from "./random-schema.ts";

/** Rows that were read from a table, by column: queries take their values from them, so that frequent ones are frequent. */
export type Sample = readonly Readonly<Record<string, string | number | null>>[];

export interface CaseQuery {
	readonly shape: string;
	readonly sql: string;
	readonly result: "set" | "count";
}

interface Setting {
	readonly schema: CaseSchema;
	readonly table: CaseTable;
	/** The column that the index begins with. */
	readonly lead: CaseColumn;
	/** Other columns of the table, those of the index first where there are more. */
	readonly other: CaseColumn;
	readonly samples: ReadonlyMap<string, Sample>;
	readonly draw: Draw;
}

/** A query such as applications send, with a fair chance that the index matters to it. */
export function randomQuery(
	index: CaseIndex,
	schema: CaseSchema,
	samples: ReadonlyMap<string, Sample>,
	draw: Draw,
): CaseQuery {
	const table = tableOf(index, schema);
	const named = index.columns.flatMap((name) => table.columns.find((column) => column.name === name) ?? []);
	const free = table.columns.filter(isPlain);
	const lead = (draw.chance(0.85) ? named[0] : undefined) ?? draw.one(free);
	const rest = free.filter((column) => column !== lead);
	const second = named.find((column) => column !== lead);
	const other = (second !== undefined && draw.chance(0.6) ? second : undefined) ?? draw.one(rest);
	const setting = { schema, table, lead, other, samples, draw };
	if (index.finds !== undefined && draw.chance(0.7)) return { ...index.finds(draw), result: "set" };
	const [shape, make] = draw.one(SHAPES);
	const made = make(setting);
	return typeof made === "string" ? { shape, sql: made, result: "set" } : { shape, ...made };
}

const quoted = (name: string) => `\`${name}\``;

function literal(value: string | number | null | undefined): string {
	if (value === null || value === undefined) return "0";
	return typeof value === "number" ? String(value) : `'${value}'`;
}

/** A value that some row of the table has in this column, frequent values more often. */
function someValueOf({ samples, draw }: Setting, table: CaseTable, column: CaseColumn): string {
	const values = (samples.get(table.name) ?? []).map((row) => row[column.name]).filter((value) => value !== null);
	return literal(draw.one(values.length === 0 ? [0] : values));
}

function equals(setting: Setting, column: CaseColumn, prefix = ""): string {
	return `${prefix}${quoted(column.name)} = ${someValueOf(setting, setting.table, column)}`;
}

function rangeOn(setting: Setting, column: CaseColumn, prefix = ""): string {
	const [a, b] = [someValueOf(setting, setting.table, column), someValueOf(setting, setting.table, column)];
	const name = `${prefix}${quoted(column.name)}`;
	const bounds = setting.draw.chance(0.5) ? `between least(${a}, ${b}) and greatest(${a}, ${b})` : "";
	if (bounds !== "") return `${name} ${bounds}`;
	return `${name} ${setting.draw.one(["<", ">", "<=", ">="])} ${a}`;
}

/** What a reader wants of the rows: all of them, a few columns, or a figure. */
function picked({ draw, table, lead, other }: Setting): string {
	const narrow = `id, ${quoted(lead.name)}, ${quoted(other.name)}`;
	const figure = `count(*) as n, sum(${quoted(numberOf(table).name)}) as total`;
	return draw.one(["*", narrow, figure, "count(*) as n", quoted(lead.name)]);
}

function numberOf({ columns }: CaseTable): CaseColumn {
	const found = columns.find(({ role }) => role === "number");
	if (found === undefined) throw new Error("every table has a number");
	return found;
}

/** The residual condition that most listings have. */
function alsoWhere(setting: Setting): string {
	const { draw, other } = setting;
	return draw.one(["", ` and ${equals(setting, other)}`, ` and ${rangeOn(setting, other)}`]);
}

function inList(setting: Setting, length: number): string {
	const { table, lead } = setting;
	const values = Array.from({ length }, () => someValueOf(setting, table, lead));
	return `${quoted(lead.name)} in (${[...new Set(values)].join(", ")})`;
}

function like(setting: Setting): string {
	const { table, draw } = setting;
	const text = table.columns.find(({ role }) => role === "text");
	if (text === undefined) return equals(setting, setting.lead);
	const value = someValueOf(setting, table, text).slice(1, -1);
	const pattern = draw.one([`${value.slice(0, 3)}%`, `${value}%`, `%${value.slice(-2)}%`, `%${value.slice(-1)}`]);
	return `${quoted(text.name)} like '${pattern}'`;
}

function joined(setting: Setting, kind: string): string {
	const { schema, draw, table, lead } = setting;
	const on = table.name === schema.child.name ? `c.${quoted(lead.name)}` : "";
	const filter = on === "" ? equals(setting, lead, "p.") : equals(setting, lead, "c.");
	const what = draw.one(["p.id, c.id as child", "count(*) as n", "p.*"]);
	const where = kind === "left join" && on !== "" ? "" : ` where ${draw.chance(0.7) ? filter : "p.id < 40"}`;
	return `select ${what} from owners p ${kind} events c on c.owner_id = p.id${kind === "left join" && on !== "" ? ` and ${filter} where p.id < 50` : where}`;
}

const from = ({ table }: Setting) => `from ${quoted(table.name)}`;
type Made = string | Pick<CaseQuery, "sql" | "result">;

/** Every shape of query that an application's ORM sends. */
const SHAPES: readonly (readonly [string, (setting: Setting) => Made])[] = [
	["point", (s) => `select ${picked(s)} ${from(s)} where ${equals(s, s.lead)}${alsoWhere(s)}`],
	["two equals", (s) => `select ${picked(s)} ${from(s)} where ${equals(s, s.lead)} and ${equals(s, s.other)}`],
	["range", (s) => `select ${picked(s)} ${from(s)} where ${rangeOn(s, s.lead)}${alsoWhere(s)}`],
	["short in", (s) => `select ${picked(s)} ${from(s)} where ${inList(s, s.draw.between(2, 6))}${alsoWhere(s)}`],
	["long in", (s) => `select ${picked(s)} ${from(s)} where ${inList(s, s.draw.between(40, 300))}${alsoWhere(s)}`],
	["or", (s) => `select ${picked(s)} ${from(s)} where ${equals(s, s.lead)} or ${equals(s, s.other)}`],
	["like", (s) => `select ${picked(s)} ${from(s)} where ${like(s)}`],
	[
		"null",
		(s) =>
			`select ${picked(s)} ${from(s)} where ${quoted(s.lead.name)} is ${s.draw.one(["", "not "])}null${alsoWhere(s)}`,
	],
	[
		"remainder",
		(s) =>
			`select ${picked(s)} ${from(s)} where ${equals(s, s.lead)} and ${quoted(numberOf(s.table).name)} % ${s.draw.one([3, 17])} = 1`,
	],
	["order limit", orderLimit],
	[
		"order",
		(s) =>
			`select id, ${quoted(s.lead.name)} ${from(s)} where ${rangeOn(s, s.other)} order by ${quoted(s.lead.name)}, id`,
	],
	[
		"page",
		(s) =>
			`select * ${from(s)} order by ${quoted(s.lead.name)} ${s.draw.one(["asc", "desc"])}, id limit 20 offset ${s.draw.one([0, 200, 2000])}`,
	],
	[
		"group",
		(s) =>
			`select ${quoted(s.lead.name)}, count(*) as n, max(${quoted(s.other.name)}) as last ${from(s)} group by ${quoted(s.lead.name)}`,
	],
	[
		"group where",
		(s) =>
			`select ${quoted(s.other.name)}, count(*) as n ${from(s)} where ${equals(s, s.lead)} group by ${quoted(s.other.name)}`,
	],
	[
		"distinct",
		(s) =>
			`select distinct ${quoted(s.lead.name)} ${from(s)}${s.draw.chance(0.5) ? ` where ${rangeOn(s, s.other)}` : ""}`,
	],
	[
		"min max",
		(s) =>
			`select min(${quoted(s.other.name)}) as low, max(${quoted(s.other.name)}) as high ${from(s)} where ${equals(s, s.lead)}`,
	],
	["max", (s) => `select max(${quoted(s.lead.name)}) as last ${from(s)}`],
	["count", (s) => `select count(*) as n ${from(s)}${s.draw.chance(0.8) ? ` where ${rangeOn(s, s.lead)}` : ""}`],
	["count distinct", (s) => `select count(distinct ${quoted(s.lead.name)}) as n ${from(s)}`],
	[
		"exists",
		(s) =>
			`select p.id from owners p where exists (select 1 from events c where c.owner_id = p.id and ${childCondition(s)})`,
	],
	[
		"anti",
		(s) =>
			`select p.id from owners p where not exists (select 1 from events c where c.owner_id = p.id and ${childCondition(s)})`,
	],
	[
		"in subquery",
		(s) =>
			`select count(*) as n ${from(s)} where ${quoted(s.lead.name)} in (select x.${quoted(s.lead.name)} ${from(s)} x where x.id % 50 = 1)`,
	],
	["join", (s) => joined(s, "join")],
	["left join", (s) => joined(s, "left join")],
	[
		"range join",
		(s) =>
			`select count(*) as n from owners p join ${quoted(s.table.name)} c on c.${quoted(s.lead.name)} ${s.draw.one(["<", ">", ">="])} p.${quoted(s.schema.parent.columns.some(({ name }) => name === s.lead.name) ? s.lead.name : "amount")} where p.id < ${s.draw.one([4, 15])}`,
	],
	[
		"union",
		(s) =>
			`select id from ${quoted(s.table.name)} where ${equals(s, s.lead)} union select id from ${quoted(s.table.name)} where ${equals(s, s.other)}`,
	],
	[
		"derived",
		(s) =>
			`select count(*) as n from (select ${quoted(s.lead.name)} as g, count(*) as c ${from(s)} group by ${quoted(s.lead.name)}) t where t.c > 3`,
	],
	[
		"per row",
		(s) =>
			`select p.id, (select max(c.${quoted(childColumn(s))}) from events c where c.owner_id = p.id) as last from owners p where p.id < ${s.draw.one([10, 60])}`,
	],
	[
		"function",
		(s) =>
			`select count(*) as n ${from(s)} where ${equals(s, s.lead)} and ${s.draw.one(["sha2(label, 256) like 'a%'", "label regexp '[0-9]*7$'", "upper(label) like '%A%1%'"])}`,
	],
];

function childColumn({ lead, table, schema }: Setting): string {
	return table.name === schema.child.name ? lead.name : numberOf(schema.child).name;
}

function childCondition(setting: Setting): string {
	const { schema, table, lead } = setting;
	if (table.name === schema.child.name) return equals(setting, lead, "c.");
	return `c.${quoted(numberOf(schema.child).name)} > ${someValueOf(setting, schema.child, numberOf(schema.child))}`;
}

/** The nearest rows of an order: matches may lie at its beginning, far away or nowhere. */
function orderLimit(setting: Setting): Made {
	const { table, lead, other, draw } = setting;
	const direction = draw.one(["asc", "desc"]);
	const order = draw.one([`${quoted(lead.name)} ${direction}, id ${direction}`, `id ${direction}`]);
	const filter = draw.one([equals(setting, other), rangeOn(setting, other), equals(setting, lead)]);
	return `select id, ${quoted(lead.name)} from ${quoted(table.name)} where ${filter} order by ${order} limit ${draw.one([1, 10, 50])}`;
}
