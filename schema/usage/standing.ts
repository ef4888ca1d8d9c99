import type { Node } from "oxc-parser";
import type { Groups, Variables } from "./groups.ts";
import type { Names } from "./names.ts";
import { bare, calledMethod, calledOn, chainOf, isFunction, propertyName, type SyntaxTree } from "./syntax-tree.ts";

/** Where a part of a condition stands. */
export interface Standing {
	readonly optional: boolean;
	readonly insideOr: boolean;
	/** Within `not(...)`, so that no index finds it. */
	readonly negated: boolean;
	/** What it is for: a filter, a join's condition, an order, a group; undefined where nothing filters by it. */
	readonly role: "filter" | "join" | "order" | "group" | undefined;
	/** The calls of the statement that it belongs to, the last one first; empty where that is not seen. */
	readonly chain: readonly Node[];
	/** The join call whose condition this is. */
	readonly join: Node | undefined;
	/** The node that stands for everything that holds together with it. */
	readonly group: Node;
}

const JOINS = /^(?:left|inner|right|full|cross)Join(?:Lateral)?$/;

/** Climbs from an operator's call to what it is for, and joins it with what stands in the same condition. */
export function standingOf(leaf: Node, tree: SyntaxTree, names: Names, variables: Variables, groups: Groups): Standing {
	let optional = false;
	let insideOr = false;
	let negated = false;
	let group = leaf;
	const done = (role: Standing["role"], chain: readonly Node[] = [], join?: Node): Standing => {
		return { optional, insideOr, negated, role, chain, join, group };
	};
	for (let node = leaf, parent = tree.parent(node); parent !== undefined; node = parent, parent = tree.parent(node)) {
		switch (parent.type) {
			case "ConditionalExpression":
				optional ||= node !== parent.test;
				if (node === parent.test) return done(undefined);
				continue;
			case "LogicalExpression":
				optional ||= node === parent.right;
				continue;
			case "IfStatement":
				return done("filter");
			case "VariableDeclarator":
			case "AssignmentExpression": {
				const target = parent.type === "VariableDeclarator" ? parent.id : parent.left;
				const name = target.type === "Identifier" ? target.name : undefined;
				const variable = name === undefined ? undefined : variables.declaration(name, parent.start);
				if (variable !== undefined && !insideOr) groups.join(variable, group);
				if (parent.type === "AssignmentExpression") optional ||= isConditional(parent, tree);
				return done("filter");
			}
			case "Property": {
				const key = propertyName(parent);
				if (key === "where" || key === "having") return done("filter");
				if (key === "orderBy") return done("order");
				if (key === "extras" || key === "columns") return done(undefined);
				continue;
			}
			case "TemplateLiteral":
			case "TaggedTemplateExpression":
				continue;
			case "CallExpression": {
				if (node === parent.callee) continue;
				const operator = names.operator(parent.callee);
				if (operator === "and" || operator === "exists" || operator === "asc" || operator === "desc") {
					if (operator === "and" && !insideOr) {
						groups.join(parent, group);
						group = parent;
					}
					continue;
				}
				if (operator === "or") {
					insideOr ||= parent.arguments.length > 1;
					continue;
				}
				if (operator === "not" || operator === "notExists") {
					negated = true;
					continue;
				}
				const method = calledMethod(parent) ?? "";
				const on = calledOn(parent);
				if (method === "push" || method === "unshift") {
					optional ||= isConditional(parent, tree);
					const variable = on?.type === "Identifier" ? variables.declaration(on.name, on.start) : undefined;
					if (variable !== undefined && !insideOr) groups.join(variable, group);
					return done("filter");
				}
				if (JOINS.test(method)) return done("join", chainOf(outermost(parent, tree)), parent);
				const role = roleOf(method, operator);
				if (role !== undefined) {
					const chain = chainOf(outermost(parent, tree));
					// `if (x) query = query.where(...)`: the statement is in the variable, and this part of it may not come.
					optional ||= rootOf(chain)?.type === "Identifier" && !namesItsTable(chain) && isConditional(parent, tree);
					return done(role, chain);
				}
				if (method === "select" || method === "set" || method === "values" || method === "returning")
					return done(undefined);
				continue;
			}
			default:
				if (isFunction(parent) && !isCallback(parent, tree)) return done("filter");
				continue;
		}
	}
	return done(undefined);
}

function roleOf(method: string, operator: string | undefined): Standing["role"] {
	if (operator !== undefined) return undefined;
	if (method === "where" || method === "having" || method === "$where") return "filter";
	if (method === "orderBy") return "order";
	return method === "groupBy" ? "group" : undefined;
}

function rootOf(chain: readonly Node[]): Node | undefined {
	const first = chain.at(-1);
	return first === undefined ? undefined : calledOn(first);
}

function namesItsTable(chain: readonly Node[]): boolean {
	return chain.some((call) => /^(?:from|update|delete|findMany|findFirst)$/.test(calledMethod(call) ?? ""));
}

/** The last call of the chain that a call belongs to. */
export function outermost(call: Node, tree: SyntaxTree): Node {
	let last = call;
	for (let node = call, parent = tree.parent(node); parent !== undefined; node = parent, parent = tree.parent(node)) {
		if (parent.type === "MemberExpression" && bare(parent.object) === bare(node)) continue;
		if (parent.type === "CallExpression" && bare(parent.callee) === bare(node)) last = parent;
		else if (parent.type !== "ParenthesizedExpression" && parent.type !== "TSAsExpression") break;
	}
	return last;
}

/** Whether a statement runs only under a condition of the program, within its function. */
function isConditional(node: Node, tree: SyntaxTree): boolean {
	for (let child = node, at = tree.parent(node); at !== undefined; child = at, at = tree.parent(at)) {
		if (isFunction(at)) return false;
		if (at.type === "IfStatement" || at.type === "ConditionalExpression" || at.type === "SwitchCase") return true;
		if (at.type === "LogicalExpression" && at.right === child) return true;
	}
	return false;
}

/** A function that is handed to a call or an option stands where it is handed over. */
function isCallback(node: Node, tree: SyntaxTree): boolean {
	const parent = tree.parent(node);
	return parent?.type === "CallExpression" || parent?.type === "Property";
}

/** The first call of a chain stands for the statement, since all others have it. */
export function statementOf(call: Node): Node {
	let first = call;
	for (let at: Node | undefined = call; at !== undefined; at = calledOn(at)) first = at;
	return first;
}

/** Of what stands in no condition at all. */
export const NOWHERE = (group: Node): Standing => ({
	optional: false,
	insideOr: false,
	negated: false,
	role: undefined,
	chain: [],
	join: undefined,
	group,
});
