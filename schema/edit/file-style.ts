import type { Node } from "oxc-parser";
import { walk } from "./name-uses.ts";
import { bare, type SourceText } from "./source-text.ts";

/** What a file's own tables do, for a table that gets its first callback. */
export interface FileStyle {
	readonly list: "object" | "array";
	readonly parameter: string;
}

/** The majority of a file's callbacks; `otherwise` where it has none. */
export function fileStyle(source: SourceText, otherwise: FileStyle): FileStyle {
	const found = callbacksOf(source);
	if (found.length === 0) return otherwise;
	const arrays = found.filter(({ list }) => list === "array").length;
	const named = found.filter(({ parameter }) => parameter !== undefined && parameter !== "");
	const counts = new Map<string, number>();
	for (const { parameter, table } of named) {
		// A parameter that is called as its table says nothing about the next table's.
		if (parameter !== undefined && parameter !== table) counts.set(parameter, (counts.get(parameter) ?? 0) + 1);
	}
	const usual = [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
	return { list: arrays * 2 >= found.length ? "array" : "object", parameter: usual ?? otherwise.parameter };
}

interface Seen {
	readonly list: "object" | "array";
	readonly parameter: string | undefined;
	readonly table: string | undefined;
}

function callbacksOf({ program }: SourceText): readonly Seen[] {
	const seen: Seen[] = [];
	walk(program, (node, parent) => {
		if (node.type !== "CallExpression" || node.arguments.length < 3) return;
		const callback = bare(node.arguments[2] as Node);
		if (callback.type !== "ArrowFunctionExpression" && callback.type !== "FunctionExpression") return;
		const list = styleOf(callback);
		if (list === undefined) return;
		const [first] = callback.params;
		const table = parent?.type === "VariableDeclarator" && parent.id.type === "Identifier" ? parent.id.name : undefined;
		seen.push({ list, parameter: first?.type === "Identifier" ? first.name : undefined, table });
	});
	return seen;
}

function styleOf(callback: Node): "object" | "array" | undefined {
	let style: "object" | "array" | undefined;
	const body = "body" in callback ? bare(callback.body as Node) : undefined;
	if (body?.type === "ObjectExpression") return "object";
	if (body?.type === "ArrayExpression") return "array";
	if (body?.type !== "BlockStatement") return undefined;
	walk(body, (node) => {
		if (node.type !== "ReturnStatement" || !node.argument) return;
		const literal = bare(node.argument);
		if (literal.type === "ObjectExpression") style = "object";
		if (literal.type === "ArrayExpression") style = "array";
	});
	return style;
}
