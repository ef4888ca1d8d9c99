import type { CallExpression, Expression, ImportDeclaration, ImportDeclarationSpecifier, Node } from "oxc-parser";
import { columnsOf, moduleName, variables } from "./find-table.ts";
import { appendItem, type List, removeItem } from "./list-layout.ts";
import { declaredNames, usesOf } from "./name-uses.ts";
import { bare, type SourceText } from "./source-text.ts";
import { insertion, removal, type TextChange } from "./text-change.ts";

/** How a name of Drizzle's is written in a module, and what the module must import for that. */
export interface DrizzleName {
	/** "index", "idx", "m.index". */
	readonly text: string;
	readonly changes: readonly TextChange[];
}

const DRIZZLE = "drizzle-orm/mysql-core";

/**
 * How the module calls Drizzle's `index` or `uniqueIndex`, from where it has the table's factory and columns.
 * @param hidden names that mean something else where the index will stand.
 */
export function indexFactory(
	source: SourceText,
	call: CallExpression,
	imported: "index" | "uniqueIndex",
	hidden: ReadonlySet<string>,
): DrizzleName {
	const origin = originOf(source, call) ?? { module: DRIZZLE };
	if (origin.namespace !== undefined) return { text: `${origin.namespace}.${imported}`, changes: [] };
	return importedName(source, origin.module, imported, hidden);
}

/** How the module calls Drizzle's `sql`. */
export function sqlTag(source: SourceText, hidden: ReadonlySet<string>): DrizzleName {
	return importedName(source, "drizzle-orm", "sql", hidden);
}

/** The changes that drop imports of these names which nothing in the module uses. */
export function unusedImports(source: SourceText, importedNames: readonly string[]): readonly TextChange[] {
	return imports(source).flatMap((declaration) => {
		const named = declaration.specifiers.filter((specifier) => specifier.type === "ImportSpecifier");
		const unused = named.filter(
			(specifier) =>
				importedNames.includes(moduleName(specifier.imported)) &&
				isDrizzle(declaration.source.value) &&
				usesOf(source, specifier.local.name) === 0,
		);
		if (unused.length === 0) return [];
		if (unused.length === declaration.specifiers.length) return [wholeLine(source, declaration)];
		const list = importedList(source, declaration);
		const [first] = unused;
		return list && first && unused.length === 1 ? removeItem(source, list, named.indexOf(first)) : [];
	});
}

