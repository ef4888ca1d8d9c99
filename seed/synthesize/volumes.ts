import { BenchError } from "../../base/errors.ts";
import { parseColumnType } from "../../schema/column-type.ts";
import type { SchemaModel, TableModel } from "../../schema/model.ts";
import type { Volumes } from "../dataset-spec.ts";
import type { Scale } from "../scale.ts";
import { columnValue } from "./column-value.ts";
import { type ColumnWish, DEFAULT_ROWS, type SynthesizeOptions } from "./options.ts";
import { type Reference, uniqueKeys } from "./references.ts";
import { wishesOf } from "./wishes.ts";

/** Rows per row of the table that is referred to, level by level. */
const FAN_OUT = 8;
const DEEPEST = 4;
/** Share of `production` at the scale `smoke`. */
const SMOKE = 0.01;
const FEWEST = 20;

/**
 * Rows per table at a scale: as asked for; else so that tables have eight times the rows of those that they refer to, the
 * largest having `DEFAULT_ROWS`. A unique key with few combinations has its table smaller, unless its rows were asked for.
 */
export function volumesOf(
	model: SchemaModel,
	references: readonly Reference[],
	options: SynthesizeOptions,
): (scale: Scale) => Volumes {
	const { rows = DEFAULT_ROWS } = options;
	const weights = new Map(model.tables.map(({ name }) => [name, weightOf(name, model, references)]));
	const asked = typeof rows === "number" ? {} : rows;
	const stranger = Object.keys(asked).find((name) => !weights.has(name));
	if (stranger !== undefined) {
		throw new BenchError(
			"usage",
			`"rows" speaks of a table ${stranger} that the schema does not have.`,
			`It has ${[...weights.keys()].join(", ")}.`,
		);
	}
	const heaviest = Math.max(1, ...weights.values());
	const ratios = Object.entries(asked).map(([name, count]) => count / (weights.get(name) ?? 1));
	const ratio =
		typeof rows === "number" ? rows / heaviest : ratios.length === 0 ? DEFAULT_ROWS / heaviest : Math.max(...ratios);
	const order = parentsFirst(model.tables, references);
	const wishes = wishesOf(model, options);
	const room = (table: TableModel, volumes: Volumes) =>
		roomOf(table, references, volumes, wishes.get(table.name) ?? new Map());
	return ({ factor }) => {
		const volumes: Record<string, number> = {};
		for (const table of order) {
			const wanted = asked[table.name] ?? Math.max(1, Math.round((weights.get(table.name) ?? 1) * ratio));
			const scaled = Math.max(Math.min(wanted, FEWEST), Math.round(wanted * (factor ?? SMOKE)));
			const most = factor === 1 && asked[table.name] !== undefined ? scaled : room(table, volumes);
			volumes[table.name] = Math.min(scaled, most);
		}
		return Object.fromEntries(model.tables.map(({ name }) => [name, volumes[name] ?? 0]));
	};
}

function weightOf(name: string, model: SchemaModel, references: readonly Reference[]): number {
	const isReferredTo = references.some(({ refTable, table }) => refTable === name && table !== name);
	const depth = depthOf(name, references, new Set());
	const table = model.tables.find((candidate) => candidate.name === name);
	const hasMoments = table?.columns.some(({ type }) => /^(?:date|timestamp)/i.test(type)) === true;
	// A table that stands alone and knows the time is a log, not a list of kinds.
	return FAN_OUT ** Math.min(DEEPEST, depth === 0 && !isReferredTo && hasMoments ? 2 : depth);
}

/** How many references lead one after the other from a table; a circle ends where it began. */
function depthOf(name: string, references: readonly Reference[], above: ReadonlySet<string>): number {
	const below = references.filter(({ table, refTable }) => table === name && refTable !== name && !above.has(refTable));
	const path = new Set([...above, name]);
	return below.reduce((deepest, { refTable }) => Math.max(deepest, 1 + depthOf(refTable, references, path)), 0);
}

/** Tables after those that they refer to, as far as there is no circle. */
export function parentsFirst(tables: readonly TableModel[], references: readonly Reference[]): readonly TableModel[] {
	const done: TableModel[] = [];
	const visit = (table: TableModel, above: ReadonlySet<string>): void => {
		if (done.includes(table) || above.has(table.name)) return;
		const path = new Set([...above, table.name]);
		for (const reference of references) {
			const parent = tables.find(({ name }) => name === reference.refTable);
			if (reference.table === table.name && parent !== undefined) visit(parent, path);
		}
		if (!done.includes(table)) done.push(table);
	};
	for (const table of tables) visit(table, new Set());
	return done;
}

/** Rows that a table's unique keys leave room for; half of the combinations, so that they are not all taken. */
function roomOf(
	table: TableModel,
	references: readonly Reference[],
	volumes: Volumes,
	wishes: ReadonlyMap<string, ColumnWish>,
): number {
	const keys = [table.primaryKey?.columns ?? [], ...uniqueKeys(table)].filter((columns) => columns.length > 0);
	return keys.reduce((least, columns) => {
		const own = references.filter((reference) => reference.table === table.name);
		const inside = own.filter((reference) => reference.columns.every((column) => columns.includes(column)));
		const rest = columns.filter((column) => !inside.some((reference) => reference.columns.includes(column)));
		const sizes = [
			...inside.map(({ refTable }) =>
				refTable === table.name ? Number.POSITIVE_INFINITY : (volumes[refTable] ?? Number.POSITIVE_INFINITY),
			),
			...rest.map((column) => roomOfColumn(table, column, wishes)),
		];
		const combinations = sizes.reduce((product, size) => product * size, 1);
		return Math.min(least, sizes.length === 1 ? combinations : Math.max(1, Math.floor(combinations / 2)));
	}, Number.POSITIVE_INFINITY);
}

/** Far more rows than any table has. */
const ENDLESS_ROWS = 2 ** 40;

/** Values that a column can have, where each row needs its own. */
function roomOfColumn(table: TableModel, name: string, wishes: ReadonlyMap<string, ColumnWish>): number {
	const type = parseColumnType(table.columns.find((column) => column.name === name)?.type ?? "int");
	const wish = wishes.get(name) ?? {};
	try {
		return columnValue({ table: table.name, name, type, rows: ENDLESS_ROWS, unique: true, limits: {}, wish }).capacity;
	} catch (thrown) {
		if (!(thrown instanceof BenchError)) throw thrown;
		// That its values cannot be made is told when they are to be.
		return Number.POSITIVE_INFINITY;
	}
}
