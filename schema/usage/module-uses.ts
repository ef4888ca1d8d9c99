import type { Node } from "oxc-parser";
import { placeAt, type SourceFile } from "../load/source-file.ts";
import type { SchemaModel, TableModel } from "../model.ts";
import { beginsKnown, COMPARISONS, kindWithin } from "./comparisons.ts";
import { Groups, Variables } from "./groups.ts";
import { type NamedColumn, Names } from "./names.ts";
import { isStatement, usesOfText } from "./raw-sql.ts";
import { relationalUses } from "./relational.ts";
import { NOWHERE, type Standing, standingOf, statementOf } from "./standing.ts";
import { bare, calledMethod, calledOn, propertyName, type SyntaxTree, syntaxTree } from "./syntax-tree.ts";
import type { ModuleUses, TableTouch, Use, UseKind } from "./use.ts";

/** What one module of an application does with the tables of its schema. */
export function moduleUses(source: SourceFile, model: SchemaModel): ModuleUses {
	return new ModuleReader(source, model).read();
}

class ModuleReader {
	private readonly source: SourceFile;
	private readonly model: SchemaModel;
	private readonly tree: SyntaxTree;
	private readonly names: Names;
	private readonly variables: Variables;
	private readonly groups = new Groups();
	private readonly found: (Omit<Use, "group"> & { readonly condition: Node })[] = [];
	private readonly touches: TableTouch[] = [];

	constructor(source: SourceFile, model: SchemaModel) {
		this.source = source;
		this.model = model;
		this.tree = syntaxTree(source.program);
		this.names = new Names(source, this.tree, model);
		this.variables = new Variables(this.tree);
	}

	read(): ModuleUses {
		for (const node of this.tree.nodes) {
			if (node.type === "CallExpression") this.readCall(node);
			else if (node.type === "TaggedTemplateExpression" && this.names.operator(node.tag) === "sql")
				this.readTemplate(node);
			else if (node.type === "Literal" && typeof node.value === "string") this.readText(node, node.value);
			else if (node.type === "TemplateLiteral" && this.tree.parent(node)?.type !== "TaggedTemplateExpression") {
				this.readText(node, node.quasis.map(({ value }) => value.cooked ?? "").join(" ? "));
			}
		}
		return {
			uses: this.found.map(({ condition, ...use }) => ({ ...use, group: this.groups.number(condition) })),
			touches: this.touches,
		};
	}

	private readCall(call: Node): void {
		if (call.type !== "CallExpression") return;
		const operator = this.names.operator(call.callee);
		if (operator === "and") this.joinLists(call);
		const kind = operator === undefined ? undefined : COMPARISONS[operator];
		if (kind !== undefined) this.readComparison(call, kind);
		else this.readMethod(call);
	}

	/** `and(...conditions, where)`: what the variables hold stands in this condition too. */
	private joinLists(call: Node): void {
		if (call.type !== "CallExpression") return;
		for (const argument of call.arguments) {
			const value = bare(argument.type === "SpreadElement" ? argument.argument : argument);
			const variable = value.type === "Identifier" ? this.variables.declaration(value.name, value.start) : undefined;
			if (variable !== undefined) this.groups.join(call, variable);
		}
	}

	private readComparison(call: Node, kind: UseKind): void {
		if (call.type !== "CallExpression") return;
		const [first, second] = call.arguments;
		const left = first === undefined ? undefined : this.names.column(first);
		const right = second === undefined ? undefined : this.names.column(second);
		if (left === undefined && right === undefined) return;
		const standing = this.standing(call);
		if (standing.role !== "filter" && standing.role !== "join") return;
		if (left !== undefined && right !== undefined) this.readPair(call, left, right, kind, standing);
		else {
			const column = left ?? right;
			const exact = kind === "like" && second !== undefined && beginsKnown(second) ? "prefix" : kind;
			if (column !== undefined) this.add(call, column, exact, standing);
		}
	}

