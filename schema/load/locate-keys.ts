import { type Argument, type CallExpression, type Node, type ObjectProperty, Visitor } from "oxc-parser";
import type { ForeignKeyModel, IndexModel, Place, TableModel } from "../model.ts";
import { placeAt } from "./source-file.ts";
import { firstCall, keyOf, type SourceTable, textOf, writtenColumns } from "./source-tables.ts";

/** An index or unique constraint of a table's third argument: what `.on(...)` names. */
interface SourceIndex {
	readonly name: string | undefined;
	readonly call: CallExpression;
	readonly on: readonly Argument[];
}

/** A `foreignKey({ name, columns, foreignColumns })`. */
interface SourceForeignKey {
	readonly name: string | undefined;
	readonly call: CallExpression;
	readonly keys: readonly (string | undefined)[];
}

/** Adds the places of a table's indexes and foreign keys. */
export function locateKeys(table: TableModel, at: SourceTable): TableModel {
	const { indexes, foreignKeys } = keysIn(at.extra);
	return {
		...table,
		indexes: table.indexes.map((index) => withPlace(index, indexPlace(index, table, at, indexes))),
		foreignKeys: table.foreignKeys.map((key) => withPlace(key, foreignKeyPlace(key, table, at, foreignKeys))),
	};
}

function withPlace<T>(item: T, place: Place | undefined): T {
	return place === undefined ? item : { ...item, place };
}

function indexPlace(
	index: IndexModel,
	table: TableModel,
	{ source, ...at }: SourceTable,
	found: readonly SourceIndex[],
): Place | undefined {
	const place = (node: Node) => placeAt(source.file, source.text, node.start);
	if (index.declaredBy === "column") {
		const property = propertyOf(index.parts[0], table, { source, ...at });
		return property && place(methodOf(property.value, "unique") ?? property);
	}
	const keys = index.parts.map((part) => ("column" in part ? keyIn(table, part.column) : undefined));
	const candidates = found.filter(({ name, on }) =>
		index.nameGiven ? name === index.name : name === undefined && on.every((a, i) => memberOf(a) === keys[i]),
	);
	const written = candidates.find(({ on }) => on.length === index.parts.length) ?? candidates[0];
	if (written === undefined) return undefined;
	const missing = index.parts.findIndex((part) => "undefined" in part);
	return place(written.on[missing] ?? written.call);
}

function foreignKeyPlace(
	key: ForeignKeyModel,
	table: TableModel,
	at: SourceTable,
	found: readonly SourceForeignKey[],
): Place | undefined {
	const { file, text } = at.source;
	const keys = key.columns.map((column) => keyIn(table, column));
	const written =
		found.find(({ name }) => key.nameGiven && name === key.name) ??
		found.find((candidate) => candidate.keys.join() === keys.join());
	const property = key.columns.length === 1 ? propertyOf({ column: key.columns[0] ?? "" }, table, at) : undefined;
	const reference = property && methodOf(property.value, "references");
	if (reference !== undefined && !key.nameGiven) return placeAt(file, text, reference.start);
	return written && placeAt(file, text, written.call.start);
}

function keyIn({ columns }: TableModel, name: string): string | undefined {
	return columns.find((column) => column.name === name)?.key;
}

function propertyOf(part: unknown, table: TableModel, at: SourceTable): ObjectProperty | undefined {
	const column = (part as { readonly column?: string } | undefined)?.column;
	return column === undefined ? undefined : writtenColumns(at).get(keyIn(table, column) ?? "");
}

/** The name of a method where a chain of calls has it: `.references` of `int("x").references(...)`. */
function methodOf(value: Node, name: string): Node | undefined {
	let found: Node | undefined;
	new Visitor({
		MemberExpression({ property }) {
			if (property.type === "Identifier" && property.name === name) found = property;
		},
	}).visit(wrapped(value));
	return found;
}

/** All indexes, unique constraints and foreign keys within a node. */
function keysIn(extra: Argument | undefined): {
	readonly indexes: readonly SourceIndex[];
	readonly foreignKeys: readonly SourceForeignKey[];
} {
	const indexes: SourceIndex[] = [];
	const foreignKeys: SourceForeignKey[] = [];
	if (extra === undefined) return { indexes, foreignKeys };
	new Visitor({
		CallExpression(call) {
			const { callee } = call;
			if (
				callee.type === "MemberExpression" &&
				callee.property.type === "Identifier" &&
				callee.property.name === "on"
			) {
				const first = firstCall(call);
				if (first !== undefined) indexes.push({ name: textOf(first.arguments[0]), call: first, on: call.arguments });
			}
			const key = foreignKeyOf(call);
			if (key !== undefined) foreignKeys.push(key);
		},
	}).visit(wrapped(extra));
	return { indexes, foreignKeys };
}

function foreignKeyOf(call: CallExpression): SourceForeignKey | undefined {
	const [config] = call.arguments;
	if (config?.type !== "ObjectExpression") return undefined;
	const options = new Map(
		config.properties.flatMap((property) => (property.type === "Property" ? [[keyOf(property), property.value]] : [])),
	);
	const columns = options.get("columns");
	if (columns?.type !== "ArrayExpression" || !options.has("foreignColumns")) return undefined;
	return {
		name: textOf(options.get("name")),
		call,
		keys: columns.elements.map((element) => (element === null ? undefined : memberOf(element))),
	};
}

/** `x` of `t.x`. */
function memberOf(node: Node): string | undefined {
	return node.type === "MemberExpression" && node.property.type === "Identifier" ? node.property.name : undefined;
}

/** A visitor starts at a program alone. */
function wrapped(node: Node): Parameters<Visitor["visit"]>[0] {
	return { type: "Program", body: [node], start: node.start, end: node.end } as never;
}
