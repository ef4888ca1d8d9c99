import type { Node } from "oxc-parser";
import type { SourceFile } from "../load/source-file.ts";
import type { ColumnModel, SchemaModel, TableModel } from "../model.ts";
import { bare, calledMethod, calledOn, isFunction, memberName, propertyName, type SyntaxTree } from "./syntax-tree.ts";

/** What a name in the source stands for. */
type Meaning =
	| { readonly kind: "table"; readonly table: TableModel }
	/** A module that exports tables, or an object that holds them. */
	| { readonly kind: "tables" }
	| { readonly kind: "operator"; readonly name: string };

interface Binding {
	readonly meaning: Meaning;
	readonly start: number;
	readonly end: number;
}

/** A column that an expression names. */
export interface NamedColumn {
	readonly table: TableModel;
	readonly column: ColumnModel;
	/** The text before the dot, so that two aliases of one table are two. */
	readonly as: string;
}

/** Everything of Drizzle that makes a condition or an order. */
const OPERATORS = new Set(
	(
		"eq ne gt gte lt lte between notBetween inArray notInArray like ilike notLike notIlike isNull isNotNull and or not " +
		"exists notExists asc desc sql"
	).split(" "),
);

/** What names mean in one module, by the place where they are used. */
export class Names {
	private readonly bindings = new Map<string, Binding[]>();
	private readonly exported = new Map<string, TableModel>();
	private readonly tree: SyntaxTree;

	constructor(source: SourceFile, tree: SyntaxTree, model: SchemaModel) {
		this.tree = tree;
		for (const table of model.tables) {
			for (const { name } of table.exports) if (!this.exported.has(name)) this.exported.set(name, table);
		}
		this.bindImports(source);
		for (const table of model.tables) {
			const own = table.exports.find(({ file }) => file === source.file);
			if (own !== undefined) this.bind(own.name, { kind: "table", table });
		}
		for (const node of tree.nodes) {
			if (node.type === "VariableDeclarator" && node.init !== null) this.bindDeclared(node.id, bare(node.init), node);
			else if (node.type === "CallExpression") this.bindCallbacks(node);
		}
	}

	/** The table that an expression is: `users`, `schema.users`, `alias(users, "u")`. */
	table(expression: Node): TableModel | undefined {
		const node = bare(expression);
		if (node.type === "Identifier") {
			const meaning = this.meaning(node.name, node.start);
			return meaning?.kind === "table" ? meaning.table : undefined;
		}
		if (node.type === "MemberExpression") {
			const name = memberName(node);
			return name !== undefined && this.holdsTables(node.object) ? this.exported.get(name) : undefined;
		}
		if (node.type === "CallExpression" && /^(?:alias|aliasedTable)$/.test(calleeName(node))) {
			const [first] = node.arguments;
			return first === undefined ? undefined : this.table(first);
		}
		return undefined;
	}

	/** The column that an expression is: `users.email`. */
	column(expression: Node): NamedColumn | undefined {
		const node = bare(expression);
		const key = memberName(node);
		if (node.type !== "MemberExpression" || key === undefined) return undefined;
		const table = this.table(node.object);
		const column = table?.columns.find((candidate) => candidate.key === key);
		if (table === undefined || column === undefined) return undefined;
		const object = bare(node.object);
		return { table, column, as: object.type === "Identifier" ? object.name : table.name };
	}

	/** The operator that a call or tag names, whatever it is imported as: `eq(...)`, `ops.eq(...)`. */
	operator(callee: Node): string | undefined {
		const node = bare(callee);
		const name = node.type === "Identifier" ? node.name : memberName(node);
		if (name === undefined) return undefined;
		const meaning = node.type === "Identifier" ? this.meaning(name, node.start) : undefined;
		if (meaning?.kind === "operator") return meaning.name;
		return OPERATORS.has(name) ? name : undefined;
	}

	/** The table of `db.query.users`. */
	queried(node: Node): TableModel | undefined {
		const object = bare(node);
		const key = memberName(object);
		if (object.type !== "MemberExpression" || key === undefined) return undefined;
		return memberName(bare(object.object)) === "query" ? this.exported.get(key) : undefined;
	}

	/** The table that an export's name stands for. */
	exportedAs(name: string): TableModel | undefined {
		return this.exported.get(name);
	}

