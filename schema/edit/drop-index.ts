import type { EditSite } from "./add-index.ts";
import { type Callback, callbackOf } from "./callback.ts";
import { unusedBindings } from "./column-access.ts";
import { unusedImports } from "./drizzle-names.ts";
import { writtenEntries } from "./entries.ts";
import { argumentsOf } from "./find-table.ts";
import { removeItem } from "./list-layout.ts";
import { usesWithin } from "./name-uses.ts";
import { EditRefused, type Tidying } from "./request.ts";
import { lineAt, readSource, type SourceText } from "./source-text.ts";
import { applyChanges, removal, type TextChange } from "./text-change.ts";

/** The module's text without the index's entry, and without what only the entry needed. */
export function dropIndex(site: EditSite, name: string, tidying: Tidying): string {
	const { source, table, definition } = site;
	const callback = callbackOf(source, definition.call, table.name);
	const entries = callback === undefined ? [] : writtenEntries(source, callback).filter((entry) => entry.name === name);
	const [entry] = entries;
	if (callback === undefined || entry === undefined || entries.length > 1) throw notWritten(site, name);
	const text = applyChanges(source.text, [
		...(tidying.callback && canGo(source, callback)
			? removeItem(source, argumentsOf(source, definition.call), 2)
			: [
					...removeItem(source, callback.list, entry.position),
					...unusedBindings(source, callback, entry.node, tidying.bindings),
					...(tidying.parameter ? unusedParameter(source, callback, entry.node) : []),
				]),
	]);
	if (tidying.imports.length === 0) return text;
	return tidied(source.file, text, tidying);
}

function tidied(file: string, text: string, tidying: Tidying): string {
	let current = text;
	// One at a time: two names of one import may need each other's comma.
	for (const name of tidying.imports) {
		const source = readSource(file, current);
		current = applyChanges(current, unusedImports(source, [name]));
	}
	return current;
}

/** Whether the callback holds this one entry and nothing that a person wrote beside it. */
function canGo(source: SourceText, callback: Callback): boolean {
	const { body, start, end } = callback.node;
	const isPlain = body?.type !== "BlockStatement" || body.body.length === 1;
	const hasComments = source.comments.some((comment) => comment.start >= start && comment.end <= end);
	return callback.entries.length === 1 && isPlain && !hasComments;
}

function unusedParameter(
	source: SourceText,
	callback: Callback,
	entry: { start: number; end: number },
): readonly TextChange[] {
	const [first] = callback.node.params;
	if (first?.type !== "Identifier" || callback.node.body === null) return [];
	const node = callback.entries.find(({ start }) => start === entry.start);
	const others = usesWithin(callback.node.body, first.name) - (node ? usesWithin(node, first.name) : 0);
	return others === 0 && source.text[first.start - 1] === "(" ? [removal(source.text, first.start, first.end)] : [];
}

function notWritten({ source, table, definition }: EditSite, index: string): EditRefused {
	const place = { table: table.name, index, file: source.file, line: lineAt(source.text, definition.call.start) };
	const onColumn = table.indexes.find(({ name }) => name === index)?.declaredBy === "column";
	return new EditRefused({ kind: onColumn ? "declared-on-column" : "index-not-written-out", ...place });
}