	/** Two columns compared: a join's condition, or a subquery that looks at the query around it. */
	private readPair(call: Node, left: NamedColumn, right: NamedColumn, kind: UseKind, standing: Standing): void {
		const joinedIn = standing.join === undefined ? undefined : this.tableOf(standing.join);
		const own = this.tablesOf(standing.chain);
		for (const [side, other] of [
			[left, right],
			[right, left],
		] as const) {
			const isJoined = joinedIn !== undefined && side.as === joinedIn.as && other.as !== joinedIn.as;
			const looksOut = joinedIn === undefined && own.has(side.as) && !own.has(other.as);
			const as = kind !== "equality" ? "other" : isJoined ? "joined-in" : looksOut ? "equality" : "joined-from";
			this.add(call, side, as, standing);
		}
	}

	private readMethod(call: Node): void {
		if (call.type !== "CallExpression") return;
		const method = calledMethod(call) ?? "";
		const [first] = call.arguments;
		if (first === undefined) return;
		if (method === "from" || /Join$/.test(method)) this.touch(first, "read");
		else if (method === "insert") this.touch(first, "insert");
		else if (method === "update") this.touch(first, "update");
		else if (method === "delete") this.touch(first, "delete");
		else if (method === "set") this.readSet(call);
		else if (method === "orderBy" || method === "groupBy") this.readOrder(call, method);
		else if (method === "where") this.joinWhere(call);
		else if (method === "$count") this.touch(first, "read");
		if (/^find(?:Many|First)$/.test(method)) this.readRelational(call);
	}

	/** `.where(whereClause)`: what the variable holds is the statement's condition. */
	private joinWhere(call: Node): void {
		if (call.type !== "CallExpression") return;
		const [first] = call.arguments;
		const value = first === undefined ? undefined : bare(first);
		const variable = value?.type === "Identifier" ? this.variables.declaration(value.name, value.start) : undefined;
		if (variable !== undefined) this.groups.join(statementOf(call), variable);
	}

	private readSet(call: Node): void {
		const on = calledOn(call);
		const table = on?.type === "CallExpression" ? this.names.table(on.arguments[0] ?? on) : undefined;
		const [values] = call.type === "CallExpression" ? call.arguments : [];
		if (table === undefined || calledMethod(on ?? call) !== "update" || values?.type !== "ObjectExpression") return;
		for (const property of values.properties) {
			const column = table.columns.find(({ key }) => key === propertyName(property));
			if (column !== undefined) this.add(property, { table, column, as: table.name }, "written", NOWHERE(property));
		}
	}

	private readOrder(call: Node, method: "orderBy" | "groupBy"): void {
		if (call.type !== "CallExpression") return;
		const [first] = call.arguments;
		const column = first === undefined ? undefined : this.orderedColumn(first);
		if (column === undefined) return;
		const standing = this.standing(call.arguments[0] ?? call);
		const limited = standing.chain.some((part) => calledMethod(part) === "limit");
		this.add(call, column, method === "groupBy" ? "group" : limited ? "order-limited" : "order", standing);
	}

	/** The column of `desc(t.x)`, of `t.x` itself, or of the first in a list of those. */
	private orderedColumn(expression: Node): NamedColumn | undefined {
		const node = bare(expression);
		if (node.type === "ArrayExpression") {
			const [first] = node.elements;
			return first === null || first === undefined ? undefined : this.orderedColumn(first);
		}
		if (node.type === "ArrowFunctionExpression") return this.orderedColumn(node.body);
		if (node.type === "CallExpression" && /^(?:asc|desc)$/.test(this.names.operator(node.callee) ?? "")) {
			const [argument] = node.arguments;
			return argument === undefined ? undefined : this.orderedColumn(argument);
		}
		return this.names.column(node);
	}

