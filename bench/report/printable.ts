import type { RunRecord } from "../record/schema.ts";

/**
 * Characters that could steer a terminal, reorder a line or hide from the reader: controls, format characters
 * (bidirectional overrides, zero-width), line separators, private use and lone surrogates.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

function escaped(character: string): string {
	return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** One line of text in which every unprintable character is spelt out, e.g. an escape as \u{1b}. */
export function printableLine(text: string): string {
	return text.replace(/[\t\n\r]+/g, " ").replace(UNPRINTABLE, escaped);
}

/** The same for text whose line breaks matter, e.g. SQL. */
function printableBlock(text: string): string {
	return text
		.replace(/\r\n?/g, "\n")
		.replace(/\t/g, "  ")
		.split("\n")
		.map((line) => line.replace(UNPRINTABLE, escaped))
		.join("\n");
}

function printableValue(value: unknown, key: string): unknown {
	if (typeof value === "string") return key === "sql" ? printableBlock(value) : printableLine(value);
	if (Array.isArray(value)) return value.map((item) => printableValue(item, key));
	if (typeof value === "object" && value !== null) {
		return Object.fromEntries(
			Object.entries(value).map(([name, item]) => [printableLine(name), printableValue(item, name)]),
		);
	}
	return value;
}

/** The record with all its text made safe to print: the one gate that every renderer passes its record through. */
export function printableRecord(record: RunRecord): RunRecord {
	// Numbers are untouched and strings stay strings, so the shape cannot change.
	return printableValue({ ...record }, "") as RunRecord;
}
