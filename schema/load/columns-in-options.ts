import type { SchemaProblem, TableModel } from "../model.ts";
import { placeAt } from "./source-file.ts";
import { firstCall, keyOf, type SourceTable, writtenColumns } from "./source-tables.ts";

/** Columns written within another column's options, where Drizzle takes no notice of them. */
export function columnsInOptions(table: TableModel, at: SourceTable): readonly SchemaProblem[] {
	const { source } = at;
	const builders = buildersOf(at);
	return [...writtenColumns(at)].flatMap(([inside, { value }]) =>
		(firstCall(value)?.arguments ?? []).flatMap((argument): readonly SchemaProblem[] => {
			if (argument.type !== "ObjectExpression") return [];
			return argument.properties.flatMap((option): readonly SchemaProblem[] => {
				const column = option.type === "Property" ? keyOf(option) : undefined;
				if (option.type !== "Property" || column === undefined) return [];
				const call = firstCall(option.value);
				if (call === undefined || !builders.has(source.text.slice(call.callee.start, call.callee.end))) return [];
				const place = placeAt(source.file, source.text, option.start);
				return [{ kind: "column-in-options", table: table.name, column, inside, place }];
			});
		}),
	);
}

/** What makes columns in this source: what its columns begin with, and what it imports from a module of Drizzle. */
function buildersOf(at: SourceTable): ReadonlySet<string> {
	const { source } = at;
	const used = [...writtenColumns(at).values()].flatMap(({ value }) => {
		const callee = firstCall(value)?.callee;
		return callee === undefined ? [] : [source.text.slice(callee.start, callee.end)];
	});
	const imported = source.module.staticImports
		.filter(({ moduleRequest }) => /drizzle-orm\/mysql-core/.test(moduleRequest.value))
		.flatMap(({ entries }) => entries.map(({ localName }) => localName.value));
	return new Set([...used, ...imported]);
}
