import { isWord, type Token } from "./tokens.ts";

/** A table as one SELECT, UPDATE or DELETE calls it. */
export interface TableReference {
	readonly table: string;
	readonly alias: string;
}

/** One query block: what its FROM and JOIN clauses name, and the block that it stands in. */
export interface Scope {
	readonly references: TableReference[];
	readonly outer: Scope | undefined;
}

/** Words that may follow a table's name and are no alias of it. */
const NO_ALIAS = new Set(
	`where on using join inner left right cross natural straight_join set group order having limit for lock union window
	use ignore force partition values select as into offset except intersect`.split(/\s+/),
);

/** Words after which a comma separates no tables any more. */
const OTHER_CLAUSES = ["select", "where", "on", "set", "by", "having", "values", "limit", "using"] as const;

/** The query block of every token. A block begins with SELECT, UPDATE or DELETE and ends with its parenthesis. */
export function scopesOf(tokens: readonly Token[]): readonly Scope[] {
	const outermost: Scope = { references: [], outer: undefined };
	const open: Scope[] = [outermost];
	const scopes: Scope[] = [];
	// Whether a comma at this depth of parentheses separates tables: the clause that it stands in began with FROM.
	const listsTables: boolean[] = [false];
	for (const [at, token] of tokens.entries()) {
		const current = open.at(-1) ?? outermost;
		if (isWord(token, "(")) {
			const inner = isWord(tokens[at + 1], "select", "with");
			open.push(inner ? { references: [], outer: current } : current);
			listsTables.push(false);
		}
		if (isWord(token, ")") && open.length > 1) {
			open.pop();
			listsTables.pop();
		}
		const scope = open.at(-1) ?? outermost;
		scopes.push(scope);
		if (isWord(token, "from", "join", "straight_join", "update", "into")) addReference(tokens, at + 1, scope);
		if (isWord(token, "from")) listsTables[listsTables.length - 1] = true;
		else if (isWord(token, ...OTHER_CLAUSES)) listsTables[listsTables.length - 1] = false;
		if (isWord(token, ",") && listsTables.at(-1) === true) addReference(tokens, at + 1, scope);
	}
	return scopes;
}

/** The table that a name means in a block or in one around it. */
export function referenceNamed(name: string, scope: Scope | undefined): TableReference | undefined {
	for (let block = scope; block !== undefined; block = block.outer) {
		const found = block.references.find(({ alias }) => alias.toLowerCase() === name.toLowerCase());
		if (found !== undefined) return found;
	}
	return undefined;
}

function addReference(tokens: readonly Token[], start: number, scope: Scope): void {
	let at = start;
	while (isWord(tokens[at], "(") && !isWord(tokens[at + 1], "select", "with")) at++;
	if (!isIdentifier(tokens[at])) return;
	while (isWord(tokens[at + 1], ".") && isIdentifier(tokens[at + 2])) at += 2;
	const table = tokens[at]?.text ?? "";
	const next = tokens[at + 1];
	const named = isWord(next, "as") ? tokens[at + 2] : next;
	scope.references.push({ table, alias: isAlias(named) ? named.text : table });
}

function isIdentifier(token: Token | undefined): boolean {
	return token?.kind === "name" || (token?.kind === "word" && !NO_ALIAS.has(token.text.toLowerCase()));
}

function isAlias(token: Token | undefined): token is Token {
	return isIdentifier(token);
}
