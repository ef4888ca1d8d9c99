import type { Node } from "oxc-parser";
import { parseSource } from "../load/source-file.ts";
import type { TableModel } from "../model.ts";
import { bare, calledMethod, memberName, syntaxTree } from "../usage/syntax-tree.ts";

/**
 * What the source writes within `.on(...)` of an index, by its place: of `index("i").on(t.batchId)` it is "batchId", also
 * where no such column exists and the loaded schema has nothing but `undefined`.
 * @param sources texts of the schema's files by their name in places.
 */
export function columnsWritten(
	sources: ReadonlyMap<string, string>,
): (table: TableModel, index: string) => readonly string[] | undefined {
	const parsed = new Map<string, readonly Node[]>();
	return (table, name) => {
		const place = table.indexes.find((index) => index.name === name)?.place;
		const text = place === undefined ? undefined : sources.get(place.file);
		if (place === undefined || text === undefined) return undefined;
		let calls = parsed.get(place.file);
		if (calls === undefined) {
			calls = onCalls(place.file, text);
			parsed.set(place.file, calls);
		}
		const [start, end] = lineSpan(text, place.line);
		// The call begins on the line of the place, or ends there: chains are broken before `.on` as often as behind it.
		const call = calls.find(
			(node) => node.start <= end && node.end >= start && text.slice(node.start, node.end).includes(name),
		);
		return call?.type === "CallExpression"
			? call.arguments.map((argument) => memberName(bare(argument)) ?? "")
			: undefined;
	};
}

function onCalls(file: string, text: string): readonly Node[] {
	const source = parseSource(file, file, text);
	return "message" in source ? [] : syntaxTree(source.program).nodes.filter((node) => calledMethod(node) === "on");
}

function lineSpan(text: string, line: number): readonly [number, number] {
	const lines = text.split("\n");
	const start = lines.slice(0, line - 1).reduce((sum, content) => sum + content.length + 1, 0);
	return [start, start + (lines[line - 1]?.length ?? 0)];
}
