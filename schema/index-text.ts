/**
 * Cuts a text at its commas that lie neither within parentheses nor within quotes or backticks.
 * @returns undefined where a parenthesis or a quote stays open, or one closes too many.
 */
export function outerParts(text: string): readonly string[] | undefined {
	const parts = [""];
	let depth = 0;
	let quote = "";
	for (const sign of text) {
		if (quote !== "") quote = sign === quote ? "" : quote;
		else if (sign === "`" || sign === "'" || sign === '"') quote = sign;
		else if (sign === "(") depth += 1;
		else if (sign === ")") depth -= 1;
		if (depth < 0) return undefined;
		if (sign === "," && quote === "" && depth === 0) parts.push("");
		else parts.push(`${parts.pop() ?? ""}${sign}`);
	}
	return depth === 0 && quote === "" ? parts.map((part) => part.trim()) : undefined;
}

/** The parts of a text that is one list in parentheses; undefined where there is something behind it. */
export function withinParentheses(text: string): readonly string[] | undefined {
	const list = /^\s*\(([\s\S]*)\)\s*$/.exec(text)?.[1];
	return list === undefined ? undefined : outerParts(list);
}
