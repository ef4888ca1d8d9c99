import { isWord, type Token, tokensOf } from "../../mysql/sql/tokens.ts";

/** What checks ask of one column. */
export interface Limits {
	readonly least?: number;
	readonly most?: number;
	/** As text. */
	readonly members?: readonly string[];
	readonly notNull?: boolean;
}

/** What the checks of a table ask: limits by column, and pairs of which the first must not be greater than the second. */
export interface TableLimits {
	readonly columns: ReadonlyMap<string, Limits>;
	readonly ordered: readonly (readonly [string, string])[];
}

type Condition = { readonly column: string; readonly limits: Limits } | { readonly ordered: readonly [string, string] };

/**
 * Reads a check's condition: comparisons with constants, BETWEEN, IN, LIKE-free conjunctions of these, and comparisons of two
 * columns. Of alternatives the first that can be read is enough.
 * @returns undefined for anything else.
 */
export function readCheck(sql: string): readonly Condition[] | undefined {
	return conjunction(unwrapped(tokensOf(sql)));
}

/** Puts what several conditions ask of the same column together. */
export function combined(conditions: readonly Condition[]): TableLimits {
	const columns = new Map<string, Limits>();
	const ordered: (readonly [string, string])[] = [];
	for (const condition of conditions) {
		if ("ordered" in condition) {
			ordered.push(condition.ordered);
			continue;
		}
		const known = columns.get(condition.column) ?? {};
		const { least, most, members, notNull } = condition.limits;
		columns.set(condition.column, {
			...known,
			...(least === undefined ? {} : { least: Math.max(least, known.least ?? least) }),
			...(most === undefined ? {} : { most: Math.min(most, known.most ?? most) }),
			...(members === undefined
				? {}
				: { members: known.members === undefined ? members : members.filter((one) => known.members?.includes(one)) }),
			...(notNull === undefined ? {} : { notNull }),
		});
	}
	return { columns, ordered };
}

function conjunction(tokens: readonly Token[]): readonly Condition[] | undefined {
	const found: Condition[] = [];
	for (const part of split(tokens, ["and", "&&"])) {
		const read = alternative(unwrapped(part));
		if (read === undefined) return undefined;
		found.push(...read);
	}
	return found;
}

function alternative(tokens: readonly Token[]): readonly Condition[] | undefined {
	const parts = split(tokens, ["or", "||"]);
	if (parts.length > 1)
		return parts.map((part) => conjunction(unwrapped(part))).find((read) => read !== undefined && read.length > 0);
	if (split(tokens, ["and", "&&"]).length > 1) return conjunction(tokens);
	return comparison(tokens);
}

function comparison(tokens: readonly Token[]): readonly Condition[] | undefined {
	const [left, rest] = operand(tokens);
	const [sign, ...after] = rest;
	if (left === undefined || sign === undefined) return undefined;
	if ("column" in left && isWord(sign, "is")) {
		return isWord(after[0], "not") && isWord(after[1], "null")
			? [{ column: left.column, limits: { notNull: true } }]
			: [];
	}
	if ("column" in left && isWord(sign, "in")) return memberList(left.column, after);
	if ("column" in left && isWord(sign, "between")) {
		const [low, joined] = operand(after);
		const [high, end] = operand(joined.slice(1));
		if (!numeric(low) || !numeric(high) || end.length > 0) return undefined;
		return [{ column: left.column, limits: { least: low.number, most: high.number } }];
	}
	const [right, end] = operand(after);
	return right === undefined || end.length > 0 ? undefined : compare(left, sign.text, right);
}

type Operand = { readonly column: string } | { readonly number: number } | { readonly text: string };

function numeric(operand: Operand | undefined): operand is { readonly number: number } {
	return operand !== undefined && "number" in operand;
}

const FLIPPED: Readonly<Record<string, string>> = {
	"<": ">",
	"<=": ">=",
	">": "<",
	">=": "<=",
	"=": "=",
	"<>": "<>",
	"!=": "!=",
};

