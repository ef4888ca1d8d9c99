/** A name as SQL takes it whatever it holds. */
export function quoted(name: string): string {
	return `\`${name.replaceAll("`", "``")}\``;
}

/** Names in parentheses, as keys list them. */
export function quotedList(names: readonly string[]): string {
	return `(${names.map(quoted).join(", ")})`;
}

/** An expression within parentheses of its own, as keys and generated columns want it. */
export function parenthesized(expression: string): string {
	const text = expression.trim();
	return isEnclosed(text) ? text : `(${text})`;
}

/** Whether the parenthesis that opens the text is closed by its last sign. */
function isEnclosed(text: string): boolean {
	if (!text.startsWith("(") || !text.endsWith(")")) return false;
	let depth = 0;
	for (const [at, sign] of withoutTexts(text).entries()) {
		if (sign === "(") depth += 1;
		else if (sign === ")") depth -= 1;
		if (depth === 0 && at < text.length - 1) return false;
	}
	return depth === 0;
}

/** The signs of a text, with those within quotes blanked out, since parentheses there count for nothing. */
function withoutTexts(text: string): readonly string[] {
	const blank = (part: string) => " ".repeat(part.length);
	return [...text.replace(/'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"|`(?:[^`]|``)*`/gs, blank)];
}
