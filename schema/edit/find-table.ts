import type { CallExpression, Expression, ObjectExpression, Program } from "oxc-parser";
import type { List } from "./list-layout.ts";
import { bare, nextCode, type SourceText } from "./source-text.ts";

/** Where a table is defined: the call of its factory, whatever that is called. */
export interface TableDefinition {
	readonly call: CallExpression;
	/** The variable that holds the table. */
	readonly variable: string;
}

/** The definition that a module exports under a name, if it is one of this module. */
export function findTable(source: SourceText, exportName: string): TableDefinition | undefined {
	const variable = localName(source.program, exportName);
	for (const { name, init } of variables(source.program)) {
		if (name !== variable) continue;
		const call = init && bare(init);
		if (call?.type === "CallExpression" && call.arguments.length >= 2) return { call, variable: name };
	}
	return undefined;
}

/** The definitions whose first argument is the table's name, written out; for modules whose exports are not known. */
export function tablesNamed(source: SourceText, table: string): readonly TableDefinition[] {
	return variables(source.program).flatMap(({ name, init }) => {
		const call = init && bare(init);
		if (call?.type !== "CallExpression" || call.arguments.length < 2) return [];
		const [first] = call.arguments;
		return first?.type === "Literal" && first.value === table ? [{ call, variable: name }] : [];
	});
}

/** Modules from which this one hands a name on, by the name it has there. */
export function handedOnFrom(program: Program, exportName: string): readonly { module: string; name: string }[] {
	const found: { module: string; name: string }[] = [];
	const local = localName(program, exportName);
	for (const node of program.body) {
		if (node.type === "ExportAllDeclaration" && node.exported === null) {
			found.push({ module: node.source.value, name: exportName });
		} else if (node.type === "ExportNamedDeclaration" && node.source) {
			for (const specifier of node.specifiers) {
				if (moduleName(specifier.exported) === exportName) {
					found.push({ module: node.source.value, name: moduleName(specifier.local) });
				}
			}
		} else if (node.type === "ImportDeclaration") {
			for (const specifier of node.specifiers) {
				if (specifier.type === "ImportSpecifier" && specifier.local.name === local) {
					found.push({ module: node.source.value, name: moduleName(specifier.imported) });
				}
			}
		}
	}
	return found;
}

/** The arguments of a call as a list. */
export function argumentsOf(source: SourceText, call: CallExpression): List {
	const afterCallee = call.typeArguments?.end ?? call.callee.end;
	const open = source.text.indexOf("(", nextCode(source, afterCallee)) + 1;
	return { open, close: call.end - 1, items: call.arguments };
}

/** The object of columns, where it is written out in the call. */
export function columnsOf(call: CallExpression): ObjectExpression | undefined {
	const second = call.arguments[1];
	if (second === undefined || second.type === "SpreadElement") return undefined;
	const columns = bare(second);
	return columns.type === "ObjectExpression" ? columns : undefined;
}

export interface Variable {
	readonly name: string;
	readonly init: Expression | null;
}

/** The variables that a module declares at its top, in order. */
export function variables(program: Program): readonly Variable[] {
	return program.body.flatMap((node) => {
		const declaration = node.type === "ExportNamedDeclaration" ? node.declaration : node;
		if (declaration?.type !== "VariableDeclaration") return [];
		return declaration.declarations.flatMap(({ id, init }) =>
			id.type === "Identifier" ? [{ name: id.name, init }] : [],
		);
	});
}

/** What a module calls that which it exports under the name. */
function localName(program: Program, exportName: string): string {
	for (const node of program.body) {
		if (exportName === "default" && node.type === "ExportDefaultDeclaration") {
			return node.declaration.type === "Identifier" ? node.declaration.name : exportName;
		}
		if (node.type !== "ExportNamedDeclaration" || node.source) continue;
		for (const specifier of node.specifiers) {
			if (moduleName(specifier.exported) === exportName) return moduleName(specifier.local);
		}
	}
	return exportName;
}

export function moduleName(node: { type: string; name?: string; value?: unknown }): string {
	return node.type === "Literal" ? String(node.value) : (node.name ?? "");
}
