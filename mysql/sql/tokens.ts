/** One piece of an SQL text; comments and white space are left out. */
export interface Token {
	readonly kind: "word" | "name" | "text" | "number" | "placeholder" | "sign";
	/** As written; of a quoted name, without its backticks. */
	readonly text: string;
	/** Where it begins and ends in the SQL text. */
	readonly start: number;
	readonly end: number;
}

const PIECE = new RegExp(
	[
		String.raw`(?<gap>\s+|/\*(?!!)[\s\S]*?\*/|(?:--(?=\s|$)|#)[^\n]*)`,
		"(?<name>`(?:[^`]|``)+`)",
		String.raw`(?<text>[xXbBnN]?'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*")`,
		String.raw`(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)`,
		String.raw`(?<placeholder>\?)`,
		String.raw`(?<word>[\p{L}_$@][\p{L}\p{N}_$@]*)`,
		String.raw`(?<sign><=>|->>|->|<=|>=|<>|!=|:=|\|\||&&|[\s\S])`,
	].join("|"),
	"uy",
);

/** The pieces of an SQL text in their order. What is in quotes is one piece, whatever it holds. */
export function tokensOf(sql: string): readonly Token[] {
	const tokens: Token[] = [];
	PIECE.lastIndex = 0;
	for (let match = PIECE.exec(sql); match !== null && match[0] !== ""; match = PIECE.exec(sql)) {
		const kind = KINDS.find((kind) => match.groups?.[kind] !== undefined);
		if (kind === undefined) continue;
		const text = kind === "name" ? match[0].slice(1, -1).replaceAll("``", "`") : match[0];
		tokens.push({ kind, text, start: match.index, end: match.index + match[0].length });
	}
	return tokens;
}

const KINDS = ["word", "name", "text", "number", "placeholder", "sign"] as const;

/** Whether a token is one of these words, in any case, or one of these signs. */
export function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
	if (token?.kind !== "word" && token?.kind !== "sign") return false;
	return words.includes(token.text.toLowerCase());
}

/** Every name that a statement has, in any role and in lower case: those of its tables are among them. */
export function namesIn(sql: string): ReadonlySet<string> {
	const names = tokensOf(sql).filter(({ kind }) => kind === "name" || kind === "word");
	return new Set(names.map(({ text }) => text.toLowerCase()));
}
