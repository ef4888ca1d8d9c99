/** Quoted names come first: what is in them is no literal and no comment. */
const QUOTED_OR_COMMENT =
	/`(?:[^`]|``)*`|'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|\/\*(?!!)[\s\S]*?\*\/|(?:--(?=\s|$)|#).*/g;
const CTE_NAME = /(?:\bwith|\brecursive|,)\s*`([^`]+)`\s*(?:\([^()]*\)\s*)?as\s*\(/gi;
const TABLE_NAME = /\b(?:from|join|update|into)\s+`([^`]+)`/gi;

/** The SQL without its comments and with empty literals: what is left can be searched for words. */
function bareSql(sql: string, nameOf: (quoted: string) => string): string {
	return sql.replace(QUOTED_OR_COMMENT, (text) =>
		text.startsWith("`") ? nameOf(text) : /^['"]/.test(text) ? "''" : " ",
	);
}

/** Why the statement is no plain read, to come after "it"; undefined when it is one. */
export function whyNoRead(sql: string): string | undefined {
	const bare = bareSql(sql, () => "x")
		.trim()
		.replace(/;$/, "");
	if (bare.includes(";")) return "sends several statements at once";
	if (!/^[\s(]*(select|with|table|values)\b/i.test(bare)) return `sends: ${sql.trim().slice(0, 80)}`;
	if (/\bfor\s+(update|share)\b|\block\s+in\s+share\s+mode\b/i.test(bare)) return "locks the rows it reads";
	if (/\binto\s+(outfile|dumpfile|@)/i.test(bare)) return "writes its result elsewhere";
	if (/^\s*with\b/i.test(bare) && /\)\s*(update|delete)\b/i.test(bare)) return "changes rows after its WITH";
	return undefined;
}

/** The first quoted table name of the statement that is no known name: a table, a column in EXTRACT(.. FROM ..), a CTE. */
export function unknownTableIn(sql: string, known: ReadonlySet<string>): string | undefined {
	const bare = bareSql(sql, (name) => name);
	const own = new Set([...bare.matchAll(CTE_NAME)].map(([, name]) => name));
	return [...bare.matchAll(TABLE_NAME)].map(([, name = ""]) => name).find((name) => !known.has(name) && !own.has(name));
}
