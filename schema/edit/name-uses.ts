import { type Node, type Program, visitorKeys } from "oxc-parser";
import type { SourceText } from "./source-text.ts";

/** How often a module uses a name, its import and declarations of types not counted. */
export function usesOf({ program }: SourceText, name: string): number {
	let uses = 0;
	for (const statement of program.body) {
		if (statement.type === "ImportDeclaration") continue;
		walk(statement, (node, parent) => {
			if (node.type === "Identifier" && node.name === name && !isLabelOnly(node, parent)) uses++;
		});
	}
	return uses;
}

/** How often a name is used within a node. */
export function usesWithin(root: Node, name: string): number {
	let uses = 0;
	walk(root, (node, parent) => {
		if (node.type === "Identifier" && node.name === name && !isLabelOnly(node, parent)) uses++;
	});
	return uses;
}

/** Every name that the module or any function in it declares or imports; the superset of what may be taken. */
export function declaredNames(program: Program): ReadonlySet<string> {
	const names = new Set<string>();
	walk(program, (node, parent) => {
		if (node.type === "Identifier" && !isLabelOnly(node, parent)) names.add(node.name);
	});
	return names;
}

/** Names that a function's parameters and body declare. */
export function namesDeclaredIn(root: Node): ReadonlySet<string> {
	const names = new Set<string>();
	walk(root, (node) => {
		if (node.type === "VariableDeclarator") bound(node.id, names);
		if (node.type === "ArrowFunctionExpression" || node.type === "FunctionExpression") {
			for (const parameter of node.params) bound(parameter, names);
		}
		if (node.type === "FunctionDeclaration" && node.id) names.add(node.id.name);
	});
	return names;
}

function bound(pattern: Node, names: Set<string>): void {
	walk(pattern, (node, parent) => {
		if (node.type === "Identifier" && !isLabelOnly(node, parent)) names.add(node.name);
	});
}

/** A property's name says nothing of the variable of that name; a shorthand property's value does. */
function isLabelOnly(node: Node, parent: Node | undefined): boolean {
	if (parent?.type === "Property") return parent.key === node && !parent.computed;
	return parent?.type === "MemberExpression" && parent.property === node && !parent.computed;
}

export function walk(node: Node, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
	visit(node, parent);
	for (const key of visitorKeys[node.type] ?? []) {
		const child = (node as unknown as Record<string, Node | readonly (Node | null)[] | null | undefined>)[key];
		for (const item of Array.isArray(child) ? child : [child]) if (item) walk(item, visit, node);
	}
}
