/**
 * What a code host would turn into a link or a notification of its own accord: addresses with a scheme, www. and mail
 * addresses, and names after an at sign. No escape stops that, a code span does.
 */
const LIVE =
	/(?:[a-z][a-z\d+.-]*:\/\/|mailto:|xmpp:|www\.)[^\s`|<>]*[^\s`|<>.,:;!?'")\]}*_~\\]|[\p{L}\p{N}._%+-]*@[\p{L}\p{N}](?:[\p{L}\p{N}._/-]*[\p{L}\p{N}])?/giu;

/** Text that came from outside, so that no Markdown dialect reads markup, a table cell, a link or mathematics in it. */
export function plain(text: string): string {
	let [written, from] = ["", 0];
	for (const { 0: live, index } of text.matchAll(LIVE)) {
		written += `${escaped(text.slice(from, index))}\`${live}\``;
		from = index + live.length;
	}
	return (written + escaped(text.slice(from)))
		.replace(/^(\s*)([-+#])/, "$1\\$2")
		.replace(/^(\s*\d+)([.)](?:\s|$))/, "$1\\$2");
}

function escaped(text: string): string {
	// An underscore within a word, as in the name of an index, marks nothing.
	return text.replace(/[\\`*[\]<>|~&$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&");
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
