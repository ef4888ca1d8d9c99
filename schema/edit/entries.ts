import type { CallExpression, Node } from "oxc-parser";
import type { SchemaModel, TableModel } from "../model.ts";
import type { Callback } from "./callback.ts";
import { walk } from "./name-uses.ts";
import { camel } from "./naming.ts";
import { bare, type SourceText } from "./source-text.ts";

/** An entry of a callback that declares an index or a unique key under a name that is written out. */
export interface WrittenEntry {
	readonly position: number;
	readonly node: Node;
	readonly name: string;
	/** The name by which the module calls the factory: "index", "m.index". */
	readonly factory: string;
}

export function writtenEntries(source: SourceText, callback: Callback): readonly WrittenEntry[] {
	return callback.entries.flatMap((node, position) => {
		const root = builderRoot(node.type === "Property" ? node.value : node);
		const name = root && writtenName(root);
		if (root === undefined || name === undefined) return [];
		return [{ position, node, name, factory: source.text.slice(root.callee.start, root.callee.end) }];
	});
}

/** A property's name for a new entry of an object, by the way that the file's others relate to their indexes. */
export function propertyKey(
	source: SourceText,
	callback: Callback | undefined,
	model: SchemaModel,
	table: TableModel,
	index: { readonly name: string; readonly columns: readonly string[] },
): string {
	const usual = keyShape(source, model);
	const keyOf = (column: string) => table.columns.find(({ name }) => name === column)?.key ?? column;
	const wanted = usual(index.name, index.columns.map(keyOf));
	const taken = new Set((callback?.entries ?? []).map(keyText));
	for (let number = 1; ; number++) {
		const key = number === 1 ? wanted : `${wanted}${number}`;
		if (!taken.has(key)) return key;
	}
}

type KeyShape = (name: string, columns: readonly string[]) => string;

const KEY_SHAPES: readonly KeyShape[] = [
	(name) => camel(name),
	(name) => name,
	(_, columns) => `${camel(columns.join("_"))}Idx`,
	(_, columns) => `${camel(columns.join("_"))}Index`,
	(_, columns) => `${columns.join("_")}_idx`,
	(_, columns) => `${camel(columns.join("_"))}Unique`,
];

function keyShape(source: SourceText, model: SchemaModel): KeyShape {
	const counts = KEY_SHAPES.map(() => 0);
	walk(source.program, (node) => {
		const root = node.type === "Property" ? builderRoot(node.value) : undefined;
		const name = root && writtenName(root);
		if (name === undefined || node.type !== "Property") return;
		const columns = columnKeys(model, name);
		for (const [position, shape] of KEY_SHAPES.entries()) {
			if (shape(name, columns) === keyText(node)) counts[position] = (counts[position] ?? 0) + 1;
		}
	});
	const most = Math.max(...counts);
	return KEY_SHAPES[most === 0 ? 0 : counts.indexOf(most)] as KeyShape;
}

function columnKeys(model: SchemaModel, indexName: string): readonly string[] {
	for (const table of model.tables) {
		const found = table.indexes.find(({ name }) => name === indexName);
		if (found === undefined) continue;
		return found.parts.flatMap((part) =>
			"column" in part ? [table.columns.find(({ name }) => name === part.column)?.key ?? part.column] : [],
		);
	}
	return [];
}

function keyText(node: Node): string {
	if (node.type !== "Property" || node.computed) return "";
	return node.key.type === "Literal" ? String(node.key.value) : node.key.type === "Identifier" ? node.key.name : "";
}

/** The first call of a chain that has `.on(...)` in it: index("name") of index("name").on(t.a).using("hash"). */
function builderRoot(value: Node): CallExpression | undefined {
	let node = bare(value);
	let sawOn = false;
	while (node.type === "CallExpression") {
		const callee = bare(node.callee);
		if (callee.type !== "MemberExpression" || bare(callee.object).type !== "CallExpression") {
			return sawOn ? node : undefined;
		}
		if (callee.property.type === "Identifier" && callee.property.name === "on") sawOn = true;
		node = bare(callee.object);
	}
	return undefined;
}

function writtenName(root: CallExpression): string | undefined {
	const [first] = root.arguments;
	if (first?.type === "Literal" && typeof first.value === "string") return first.value;
	if (first?.type === "TemplateLiteral" && first.expressions.length === 0)
		return first.quasis[0]?.value.cooked ?? undefined;
	return undefined;
}
