import { BenchError } from "../../base/errors.ts";
import { tokensOf } from "../../mysql/sql/tokens.ts";
import type { IndexPart, TableModel } from "../../schema/model.ts";
import type { Reference } from "./references.ts";

/** One unique key, primary or not. */
export interface UniqueKey {
	readonly columns: readonly string[];
	readonly primary: boolean;
	/** Of a key on the beginning of a text: so many characters tell rows apart. */
	readonly prefix?: number;
}

/** How a table's unique keys are kept: columns that are different in each row, and combinations that are. */
export interface KeyPlan {
	/** Columns that each row has a value of its own in; with the characters that must tell them apart. */
	readonly alone: ReadonlyMap<string, number | undefined>;
	/** References whose rows point to each row of the other table once at most. */
	readonly oneToOne: ReadonlySet<Reference>;
	/** Keys that only a combination keeps, each column in one of them at most. */
	readonly tuples: readonly UniqueKey[];
}

/** Types whose values may be as many as there are rows without looking odd. */
const OPEN = /^(?:var)?char|text|^(?:var)?binary/i;

/** @throws BenchError where two keys want different things of one column. */
export function planKeys(table: TableModel, references: readonly Reference[]): KeyPlan {
	const alone = new Map<string, number | undefined>();
	const oneToOne = new Set<Reference>();
	const tuples: UniqueKey[] = [];
	const referenceOf = (column: string) => references.find(({ columns }) => columns.includes(column));
	for (const { name, autoIncrement } of table.columns) if (autoIncrement) alone.set(name, undefined);
	const keys = uniqueKeysOf(table).toSorted((a, b) => a.columns.length - b.columns.length);
	for (const key of keys) {
		const { columns, prefix } = key;
		const kept =
			columns.some((column) => alone.has(column) && prefix === undefined) ||
			[...oneToOne].some((reference) => reference.columns.every((column) => columns.includes(column))) ||
			tuples.some((tuple) => tuple.columns.every((column) => columns.includes(column)));
		if (kept) continue;
		const whole = references.find((reference) => sameColumns(reference.columns, columns));
		if (whole !== undefined && whole.refTable !== table.name) {
			oneToOne.add(whole);
			continue;
		}
		const taken = (column: string) => tuples.some((tuple) => tuple.columns.includes(column));
		const isFree = (column: string) => referenceOf(column) === undefined && !taken(column);
		const open =
			columns.find((column) => isFree(column) && isOpen(table, column, columns.length)) ??
			(columns.some(taken) ? columns.find((column) => isFree(column) && isRoomy(table, column)) : undefined);
		if (open !== undefined) {
			alone.set(open, prefix);
			continue;
		}
		const shared = columns.find(taken);
		if (shared !== undefined) {
			throw new BenchError(
				"usage",
				`Two unique keys of ${table.name} share the column ${shared}, and no other column of the second can tell its rows apart.`,
				`Write a generator of your own for ${table.name}.`,
			);
		}
		tuples.push(key);
	}
	return { alone, oneToOne, tuples };
}

function isOpen(table: TableModel, name: string, keyColumns: number): boolean {
	if (keyColumns === 1) return true;
	const type = table.columns.find((column) => column.name === name)?.type ?? "";
	return OPEN.test(type) && !/^(?:var)?(?:char|binary)\((?:[1-9]|1[0-5])\)/i.test(type);
}

/** Numbers that no row need share, where nothing else can tell rows apart. */
function isRoomy(table: TableModel, name: string): boolean {
	return /^(?:big)?int|^decimal|^datetime|^timestamp/i.test(
		table.columns.find((column) => column.name === name)?.type ?? "",
	);
}

function sameColumns(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((column) => b.includes(column));
}

/** Keys on expressions and generated columns count for the one column that these are made of. */
function uniqueKeysOf(table: TableModel): readonly UniqueKey[] {
	const primary = table.primaryKey?.columns ?? [];
	const names = table.columns.map(({ name }) => name);
	const columnOf = (part: IndexPart): string | undefined => {
		const generated = table.columns.find((column) => "column" in part && column.name === part.column)?.generated;
		if ("column" in part && generated === undefined) return part.column;
		const expression = "expression" in part ? part.expression : generated?.sql;
		if (expression === undefined) return undefined;
		const spoken = new Set(
			tokensOf(expression)
				.map(({ text }) => text)
				.filter((text) => names.includes(text)),
		);
		return spoken.size === 1 ? [...spoken][0] : undefined;
	};
	return [
		...(primary.length === 0 ? [] : [{ columns: primary, primary: true }]),
		...table.indexes
			.filter(({ kind }) => kind === "unique")
			.map(({ parts }) => {
				const columns = parts.map(columnOf).filter((column) => column !== undefined);
				const [only] = parts;
				const prefix = parts.length === 1 && only !== undefined && "length" in only ? only.length : undefined;
				return { columns, primary: false, ...(prefix === undefined ? {} : { prefix }) };
			})
			.filter(({ columns }) => columns.length > 0),
	];
}
