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

/**
 * A digest hides every constant, not only parameters: the length of a type, the zero of COALESCE, what a CASE returns. It says
 * "(...)" for a list of any length; a short one stands for it.
 */
export function readableDigest(text: string, columnsOf: ColumnsOf): ReadableDigest {
	const listed = text.replaceAll(/(\w+)?\s*\(\s*\.\.\.\s*\)/g, (_, word: string | undefined) => {
		const type = TYPES[word?.toLowerCase() ?? ""];
		return `${word ?? ""} ${type ?? "(?, ?, ?)"}`;
	});
	const placeholders = placeholdersOf(listed, columnsOf);
	const tokens = tokensOf(listed);
	const harmless = outsideConditions(tokens);
	let sql = "";
	let last = 0;
	let assumed = 0;
	let number = 0;
	for (const [at, token] of tokens.entries()) {
		if (token.kind !== "placeholder") continue;
		sql += listed.slice(last, token.start);
		last = token.end;
		const hidden = placeholders[number++]?.kind === "unknown" && harmless[at] === true;
		if (hidden) assumed += 1;
		sql += hidden ? "0" : "?";
	}
	return { sql: sql + listed.slice(last), assumed };
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
