import type {
	ArrowFunctionExpression,
	CallExpression,
	Function as FunctionNode,
	Node,
	ParamPattern,
	ReturnStatement,
} from "oxc-parser";
import type { List } from "./list-layout.ts";
import { walk } from "./name-uses.ts";
import { EditRefused, type UnknownForm } from "./request.ts";
import { bare, lineAt, type SourceText } from "./source-text.ts";

/** The function that lists a table's indexes, and its list. */
export interface Callback {
	readonly node: ArrowFunctionExpression | FunctionNode;
	readonly style: "object" | "array";
	readonly list: List;
	/** The list's members, position by position. */
	readonly entries: readonly Node[];
	readonly parameter: Parameter;
}

export type Parameter =
	| { readonly kind: "named"; readonly name: string }
	| { readonly kind: "none"; readonly insertAt: number }
	| { readonly kind: "destructured"; readonly list: List; readonly bindings: ReadonlyMap<string, string> };

/**
 * The callback of a table's definition; undefined where it has none.
 * @throws EditRefused "unknown-form" where the list cannot be told without running the code.
 */
export function callbackOf(source: SourceText, call: CallExpression, table: string): Callback | undefined {
	const refuse = (form: UnknownForm, node: Node): never => {
		const line = lineAt(source.text, node.start);
		throw new EditRefused({ kind: "unknown-form", table, file: source.file, line, form });
	};
	if (call.arguments.some(({ type }) => type === "SpreadElement")) refuse("arguments spread", call);
	const third = call.arguments[2];
	if (third === undefined) return undefined;
	const node = bare(third as Node);
	if (node.type !== "ArrowFunctionExpression" && node.type !== "FunctionExpression") {
		return refuse("callback defined elsewhere", node);
	}
	const literal = returned(node);
	if (literal?.type === "ObjectExpression") {
		const list = { open: literal.start + 1, close: literal.end - 1, items: literal.properties };
		return { node, style: "object", list, entries: literal.properties, parameter: parameterOf(source, node, refuse) };
	}
	if (literal?.type === "ArrayExpression") {
		const entries = literal.elements.filter((element) => element !== null);
		const list = { open: literal.start + 1, close: literal.end - 1, items: entries };
		return { node, style: "array", list, entries, parameter: parameterOf(source, node, refuse) };
	}
	return refuse("no single returned list", node);
}

/** The one literal that a function returns. */
function returned(node: ArrowFunctionExpression | FunctionNode): Node | undefined {
	if (node.type === "ArrowFunctionExpression" && node.expression) return bare(node.body as Node);
	const returns: ReturnStatement[] = [];
	for (const statement of node.body && "body" in node.body ? (node.body.body as readonly Node[]) : []) {
		walk(statement, (inner) => {
			if (inner.type === "ReturnStatement") returns.push(inner);
		});
	}
	const [only] = returns;
	return returns.length === 1 && only?.argument ? bare(only.argument) : undefined;
}

function parameterOf(
	source: SourceText,
	node: ArrowFunctionExpression | FunctionNode,
	refuse: (form: UnknownForm, node: Node) => never,
): Parameter {
	const [first] = node.params as readonly ParamPattern[];
	if (first === undefined) return { kind: "none", insertAt: source.text.indexOf("(", node.start) + 1 };
	if (first.type === "Identifier") return { kind: "named", name: first.name };
	if (first.type !== "ObjectPattern") return refuse("parameter with default", first);
	const bindings = new Map<string, string>();
	for (const property of first.properties) {
		if (property.type !== "Property" || property.computed || property.value.type !== "Identifier") continue;
		const key = property.key;
		if (key.type === "Identifier") bindings.set(key.name, property.value.name);
		else if (key.type === "Literal") bindings.set(String(key.value), property.value.name);
	}
	const items = first.properties;
	const close =
		items.length === 0 ? source.text.indexOf("}", first.start) : closeOf(source, first, items.at(-1) as Node);
	return { kind: "destructured", list: { open: first.start + 1, close, items }, bindings };
}

/** A pattern's span includes its type; its closing brace is the first behind the last item. */
function closeOf(source: SourceText, pattern: Node, last: Node): number {
	const comments = source.comments.filter(({ start, end }) => start >= last.end && end <= pattern.end);
	let at = source.text.indexOf("}", last.end);
	for (const comment of comments)
		if (at >= comment.start && at < comment.end) at = source.text.indexOf("}", comment.end);
	return at;
}