	private readRelational(call: Node): void {
		for (const { node, kind, ...column } of relationalUses(call, this.names, this.model, (order) =>
			this.orderedColumn(order),
		)) {
			this.add(node, { ...column, as: column.table.name }, kind, { ...NOWHERE(call), role: "filter" });
		}
		const on = calledOn(call);
		const table = on === undefined ? undefined : this.names.queried(on);
		if (table !== undefined) this.touches.push({ table: table.name, kind: "read" });
	}

	/** Columns within a template of SQL, by the texts around them; a whole statement is read as a text. */
	private readTemplate(node: Node): void {
		if (node.type !== "TaggedTemplateExpression") return;
		const { quasis, expressions } = node.quasi;
		const texts = quasis.map(({ value }) => value.cooked ?? "");
		const whole = texts.map((text, at) => text + this.spelled(expressions[at])).join("");
		if (isStatement(whole)) {
			this.readText(node, whole);
			return;
		}
		const standing = this.standing(node);
		if (standing.role === undefined || /\bCASE\b/i.test(texts.join(" "))) return;
		const insideOr = standing.insideOr || /\bOR\b/i.test(texts.join(" "));
		for (const [at, expression] of expressions.entries()) {
			const column = this.names.column(expression);
			if (column === undefined) continue;
			const kind = kindWithin(texts[at] ?? "", texts[at + 1] ?? "", standing.role);
			this.add(node, column, kind, { ...standing, insideOr }, true);
		}
	}

	private spelled(expression: Node | undefined): string {
		if (expression === undefined) return "";
		const table = this.names.table(expression);
		const column = this.names.column(expression);
		if (table !== undefined) return `\`${table.name}\``;
		return column === undefined ? "?" : `\`${column.table.name}\`.\`${column.column.name}\``;
	}

	private readText(node: Node, text: string): void {
		if (text.length < 20 || !isStatement(text)) return;
		for (const { table: name, column: columnName, kind } of usesOfText(text, this.model)) {
			const table = this.model.tables.find((candidate) => candidate.name === name);
			const column = table?.columns.find((candidate) => candidate.name === columnName);
			if (table === undefined || column === undefined) continue;
			const insideOr = /\bOR\b/i.test(text);
			this.add(node, { table, column, as: name }, kind, { ...NOWHERE(node), insideOr, role: "filter" }, true);
		}
	}

	private standing(node: Node): Standing {
		const standing = standingOf(node, this.tree, this.names, this.variables, this.groups);
		const [last] = standing.chain;
		if (last !== undefined && !standing.insideOr) this.groups.join(statementOf(last), standing.group);
		return standing;
	}

	private add(node: Node, { table, column }: NamedColumn, kind: UseKind, standing: Standing, inRawSql = false): void {
		const { optional, insideOr, negated, group } = standing;
		this.found.push({
			table: table.name,
			column: column.name,
			kind: negated ? "other" : kind,
			place: placeAt(this.source.file, this.source.text, node.start),
			optional,
			insideOr,
			inRawSql,
			condition: group,
		});
	}

	private touch(argument: Node, kind: TableTouch["kind"]): void {
		const table = this.names.table(argument);
		if (table !== undefined) this.touches.push({ table: table.name, kind });
	}

	private tableOf(call: Node): { readonly table: TableModel; readonly as: string } | undefined {
		const [first] = call.type === "CallExpression" ? call.arguments : [];
		const table = first === undefined ? undefined : this.names.table(first);
		const node = first === undefined ? undefined : bare(first);
		if (table === undefined) return undefined;
		return { table, as: node?.type === "Identifier" ? node.name : table.name };
	}

	/** The tables that a statement itself reads or changes, as its columns call them. */
	private tablesOf(chain: readonly Node[]): ReadonlySet<string> {
		const calls = chain.filter((call) => /^(?:from|update|delete)$|Join$/.test(calledMethod(call) ?? ""));
		return new Set(calls.flatMap((call) => this.tableOf(call)?.as ?? []));
	}
}
