import type { Span } from "oxc-parser";
import {
	endOfLineComments,
	indentationAt,
	nextCode,
	type SourceText,
	startOfLine,
	startsItsLine,
} from "./source-text.ts";
import { insertion, removal, type TextChange } from "./text-change.ts";

/** Anything between brackets that commas separate: arguments, elements, properties, imported names. */
export interface List {
	/** Offset behind the opening bracket. */
	readonly open: number;
	/** Offset of the closing bracket. */
	readonly close: number;
	readonly items: readonly Span[];
}

/**
 * Appends an item as the list itself is laid out: in line, or on a line of its own; with a comma at the end or without.
 * @param item makes the item's text for the indentation of the line on which it will begin.
 */
export function appendItem(
	source: SourceText,
	list: List,
	item: (indentation: string) => string,
): readonly TextChange[] {
	const last = list.items.at(-1);
	if (last === undefined) return firstItem(source, list, item);
	const { text, newline } = source;
	const indentation = indentationAt(text, last.start);
	if (!startsItsLine(text, last.start)) return [insertion(last.end, `, ${item(indentation)}`)];
	const comma = commaAfter(source, last, list);
	// A comment behind the last item belongs to it, so the new line comes after the comment.
	const lineEnd = endOfLineComments(source, comma === undefined ? last.end : comma + 1, list.close);
	const line = `${newline}${indentation}${item(indentation)}`;
	if (comma !== undefined) return [insertion(lineEnd, `${line},`)];
	if (lineEnd === last.end) return [insertion(last.end, `,${line}`)];
	return [insertion(last.end, ","), insertion(lineEnd, line)];
}

/** Takes an item away with its comma, its line if it has one of its own, and the comments that speak of it alone. */
export function removeItem(source: SourceText, list: List, position: number): readonly TextChange[] {
	const item = list.items[position];
	if (item === undefined) throw new Error(`The list has no item ${position}.`);
	const { text } = source;
	const comma = commaAfter(source, item, list);
	const end = endOfLineComments(source, comma === undefined ? item.end : comma + 1, list.close);
	const newline = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0];
	if (newline !== undefined && startsItsLine(text, item.start)) {
		const changes = [removal(text, startWithOwnComments(source, list, position, end), end + newline.length)];
		return comma === undefined ? [...danglingComma(source, list, position), ...changes] : changes;
	}
	return removeInLine(source, list, position, comma);
}

function firstItem(source: SourceText, list: List, item: (indentation: string) => string): readonly TextChange[] {
	const { text, newline, indent } = source;
	const inner = text.slice(list.open, list.close);
	const outer = indentationAt(text, list.close);
	if (inner.includes("\n")) {
		// Before the comments that an empty list may hold, lest they be taken for the item's own.
		const at = endOfLineComments(source, list.open, list.close);
		return [insertion(at, `${newline}${outer}${indent}${item(outer + indent)},`)];
	}
	const gap = text[list.close] === "}" ? " " : "";
	const trimmed = inner.trim();
	const before = trimmed === "" ? gap : ` ${trimmed} `;
	return [{ start: list.open, removed: inner, inserted: `${before}${item(outer)}${gap}` }];
}

function removeInLine(
	source: SourceText,
	list: List,
	position: number,
	comma: number | undefined,
): readonly TextChange[] {
	const { text } = source;
	const item = list.items[position] as Span;
	const next = list.items[position + 1];
	if (next !== undefined) return [removal(text, item.start, next.start)];
	const previous = list.items[position - 1];
	if (previous === undefined) {
		const onlyItem = nextCode(source, list.open) === item.start && text.slice(list.open, item.start).trim() === "";
		const end = comma === undefined ? item.end : comma + 1;
		const emptied = onlyItem && text.slice(end, list.close).trim() === "";
		return [emptied ? removal(text, list.open, list.close) : removal(text, item.start, end)];
	}
	const before = commaAfter(source, previous, list) ?? previous.end;
	const kept = endOfLineComments(source, before + 1, item.start);
	return [removal(text, before, before + 1), removal(text, kept, item.end)].filter(({ removed }) => removed !== "");
}

/** The comma before the last item, which nothing follows any more. */
function danglingComma(source: SourceText, list: List, position: number): readonly TextChange[] {
	const previous = list.items[position - 1];
	const comma = previous && commaAfter(source, previous, list);
	return comma === undefined ? [] : [removal(source.text, comma, comma + 1)];
}

/**
 * Start of the item's line, or of the comment lines right above it. Those stay where the next item, having no comment of
 * its own, may belong under them too.
 */
function startWithOwnComments(source: SourceText, list: List, position: number, end: number): number {
	const { text } = source;
	const item = list.items[position] as Span;
	const next = list.items[position + 1];
	const lineStart = startOfLine(text, item.start);
	if (next !== undefined && /^[ \t]*\r?\n[ \t]*$/.test(text.slice(end, next.start))) return lineStart;
	const floor = Math.max(list.open, list.items[position - 1]?.end ?? 0);
	let start = lineStart;
	for (;;) {
		const above = source.comments.find((comment) => {
			const gap = text.slice(comment.end, start);
			return comment.end <= start && /^[ \t]*\r?\n$/.test(gap) && startsItsLine(text, comment.start);
		});
		if (above === undefined || startOfLine(text, above.start) <= floor) return start;
		start = startOfLine(text, above.start);
	}
}

/** Offset of the comma that follows the item, if one does. */
function commaAfter(source: SourceText, item: Span, list: List): number | undefined {
	const at = nextCode(source, item.end);
	return at < list.close && source.text[at] === "," ? at : undefined;
}
