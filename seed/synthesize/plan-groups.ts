import { BenchError } from "../../base/errors.ts";
import { parseColumnType } from "../../schema/column-type.ts";
import { columnValue } from "./column-value.ts";
import { NULL_SHARE, REFERENCE_SKEW } from "./options.ts";
import type { GroupPlan } from "./plan.ts";
import type { KeyPlan, UniqueKey } from "./plan-keys.ts";
import { zipf } from "./rank-law.ts";
import type { Reference } from "./references.ts";
import type { TableRequest } from "./table-request.ts";

/** Which part of which group a column is drawn from, and whose value it has, where it refers to another table's. */
export interface Place {
	readonly group: number;
	readonly part: number;
	readonly parent?: { readonly table: string; readonly column: string };
}

/** A member of a combination: a whole reference or a column. */
interface Unit {
	readonly reference?: Reference;
	readonly column?: string;
	/** Numbers that it takes; infinite for columns with as many values as one likes. */
	readonly size: number;
}

const MOST_COMBINATIONS = 2 ** 31;
/** So many of the rows may have the most frequent leading value. */
const LARGEST_SHARE = 0.06;

/** References and combinations of a table, and where each column stands in them. */
export function planGroups(
	request: TableRequest,
	{ oneToOne, tuples }: KeyPlan,
): { readonly groups: readonly GroupPlan[]; readonly placeOf: ReadonlyMap<string, Place> } {
	const { table, references, volumes } = request;
	const groups: GroupPlan[] = [];
	const placeOf = new Map<string, Place>();
	const put = (reference: Reference, group: number, part: number) => {
		for (const [at, column] of reference.columns.entries()) {
			const parent = { table: reference.refTable, column: reference.refColumns[at] ?? "" };
			placeOf.set(column, { group, part, parent });
		}
	};
	for (const key of tuples) {
		const units = unitsOf(key, request);
		groups.push(tupleGroup(key, units, request));
		for (const [part, unit] of units.entries()) {
			if (unit.reference !== undefined) put(unit.reference, groups.length - 1, part);
			else if (unit.column !== undefined) placeOf.set(unit.column, { group: groups.length - 1, part });
		}
	}
	for (const reference of references) {
		if (reference.columns.some((column) => placeOf.has(column))) continue;
		const parents = volumes[reference.refTable] ?? 0;
		groups.push(referenceGroup(reference, parents, request, oneToOne.has(reference)));
		put(reference, groups.length - 1, 0);
	}
	return { groups, placeOf: noCircle(table.name, placeOf, request) };
}

function referenceGroup(
	reference: Reference,
	parents: number,
	{ table, volumes, wishes }: TableRequest,
	once: boolean,
): GroupPlan {
	const wish = reference.columns.map((column) => wishes.get(column)).find((found) => found !== undefined) ?? {};
	const mayBeNull = reference.columns.some((name) => {
		const isKey = table.primaryKey?.columns.includes(name) === true;
		return !isKey && table.columns.find((column) => column.name === name)?.notNull === false;
	});
	const rows = volumes[table.name] ?? 0;
	if (parents === 0 && rows > 0 && !mayBeNull) {
		throw new BenchError(
			"usage",
			`${table.name}.${reference.columns.join(", ")} refers to ${reference.refTable}, which has no rows.`,
			`Ask for rows of ${reference.refTable}, or for none of ${table.name}.`,
		);
	}
	if (once) {
		if (parents >= rows) return { kind: "one-to-one", parents };
		throw new BenchError(
			"usage",
			`${table.name}.${reference.columns.join(", ")} refers to each row of ${reference.refTable} once at most: ${rows} rows are asked for, ${parents} are there to refer to.`,
			`Ask for fewer rows of ${table.name}, or more of ${reference.refTable}.`,
		);
	}
	const nulls = parents === 0 ? 1 : mayBeNull ? (wish.nulls ?? NULL_SHARE) : 0;
	if (reference.refTable === table.name) return { kind: "self", nulls };
	const keys = Math.max(1, Math.min(parents, wish.distinct ?? parents));
	return { kind: "reference", nulls, law: zipf(keys, wish.skew ?? REFERENCE_SKEW), parents: Math.max(1, parents) };
}

/** The members of a key, the one that leads first: the reference to the largest table, else the column with most values. */
function unitsOf(key: UniqueKey, request: TableRequest): readonly Unit[] {
	const { table, references, volumes, wishes } = request;
	const rows = volumes[table.name] ?? 0;
	const units: Unit[] = [];
	for (const name of key.columns) {
		const reference = references.find(({ columns }) => columns.includes(name));
		if (reference !== undefined) {
			if (!units.some((unit) => unit.reference === reference)) {
				units.push({ reference, size: volumes[reference.refTable] ?? 0 });
			}
			continue;
		}
		const type = parseColumnType(table.columns.find((column) => column.name === name)?.type ?? "");
		const wish = wishes.get(name) ?? {};
		const { value, capacity } = columnValue({ table: table.name, name, type, rows, unique: true, limits: {}, wish });
		// Days beyond the span would be days of other centuries.
		const size = value.as === "moment" && value.form === "date" ? value.to - value.from : capacity;
		units.push({ column: name, size: value.as === "moment" && value.form === "datetime" ? Math.max(1, rows) : size });
	}
	const leads = (unit: Unit) => (unit.reference === undefined ? 0 : 1);
	return units.toSorted((a, b) => leads(b) - leads(a) || b.size - a.size);
}

function tupleGroup(
	{ columns, primary }: UniqueKey,
	units: readonly Unit[],
	{ table, volumes }: TableRequest,
): GroupPlan {
	const rows = volumes[table.name] ?? 0;
	const [leading, ...others] = units as readonly [Unit, ...Unit[]];
	const keys = Math.max(1, Math.min(leading.size, rows, MOST_COMBINATIONS));
	const wanted = Math.max(4, Math.ceil(rows * LARGEST_SHARE));
	const sizes: number[] = [];
	let product = 1;
	for (const { size } of others) {
		const room = Math.floor(MOST_COMBINATIONS / product);
		const used = Math.max(
			1,
			Math.min(
				size,
				room,
				Number.isFinite(size) && size <= wanted ? size : Math.max(wanted, Math.min(size, room, rows)),
			),
		);
		sizes.push(used);
		product *= used;
	}
	if (keys * product < rows) {
		throw new BenchError(
			"usage",
			`The unique key (${columns.join(", ")}) of ${table.name} has ${keys * product} combinations, but ${rows} rows are asked for.`,
			`Ask for fewer rows of ${table.name} with "rows", or more of what it refers to.`,
		);
	}
	const skew = leading.reference === undefined ? 0 : REFERENCE_SKEW;
	return {
		kind: "tuple",
		law: zipf(keys, skew),
		sizes,
		inOrder: primary,
		leading: Math.max(1, Math.min(leading.size, MOST_COMBINATIONS)),
	};
}

/** A key that is made of a reference to its own table would ask for itself. */
function noCircle(
	name: string,
	placeOf: ReadonlyMap<string, Place>,
	{ table }: TableRequest,
): ReadonlyMap<string, Place> {
	for (const column of table.primaryKey?.columns ?? []) {
		const parent = placeOf.get(column)?.parent;
		if (parent?.table === name && table.primaryKey?.columns.includes(parent.column)) {
			throw new BenchError(
				"usage",
				`The primary key of ${name} refers to itself in ${column}.`,
				`Write a generator of your own for ${name}.`,
			);
		}
	}
	return placeOf;
}
