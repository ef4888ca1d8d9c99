import { plainName, wordsOf } from "./name-words.ts";

/** The sign of a unique key at the beginning or end of a name; "non_unique" and subjects called unique are none. */
export function uniqueWord(name: string, subjects: readonly string[]): string | undefined {
	if (subjects.some((subject) => wordsOf(subject).includes("unique"))) return undefined;
	const text = plainName(name).replace(/^(?:idx|index|ix)_|_(?:idx|index|ix)$/g, "");
	if (/(?:^|_)(?:non|not|no)_?unique(?:_|$)/.test(text)) return undefined;
	return /^(unique|uniq|uq|uk)_/.exec(text)?.[1] ?? /_(unique|uniq|uq|uk)$/.exec(text)?.[1];
}