function compare(left: Operand, sign: string, right: Operand): readonly Condition[] | undefined {
	const flipped = FLIPPED[sign];
	if (flipped === undefined) return undefined;
	if (!("column" in left)) return "column" in right ? compare(right, flipped, left) : undefined;
	const { column } = left;
	if ("column" in right) {
		if (sign.startsWith("<") && sign !== "<>") return [{ ordered: [column, right.column] }];
		return sign.startsWith(">") ? [{ ordered: [right.column, column] }] : undefined;
	}
	if ("text" in right) {
		if (sign === "=") return [{ column, limits: { members: [right.text] } }];
		return (sign === "<>" || sign === "!=") && right.text === "" ? [] : undefined;
	}
	// One more or less is inside for whole numbers; for others, too.
	if (sign === ">") return [{ column, limits: { least: right.number + 1 } }];
	if (sign === ">=") return [{ column, limits: { least: right.number } }];
	if (sign === "<") return [{ column, limits: { most: right.number - 1 } }];
	if (sign === "<=") return [{ column, limits: { most: right.number } }];
	if (sign === "=") return [{ column, limits: { least: right.number, most: right.number } }];
	// Above it, which a list of members is cut by, too.
	return [{ column, limits: { least: right.number + 1 } }];
}

function memberList(column: string, tokens: readonly Token[]): readonly Condition[] | undefined {
	if (!isWord(tokens[0], "(") || !isWord(tokens.at(-1), ")")) return undefined;
	const members: string[] = [];
	for (const part of split(tokens.slice(1, -1), [","])) {
		const [value, end] = operand(part);
		if (value === undefined || "column" in value || end.length > 0) return undefined;
		members.push("text" in value ? value.text : String(value.number));
	}
	return [{ column, limits: { members } }];
}

/** A column (perhaps with its table before it), a number or a text at the beginning, and what comes after it. */
function operand(tokens: readonly Token[]): readonly [Operand | undefined, readonly Token[]] {
	const [first, second, third] = tokens;
	if (first === undefined) return [undefined, tokens];
	if (isWord(first, "(")) {
		const end = closing(tokens);
		const [inner, left] = operand(tokens.slice(1, end));
		return [left.length === 0 ? inner : undefined, tokens.slice(end + 1)];
	}
	if (isWord(first, "-", "+") && second?.kind === "number") {
		return [{ number: Number(`${first.text}${second.text}`) }, tokens.slice(2)];
	}
	if (first.kind === "number") return [{ number: Number(first.text) }, tokens.slice(1)];
	// MySQL shows a text constant with its character set before it.
	if (first.kind === "word" && first.text.startsWith("_utf8") && second?.kind === "text")
		return operand(tokens.slice(1));
	if (first.kind === "text" && first.text.startsWith("'")) {
		return [
			{ text: first.text.slice(1, -1).replace(/''|\\(.)/gs, (_, letter: string | undefined) => letter ?? "'") },
			tokens.slice(1),
		];
	}
	if (isWord(first, "true", "false")) return [{ number: isWord(first, "true") ? 1 : 0 }, tokens.slice(1)];
	if (first.kind !== "word" && first.kind !== "name") return [undefined, tokens];
	if (isWord(second, ".") && third !== undefined) return operand(tokens.slice(2));
	return isWord(second, "(") ? [undefined, tokens] : [{ column: first.text }, tokens.slice(1)];
}

function unwrapped(tokens: readonly Token[]): readonly Token[] {
	return isWord(tokens[0], "(") && closing(tokens) === tokens.length - 1 ? unwrapped(tokens.slice(1, -1)) : tokens;
}

function closing(tokens: readonly Token[]): number {
	let depth = 0;
	for (const [at, token] of tokens.entries()) {
		if (isWord(token, "(")) depth++;
		if (isWord(token, ")") && --depth === 0) return at;
	}
	return tokens.length;
}

/** Parts between separators that no parenthesis encloses; the AND of a BETWEEN is none. */
function split(tokens: readonly Token[], separators: readonly string[]): readonly (readonly Token[])[] {
	const parts: Token[][] = [[]];
	let depth = 0;
	let between = false;
	for (const token of tokens) {
		if (isWord(token, "(")) depth++;
		if (isWord(token, ")")) depth--;
		if (isWord(token, "between")) between = true;
		const separates = depth === 0 && isWord(token, ...separators);
		if (separates && between && isWord(token, "and")) between = false;
		else if (separates) {
			parts.push([]);
			continue;
		}
		parts.at(-1)?.push(token);
	}
	return parts;
}
