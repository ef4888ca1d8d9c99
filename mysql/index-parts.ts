import { parenthesized, quoted } from "./sql/identifiers.ts";

/** One part of an index: a column, perhaps a prefix of it or descending, or an expression. */
export type IndexPart =
	| { readonly column: string; readonly length?: number; readonly descending?: boolean }
	| { readonly expression: string; readonly descending?: boolean };

/** What an index is for beside finding rows: nothing, no value twice, words within texts. */
export type IndexKind = "plain" | "unique" | "fulltext";

const PART =
	/^(?<name>`(?:[^`]|``)+`|(?!null\b)[\p{L}_$\d][\p{L}\w$]*)\s*(?:\(\s*(?<length>\d+)\s*\))?\s*(?<order>(?<=[\s)`])asc|(?<=[\s)`])desc)?$/iu;

/** A part as SQL writes it: a column with a prefix length or a direction, or else an expression. */
export function partOfText(text: string): IndexPart {
	const trimmed = text.trim();
	const { name, length, order } = PART.exec(trimmed)?.groups ?? {};
	if (name !== undefined) {
		return {
			column: name.startsWith("`") ? name.slice(1, -1).replaceAll("``", "`") : name,
			...(length !== undefined ? { length: Number(length) } : {}),
			...(order?.toLowerCase() === "desc" ? { descending: true } : {}),
		};
	}
	const direction = /^(?<of>.*\))\s*(?<order>asc|desc)$/is.exec(trimmed)?.groups;
	return {
		expression: direction?.of ?? trimmed,
		...(direction?.order?.toLowerCase() === "desc" ? { descending: true } : {}),
	};
}

/** A part as it is shown and compared: a column that is taken whole and ascending is its bare name. */
export function partText(part: IndexPart): string {
	const what =
		"column" in part
			? `${part.column}${part.length !== undefined ? `(${part.length})` : ""}`
			: parenthesized(part.expression);
	return part.descending ? `${what} desc` : what;
}

/** A part as SQL takes it. */
export function partDefinition(part: IndexPart): string {
	const what =
		"column" in part
			? `${quoted(part.column)}${part.length !== undefined ? `(${part.length})` : ""}`
			: parenthesized(part.expression);
	return part.descending ? `${what} DESC` : what;
}
