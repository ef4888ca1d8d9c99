import { type ColumnsOf, placeholdersOf } from "../../mysql/sql/placeholders.ts";
import { isWord, type Token, tokensOf } from "../../mysql/sql/tokens.ts";

/** A digest's text as a statement that runs. */
export interface ReadableDigest {
	readonly sql: string;
	/** Constants that the digest hides outside of conditions: zero stands for each. */
	readonly assumed: number;
}

/** What stands in a type's parentheses, where a digest says "(...)": wide enough for any value. */
const TYPES: Readonly<Record<string, string>> = {
	decimal: "(30, 6)",
	numeric: "(30, 6)",
	char: "(255)",
	nchar: "(255)",
	varchar: "(255)",
	binary: "(255)",
	datetime: "(6)",
	time: "(6)",
	timestamp: "(6)",
};

/** Functions that may be written without parentheses, and are in a digest, though not by the name that it has for them. */
const BARE = /(?<!`)\b(NOW|CURDATE|CURTIME|SYSDATE|UTC_DATE|UTC_TIME|UTC_TIMESTAMP)\b(?!\s*\(|`)/g;
/** Rows that several columns are compared with at once. */
const ROWS = /\(([^()]*)\)\s*((?:NOT\s+)?IN)\s*\(\s*\(\.\.\.\)\s*(?:\/\* , \.\.\. \*\/\s*)?\)/gi;

/**
 * A digest hides every constant, not only parameters: the length of a type, the zero of COALESCE, what a CASE returns. It says
 * "(...)" for a list of any length, and "?, ..." for the rest of one; short ones stand for them. It also writes what no parser
 * takes back: a space behind the name of a function, NOW for CURRENT_TIMESTAMP, FIELDS for the COLUMNS of a JSON_TABLE.
 */
export function readableDigest(text: string, columnsOf: ColumnsOf): ReadableDigest {
	const listed = text
		.replaceAll(ROWS, (_, columns: string, operator: string) => {
			const row = `(${columns.split(",").fill("?").join(", ")})`;
			return `(${columns}) ${operator} (${row}, ${row})`;
		})
		.replaceAll(/(\w+)?\s*\(\s*\.\.\.\s*\)/g, (_, word: string | undefined) => {
			const type = TYPES[word?.toLowerCase() ?? ""];
			return `${word ?? ""} ${type ?? "(?, ?, ?)"}`;
		})
		// The condition of an IF may end in a constant, which is then one of three.
		.replaceAll(/\bIF \(([^(),]*)\?, \.\.\./g, "IF ($1?, ?, ?")
		.replaceAll(/\?, \.\.\./g, "?, ?")
		.replaceAll(BARE, "$1()")
		.replaceAll(/(JSON_TABLE\b.*?)\bFIELDS\b/g, "$1COLUMNS");
	const placeholders = placeholdersOf(listed, columnsOf);
	const tokens = tokensOf(listed);
	const harmless = outsideConditions(tokens);
	const calls = enclosingCalls(tokens);
	let sql = "";
	let last = 0;
	let assumed = 0;
	let number = 0;
	for (const [at, token] of tokens.entries()) {
		// With a space before its arguments MAX (x) is a function of somebody's, and no longer the server's own.
		if (isWord(token, "(") && tokens[at - 1]?.kind === "word") {
			sql += listed.slice(last, token.start).trimEnd();
			last = token.start;
		}
		if (token.kind !== "placeholder") continue;
		sql += listed.slice(last, token.start);
		last = token.end;
		const hidden = placeholders[number++]?.kind === "unknown" && harmless[at] === true;
		if (hidden) assumed += 1;
		sql += hidden ? constantAt(tokens[at - 1], calls[at]) : "?";
	}
	return { sql: sql + listed.slice(last), assumed };
}

/** What can stand in the place of a hidden constant: a path where one is read, a text where a number is none, else zero. */
function constantAt(before: Token | undefined, call: string | undefined): string {
	if (isWord(before, "separator")) return "','";
	if (isWord(before, "path", "->", "->>") || /^json_/i.test(call ?? "")) return "'$'";
	return "0";
}

/** Of each token, the function in whose arguments it stands, if it does in any. */
function enclosingCalls(tokens: readonly Token[]): readonly (string | undefined)[] {
	const open: (string | undefined)[] = [];
	return tokens.map((token, at) => {
		const before = tokens[at - 1];
		if (isWord(token, "(")) open.push(before?.kind === "word" || before?.kind === "name" ? before.text : undefined);
		else if (isWord(token, ")")) open.pop();
		return open.at(-1);
	});
}

/**
 * Of each token, whether it stands in what is computed of the rows that were found: there a constant changes no plan and no
 * number of rows read. In WHERE and ON it may decide both, and nothing can stand for it.
 */
function outsideConditions(tokens: readonly Token[]): readonly boolean[] {
	const clauses = [true];
	return tokens.map((token) => {
		if (isWord(token, "(")) clauses.push(clauses.at(-1) ?? true);
		else if (isWord(token, ")") && clauses.length > 1) clauses.pop();
		else if (isWord(token, "where", "on", "limit", "offset")) clauses[clauses.length - 1] = false;
		else if (isWord(token, "select", "from", "group", "having", "order")) clauses[clauses.length - 1] = true;
		return clauses.at(-1) ?? true;
	});
}
