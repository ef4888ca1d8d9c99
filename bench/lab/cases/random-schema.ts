import { type Draw, drawFor } from "./draw.ts";

/** How queries may use a column. */
export type ColumnRole = "reference" | "category" | "number" | "moment" | "text" | "flag" | "tags" | "filler";

export interface CaseColumn {
	readonly name: string;
	readonly role: ColumnRole;
	/** As CREATE TABLE has it. */
	readonly type: string;
	readonly nullable: boolean;
	/** SQL expression of row number `i`; seeded, so that the same server version makes the same rows. */
	readonly fill: string;
}

export interface CaseTable {
	readonly name: string;
	readonly rows: number;
	/** Beside the primary key `id`. */
	readonly columns: readonly CaseColumn[];
}

/** A parent and a child whose rows refer to it. */
export interface CaseSchema {
	readonly parent: CaseTable;
	readonly child: CaseTable;
}

/** A small schema with skewed, correlated and missing values. */
export function randomSchema(name: string): CaseSchema {
	const draw = drawFor(name);
	const parentRows = draw.one([60, 300, 1200, 1200, 4000, 4000]);
	const parent = randomTable("owners", parentRows, 0, draw);
	const child = randomTable("events", draw.one([4000, 12_000, 30_000, 60_000]), parentRows, draw);
	return { parent, child };
}

function randomTable(name: string, rows: number, parents: number, draw: Draw): CaseTable {
	const columns: CaseColumn[] = [];
	if (parents > 0) columns.push(reference(parents, draw));
	columns.push(category("state", draw), moment(rows, draw), number("amount", draw), text(draw), flag(draw));
	if (draw.chance(0.6)) columns.push(category("kind", draw));
	if (draw.chance(0.6)) columns.push(correlated(columns[0], draw));
	if (draw.chance(0.4)) columns.push(lateMoment(draw));
	if (draw.chance(0.8)) columns.push(filler(draw));
	if (draw.chance(0.5)) columns.push(tags(draw));
	return { name, rows, columns };
}

const rand = (draw: Draw) => `rand(${draw.between(1, 1_000_000)})`;
/** Powers above one make low numbers frequent. */
const skewed = (draw: Draw) => `pow(${rand(draw)}, ${draw.one([1, 1, 2, 4])})`;

function maybeNull(column: CaseColumn, probability: number, draw: Draw): CaseColumn {
	return { ...column, nullable: true, fill: `if(${rand(draw)} < ${probability}, null, ${column.fill})` };
}

function reference(parents: number, draw: Draw): CaseColumn {
	const fill = `1 + floor(${skewed(draw)} * ${parents})`;
	const column: CaseColumn = { name: "owner_id", role: "reference", type: "int", nullable: false, fill };
	return draw.chance(0.2) ? maybeNull(column, 0.2, draw) : column;
}

function category(name: string, draw: Draw): CaseColumn {
	const values = draw.one([2, 4, 8, 30]);
	const position = `floor(${skewed(draw)} * ${values})`;
	const base = { name, role: "category" as const, nullable: false };
	if (draw.chance(0.5)) return { ...base, type: "tinyint", fill: position };
	return { ...base, type: "varchar(20)", fill: `concat('${name} ', ${position})` };
}

function moment(rows: number, draw: Draw): CaseColumn {
	const step = Math.ceil(63_000_000 / rows);
	const seconds = draw.chance(0.6)
		? `i * ${step} + floor(${rand(draw)} * ${step * 20})`
		: `floor(${rand(draw)} * 63000000)`;
	const fill = `timestamp('2024-01-01') + interval ${seconds} second`;
	return { name: "made_at", role: "moment", type: "datetime", nullable: false, fill };
}

function lateMoment(draw: Draw): CaseColumn {
	const fill = `timestamp('2025-01-01') + interval floor(${rand(draw)} * 20000000) second`;
	const column: CaseColumn = { name: "closed_at", role: "moment", type: "datetime", nullable: true, fill };
	return maybeNull(column, draw.one([0.05, 0.5, 0.97]), draw);
}

function number(name: string, draw: Draw): CaseColumn {
	const fill = `floor(${skewed(draw)} * ${draw.one([100, 1000, 1_000_000])})`;
	const type = draw.one(["int", "int", "bigint", "decimal(12,2)"]);
	return { name, role: "number", type, nullable: false, fill };
}

function correlated(other: CaseColumn | undefined, draw: Draw): CaseColumn {
	const source = other?.role === "reference" ? `coalesce(${other.name}, 0)` : "i";
	const fill = `(${source} div ${draw.one([3, 10, 50])}) + floor(${rand(draw)} * ${draw.one([1, 2, 10])})`;
	return { name: "region", role: "number", type: "int", nullable: false, fill };
}

function flag(draw: Draw): CaseColumn {
	const fill = `${rand(draw)} < ${draw.one([0.01, 0.1, 0.5, 0.98])}`;
	return { name: "active", role: "flag", type: "tinyint", nullable: false, fill };
}

function text(draw: Draw): CaseColumn {
	const words = "'amber','birch','cedar','delta','ember','fjord','grove','heath'";
	const fill = `concat(elt(1 + floor(${rand(draw)} * 8), ${words}), ' ', floor(${skewed(draw)} * ${draw.one([50, 5000, 1_000_000])}))`;
	const column: CaseColumn = { name: "label", role: "text", type: "varchar(60)", nullable: false, fill };
	return draw.chance(0.3) ? maybeNull(column, 0.3, draw) : column;
}

/** An array of numbers, for indexes of many values a row. */
function tags(draw: Draw): CaseColumn {
	const tag = () => `floor(${skewed(draw)} * ${draw.one([10, 200, 5000])})`;
	return {
		name: "tags",
		role: "tags",
		type: "json",
		nullable: false,
		fill: `json_array(${tag()}, ${tag()}, ${tag()})`,
	};
}

function filler(draw: Draw): CaseColumn {
	const length = draw.one([30, 120, 400, 1000]);
	return {
		name: "note",
		role: "filler",
		type: length > 120 ? "text" : "varchar(500)",
		nullable: false,
		fill: `repeat(char(97 + i % 26), ${Math.floor(length / 2)} + floor(${rand(draw)} * ${length}))`,
	};
}

/** Whether queries may order, group and compare by a column. */
export function isPlain({ role }: CaseColumn): boolean {
	return role !== "filler" && role !== "tags";
}

/** Statements that make a table with its rows. */
export function createStatements({ name, rows, columns }: CaseTable): readonly string[] {
	const definitions = columns.map(({ name, type, nullable }) => `\`${name}\` ${type}${nullable ? "" : " not null"}`);
	const names = columns.map((column) => `\`${column.name}\``).join(", ");
	// An expression may name a column that stands before it: then that column's own expression is meant.
	const layers = columns.map(({ name, fill }) => `${fill} as \`${name}\``);
	const [first = "i", ...others] = layers;
	const source = `(select i, ${first} from numbers) as base`;
	return [
		`drop table if exists \`${name}\``,
		`create table \`${name}\` (id int auto_increment primary key, ${definitions.join(", ")})`,
		`insert into \`${name}\` (${names}) with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < ${rows})
		 select ${[`\`${columns[0]?.name}\``, ...others].join(", ")} from ${source} order by i`,
		`analyze table \`${name}\``,
	];
}
