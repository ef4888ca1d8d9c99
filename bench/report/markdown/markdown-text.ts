/** Text that came from outside, so that no Markdown dialect reads markup, a table cell, a heading or mathematics in it. */
export function plain(text: string): string {
	return (
		text
			// An underscore within a word, as in the name of an index, marks nothing.
			.replace(/[\\`*[\]<>|~&$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&")
			.replace(/^(\s*)([-+#])/, "$1\\$2")
			.replace(/^(\s*\d+)([.)](?:\s|$))/, "$1\\$2")
	);
}

/** A code span that survives backticks in the text. */
export function code(text: string): string {
	if (text === "") return "";
	const fence = "`".repeat(longestRun(text) + 1);
	const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
	return `${fence}${pad}${text}${pad}${fence}`;
}

/** A code span for a table, where a vertical bar would end the cell. */
export function codeCell(text: string): string {
	return code(text).replaceAll("|", "\\|");
}

/** A fenced block whose fence is longer than any run of backticks inside. */
export function codeBlock(language: string, text: string): string {
	const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
	return `${fence}${language}\n${text}\n${fence}`;
}

/** A table; its cells are Markdown already. Columns whose title ends in ":" are aligned to the right. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
	return [
		line(titles.map((title) => title.replace(/:$/, ""))),
		line(titles.map((title) => (title.endsWith(":") ? "---:" : "---"))),
		...rows.map(line),
	].join("\n");
}

function longestRun(text: string): number {
	return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