	private meaning(name: string, at: number): Meaning | undefined {
		let best: Binding | undefined;
		for (const binding of this.bindings.get(name) ?? []) {
			if (at < binding.start || at > binding.end) continue;
			if (best === undefined || binding.end - binding.start < best.end - best.start) best = binding;
		}
		return best?.meaning;
	}

	private bind(name: string, meaning: Meaning, start = 0, end = Number.POSITIVE_INFINITY): void {
		const known = this.bindings.get(name);
		if (known === undefined) this.bindings.set(name, [{ meaning, start, end }]);
		else known.push({ meaning, start, end });
	}

	private bindImports({ module }: SourceFile): void {
		for (const { entries, moduleRequest } of module.staticImports) {
			for (const { importName, localName } of entries) {
				const name = importName.name;
				if (importName.kind === "NamespaceObject" || importName.kind === "Default") {
					if (!moduleRequest.value.startsWith("drizzle-orm")) this.bind(localName.value, { kind: "tables" });
				} else if (name !== undefined && name !== null) {
					const table = this.exported.get(name);
					if (OPERATORS.has(name)) this.bind(localName.value, { kind: "operator", name });
					else if (table !== undefined) this.bind(localName.value, { kind: "table", table });
					else if (/^(?:schema|tables)$/i.test(name)) this.bind(localName.value, { kind: "tables" });
				}
			}
		}
	}

	/** `const { users } = await import("./schema")`, `const { users } = schema`, `const u = alias(users, "u")`. */
	private bindDeclared(target: Node, init: Node, declarator: Node): void {
		const [start, end] = this.scopeOf(declarator);
		if (target.type === "Identifier") {
			const table = this.table(init);
			if (table !== undefined) this.bind(target.name, { kind: "table", table }, start, end);
			else if (init.type === "ImportExpression") this.bind(target.name, { kind: "tables" }, start, end);
		} else if (target.type === "ObjectPattern" && (init.type === "ImportExpression" || this.holdsTables(init))) {
			for (const property of target.properties) {
				const name = propertyName(property);
				const local = property.type === "Property" ? property.value : undefined;
				if (name === undefined || local?.type !== "Identifier") continue;
				const table = this.exported.get(name);
				if (table !== undefined) this.bind(local.name, { kind: "table", table }, start, end);
				else if (OPERATORS.has(name)) this.bind(local.name, { kind: "operator", name }, start, end);
			}
		}
	}

	/** The first parameter of callbacks in `db.query.users.findMany({ where: (u, { eq }) => ... })` is the table. */
	private bindCallbacks(call: Node): void {
		if (call.type !== "CallExpression" || !/^find(?:Many|First)$/.test(calledMethod(call) ?? "")) return;
		const on = calledOn(call);
		const table = on === undefined ? undefined : this.queried(on);
		const [options] = call.arguments;
		if (table !== undefined && options?.type === "ObjectExpression") this.bindOptions(options, table);
	}

	private bindOptions(options: Node, table: TableModel): void {
		if (options.type !== "ObjectExpression") return;
		for (const property of options.properties) {
			const name = propertyName(property);
			if (property.type !== "Property" || name === undefined) continue;
			const value = bare(property.value);
			if (name === "with" && value.type === "ObjectExpression") {
				for (const child of value.properties) {
					const childTable = this.exported.get(propertyName(child) ?? "");
					if (child.type === "Property" && childTable !== undefined) this.bindOptions(bare(child.value), childTable);
				}
			} else if (value.type === "ArrowFunctionExpression") {
				const [first] = value.params;
				if (first?.type === "Identifier") this.bind(first.name, { kind: "table", table }, value.start, value.end);
			}
		}
	}

	private holdsTables(node: Node): boolean {
		const object = bare(node);
		if (object.type === "Identifier") return this.meaning(object.name, object.start)?.kind === "tables";
		return /^(?:schema|tables)$/.test(memberName(object) ?? "");
	}

	private scopeOf(node: Node): readonly [number, number] {
		for (let at = this.tree.parent(node); at !== undefined; at = this.tree.parent(at)) {
			if (isFunction(at)) return [at.start, at.end];
		}
		return [0, Number.POSITIVE_INFINITY];
	}
}

function calleeName(node: Node): string {
	if (node.type !== "CallExpression") return "";
	const callee = bare(node.callee);
	return callee.type === "Identifier" ? callee.name : (memberName(callee) ?? "");
}
