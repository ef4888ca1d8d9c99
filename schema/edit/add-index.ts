import type { SchemaModel, TableModel } from "../model.ts";
import { type Callback, callbackOf } from "./callback.ts";
import { ColumnAccess, isIdentifier } from "./column-access.ts";
import { indexFactory, sqlTag } from "./drizzle-names.ts";
import { propertyKey } from "./entries.ts";
import type { FileStyle } from "./file-style.ts";
import { argumentsOf, type TableDefinition } from "./find-table.ts";
import { indexExpression, needsSql, quoted } from "./index-entry.ts";
import { appendItem } from "./list-layout.ts";
import { namesDeclaredIn, usesWithin } from "./name-uses.ts";
import { type DrizzleImport, EditRefused, type Tidying, type WantedIndex } from "./request.ts";
import { lineAt, type SourceText } from "./source-text.ts";
import type { TextChange } from "./text-change.ts";

/** Where an edit of one table takes place. */
export interface EditSite {
	readonly source: SourceText;
	readonly model: SchemaModel;
	readonly table: TableModel;
	readonly definition: TableDefinition;
	readonly style: FileStyle;
}

/** The changes that declare an index on the table, and what a drop must tidy to undo them to the letter. */
export function addIndex(
	site: EditSite,
	index: WantedIndex,
	name: string,
): { readonly changes: readonly TextChange[]; readonly tidying: Tidying } {
	const { source, table, definition } = site;
	refuseRequire(site);
	const callback = callbackOf(source, definition.call, table.name);
	const hidden = callback === undefined ? new Set<string>() : namesDeclaredIn(callback.node);
	const imported = index.kind === "unique" ? "uniqueIndex" : "index";
	const factory = indexFactory(source, definition.call, imported, hidden);
	const sql = index.parts.some(needsSql) ? sqlTag(source, hidden) : { text: "sql", changes: [] };
	const parameter = freeParameter(site, callback, [factory.text.split(".")[0] ?? "", sql.text]);
	const access = new ColumnAccess(source, table, callback, parameter);
	const quote = quoteOf(source, definition);
	const expression = indexExpression(index, name, access, { factory: factory.text, sql: sql.text, quote });
	const style = callback?.style ?? site.style.list;
	const entry = style === "array" ? expression : `${keyOf(site, callback, index, name, quote)}: ${expression}`;
	const parameterChanges = access.changes();
	const list =
		callback === undefined
			? appendItem(source, argumentsOf(source, definition.call), (indentation) =>
					newCallback(site, { parameter, style, entry, indentation }),
				)
			: appendItem(source, callback.list, () => entry);
	const imports: DrizzleImport[] = [
		...(factory.changes.length > 0 ? ([imported] as const) : []),
		...(sql.changes.length > 0 ? (["sql"] as const) : []),
	];
	return {
		changes: [...factory.changes, ...sql.changes, ...parameterChanges, ...list],
		tidying: {
			callback: callback === undefined,
			parameter: callback?.parameter.kind === "none",
			bindings: access.bindings(),
			imports,
		},
	};
}

/** An import added to a CommonJS file would load here and nowhere else. */
function refuseRequire({ source, table, definition }: EditSite): void {
	const { program, text, file } = source;
	if (program.body.some(({ type }) => type.startsWith("Import") || type.startsWith("Export"))) return;
	if (!/\brequire\s*\(/.test(text)) return;
	const line = lineAt(text, definition.call.start);
	throw new EditRefused({ kind: "unknown-form", table: table.name, file, line, form: "written for require()" });
}

function newCallback(
	{ source, definition }: EditSite,
	{
		parameter,
		style,
		entry,
		indentation,
	}: { parameter: string; style: "object" | "array"; entry: string; indentation: string },
): string {
	const [open, close] = style === "array" ? ["[", "]"] : ["({", "})"];
	const isOneLine = !source.text.slice(definition.call.start, definition.call.end).includes("\n");
	const gap = style === "array" ? "" : " ";
	if (isOneLine) return `(${parameter}) => ${open}${gap}${entry}${gap}${close}`;
	const { newline, indent } = source;
	return `(${parameter}) => ${open}${newline}${indentation}${indent}${entry},${newline}${indentation}${close}`;
}

/** A name for a parameter that hides nothing which the callback uses. */
function freeParameter({ style }: EditSite, callback: Callback | undefined, used: readonly string[]): string {
	const candidates = [style.parameter, "t", "table", "self", "columns"];
	const isFree = (name: string) =>
		!used.includes(name) && (callback === undefined || usesWithin(callback.node, name) === 0);
	return candidates.find(isFree) ?? "thisTable";
}

function keyOf(
	{ source, model, table }: EditSite,
	callback: Callback | undefined,
	index: WantedIndex,
	name: string,
	quote: '"' | "'",
): string {
	const columns = index.parts.flatMap((part) => ("column" in part ? [part.column] : []));
	const key = propertyKey(source, callback, model, table, { name, columns });
	return isIdentifier(key) ? key : quoted(key, quote);
}

function quoteOf({ text }: SourceText, { call }: TableDefinition): '"' | "'" {
	return text[call.arguments[0]?.start ?? 0] === "'" ? "'" : '"';
}
