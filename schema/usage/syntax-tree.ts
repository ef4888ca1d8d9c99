import type { Expression, Node } from "oxc-parser";

/** A module's tree with what lies around each node, so that one can ask where an expression stands. */
export interface SyntaxTree {
	readonly nodes: readonly Node[];
	parent(node: Node): Node | undefined;
}

/** Every node of a tree in the order of the source, each with its parent. */
export function syntaxTree(program: Node): SyntaxTree {
	const parents = new Map<Node, Node>();
	const nodes: Node[] = [];
	const visit = (node: Node): void => {
		nodes.push(node);
		for (const value of Object.values(node)) {
			if (Array.isArray(value)) for (const part of value) enter(part, node);
			else enter(value, node);
		}
	};
	const enter = (value: unknown, parent: Node): void => {
		if (!isNode(value)) return;
		parents.set(value, parent);
		visit(value);
	};
	visit(program);
	return { nodes, parent: (node) => parents.get(node) };
}

function isNode(value: unknown): value is Node {
	return typeof value === "object" && value !== null && typeof (value as { readonly type?: unknown }).type === "string";
}

/** An expression without what changes its type or its look alone: `(x as Y)!` is `x`. */
export function bare(node: Node): Node {
	switch (node.type) {
		case "ParenthesizedExpression":
		case "TSAsExpression":
		case "TSNonNullExpression":
		case "TSSatisfiesExpression":
		case "TSTypeAssertion":
		case "ChainExpression":
		case "AwaitExpression":
			return bare(
				(node as { readonly argument?: Expression; readonly expression?: Expression }).expression ?? argumentOf(node),
			);
		default:
			return node;
	}
}

function argumentOf(node: Node): Node {
	return (node as { readonly argument: Node }).argument;
}

/** The name behind the dot of `x.name`, or within the brackets of `x["name"]`. */
export function memberName(node: Node): string | undefined {
	if (node.type !== "MemberExpression") return undefined;
	if (!node.computed && node.property.type === "Identifier") return node.property.name;
	return node.property.type === "Literal" && typeof node.property.value === "string" ? node.property.value : undefined;
}

/** The method that a call names: "where" of `query.where(...)`. */
export function calledMethod(node: Node): string | undefined {
	return node.type === "CallExpression" ? memberName(bare(node.callee)) : undefined;
}

/** What stands before the dot of a method's call. */
export function calledOn(node: Node): Node | undefined {
	if (node.type !== "CallExpression") return undefined;
	const callee = bare(node.callee);
	return callee.type === "MemberExpression" ? bare(callee.object) : undefined;
}

/** The key of a property, where the source gives it as it is. */
export function propertyName(node: Node): string | undefined {
	if (node.type !== "Property" || node.computed) return undefined;
	if (node.key.type === "Identifier") return node.key.name;
	return node.key.type === "Literal" ? String(node.key.value) : undefined;
}

/** Whether a node makes a scope of its own for the names declared in it. */
export function isFunction(node: Node): boolean {
	return /^(?:ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(node.type);
}

/** The calls of a chain from its end to its beginning: `db.select().from(t).where(c)` gives where, from, select. */
export function chainOf(call: Node): readonly Node[] {
	const chain: Node[] = [];
	for (let at: Node | undefined = call; at !== undefined; at = calledOn(at)) {
		if (at.type !== "CallExpression") break;
		chain.push(at);
	}
	return chain;
}