/** Whether a module's name may stand for Drizzle; an application's own module may hand it on. */
function isDrizzle(module: string): boolean {
	return module.startsWith("drizzle-orm") || /^[.#@~]/.test(module);
}

interface Origin {
	readonly module: string;
	/** Drizzle's own name for it, if it has one: then the module hands Drizzle on. */
	readonly imported?: string;
	readonly namespace?: string;
}

/** The module from which the table's factory comes, or else its columns; followed through local variables. */
function originOf(source: SourceText, call: CallExpression): Origin | undefined {
	const callees = [call.callee, ...(columnsOf(call)?.properties ?? []).map(rootCallee)];
	const origins = callees.flatMap((callee) => importOf(source, callee) ?? []);
	return origins.find(({ module }) => module.startsWith(DRIZZLE)) ?? origins.find(handsDrizzleOn);
}

const DRIZZLES_OWN =
	/^(mysql(Table|TableCreator|Schema|Enum)|int|bigint|varchar|char|text|timestamp|datetime|boolean|decimal|serial)$/;

/** A module of the application's that exports a factory of its own may have no `index`; one with Drizzle's names has. */
function handsDrizzleOn({ module, namespace, imported }: Origin): boolean {
	return isDrizzle(module) && (namespace !== undefined || DRIZZLES_OWN.test(imported ?? ""));
}

/** The function with which a column's chain begins. */
function rootCallee(property: Node): Node | undefined {
	let node: Node | undefined = property.type === "Property" ? bare(property.value) : undefined;
	while (node?.type === "CallExpression" || node?.type === "MemberExpression") {
		const inner: Node = node.type === "CallExpression" ? node.callee : node.object;
		if (node.type === "CallExpression" && (inner.type === "Identifier" || isPlainMember(inner))) return inner;
		node = inner;
	}
	return node;
}

function isPlainMember(node: Node): boolean {
	return node.type === "MemberExpression" && node.object.type === "Identifier";
}

function importOf(source: SourceText, node: Node | undefined, depth = 0): Origin | undefined {
	if (node === undefined || depth > 5) return undefined;
	if (node.type === "Identifier") {
		const found = bindingOf(source, node.name);
		if (found?.specifier.type === "ImportSpecifier") {
			return { module: found.declaration.source.value, imported: moduleName(found.specifier.imported) };
		}
		if (found !== undefined) return { module: found.declaration.source.value };
		const init = variables(source.program).find(({ name }) => name === node.name)?.init;
		return importOf(source, calleeOf(init), depth + 1);
	}
	if (node.type !== "MemberExpression" || node.object.type !== "Identifier") return undefined;
	const found = bindingOf(source, node.object.name);
	if (found === undefined) return importOf(source, node.object, depth + 1);
	const { declaration, specifier } = found;
	// `schema.table` of an imported mysqlSchema is no namespace of Drizzle's.
	const isNamespace = specifier.type !== "ImportSpecifier";
	if (isNamespace) return { module: declaration.source.value, namespace: node.object.name };
	return { module: declaration.source.value, imported: moduleName(specifier.imported) };
}

function calleeOf(init: Expression | null | undefined): Node | undefined {
	const node = init && bare(init);
	if (node?.type === "ArrowFunctionExpression" && node.expression) return calleeOf(node.body as Expression);
	return node?.type === "CallExpression" ? node.callee : undefined;
}

function bindingOf(
	source: SourceText,
	local: string,
): { declaration: ImportDeclaration; specifier: ImportDeclarationSpecifier } | undefined {
	for (const declaration of imports(source)) {
		const specifier = declaration.specifiers.find((candidate) => candidate.local.name === local);
		if (specifier !== undefined) return { declaration, specifier };
	}
	return undefined;
}

/** The module's name for an import, which is added where it is missing or hidden. */
function importedName(source: SourceText, module: string, imported: string, hidden: ReadonlySet<string>): DrizzleName {
	for (const declaration of imports(source)) {
		if (declaration.source.value !== module && !declaration.source.value.startsWith("drizzle-orm")) continue;
		for (const specifier of declaration.specifiers) {
			if (specifier.type !== "ImportSpecifier" || specifier.importKind === "type") continue;
			if (moduleName(specifier.imported) === imported && !hidden.has(specifier.local.name)) {
				return { text: specifier.local.name, changes: [] };
			}
		}
	}
	const local = freeName(source, imported, hidden);
	const specifier = local === imported ? imported : `${imported} as ${local}`;
	return { text: local, changes: importing(source, module, specifier) };
}

function freeName(source: SourceText, wanted: string, hidden: ReadonlySet<string>): string {
	const taken = new Set([...hidden, ...declaredNames(source.program)]);
	const capital = wanted.charAt(0).toUpperCase() + wanted.slice(1);
	const candidates = [wanted, `mysql${capital}`, `drizzle${capital}`];
	for (let number = 2; ; number++) {
		const free = candidates.find((candidate) => !taken.has(candidate));
		if (free !== undefined) return free;
		candidates.push(`mysql${capital}${number}`);
	}
}

function importing(source: SourceText, module: string, specifier: string): readonly TextChange[] {
	for (const declaration of imports(source)) {
		const list = declaration.source.value === module ? importedList(source, declaration) : undefined;
		if (list !== undefined) return appendItem(source, list, () => specifier);
	}
	const { text, newline, program } = source;
	const last = imports(source).at(-1);
	const quote = last && text[last.source.start] === "'" ? "'" : '"';
	const end = last && text[last.end - 1] !== ";" ? "" : ";";
	const line = `import { ${specifier} } from ${quote}${module}${quote}${end}`;
	if (last !== undefined) return [insertion(last.end, `${newline}${line}`)];
	return [insertion(program.body[0]?.start ?? 0, `${line}${newline}`)];
}

/** The names within an import's braces. */
function importedList({ text }: SourceText, declaration: ImportDeclaration): List | undefined {
	const items = declaration.specifiers.filter((specifier) => specifier.type === "ImportSpecifier");
	const before = declaration.specifiers.find((specifier) => specifier.type === "ImportDefaultSpecifier")?.end;
	const [first] = items;
	if (first === undefined) return undefined;
	const open = text.indexOf("{", before ?? declaration.start) + 1;
	return { open, close: text.lastIndexOf("}", declaration.source.start), items };
}

function imports({ program }: SourceText): readonly ImportDeclaration[] {
	return program.body
		.filter((node) => node.type === "ImportDeclaration")
		.filter(({ importKind }) => importKind !== "type");
}

function wholeLine({ text, program }: SourceText, declaration: ImportDeclaration): TextChange {
	const before = /\r?\n$/.exec(text.slice(0, declaration.start))?.[0].length ?? 0;
	const after = /^[ \t]*\r?\n/.exec(text.slice(declaration.end))?.[0].length ?? 0;
	const isFirst = program.body[0]?.start === declaration.start;
	if (isFirst || before === 0) return removal(text, declaration.start, declaration.end + after);
	return removal(text, declaration.start - before, declaration.end);
}
