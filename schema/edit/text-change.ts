import { createHash } from "node:crypto";
import MagicString from "magic-string";

/** A piece of text that is replaced by another, at an offset of the text before. */
export interface TextChange {
	readonly start: number;
	readonly removed: string;
	readonly inserted: string;
}

/** The text after changes that do not overlap; their offsets are those of the text given. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
	const edited = new MagicString(text);
	for (const { start, removed, inserted } of changes) {
		const end = start + removed.length;
		if (text.slice(start, end) !== removed) throw new Error(`The text at ${start} is not what the change removes.`);
		if (removed === "") edited.appendLeft(start, inserted);
		else if (inserted === "") edited.remove(start, end);
		else edited.update(start, end, inserted);
	}
	return edited.toString();
}

export function insertion(start: number, inserted: string): TextChange {
	return { start, removed: "", inserted };
}

export function removal(text: string, start: number, end: number): TextChange {
	return { start, removed: text.slice(start, end), inserted: "" };
}

/** The one change that makes a text into another. */
export function changeBetween(before: string, after: string): TextChange {
	const shorter = Math.min(before.length, after.length);
	let start = 0;
	while (start < shorter && before[start] === after[start]) start++;
	let tail = 0;
	while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
	return {
		start,
		removed: before.slice(start, before.length - tail),
		inserted: after.slice(start, after.length - tail),
	};
}

export function textHash(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}
