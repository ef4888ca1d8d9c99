import type { Node } from "oxc-parser";
import { kindOfSign } from "./raw-sql.ts";
import type { Standing } from "./standing.ts";
import { bare } from "./syntax-tree.ts";
import type { UseKind } from "./use.ts";

/** What each of Drizzle's comparisons lets an index do. */
export const COMPARISONS: Readonly<Record<string, UseKind>> = {
	eq: "equality",
	gt: "range",
	gte: "range",
	lt: "range",
	lte: "range",
	between: "range",
	inArray: "in",
	like: "like",
	ilike: "like",
	ne: "other",
	notBetween: "other",
	notInArray: "other",
	notLike: "other",
	notIlike: "other",
	isNull: "other",
	isNotNull: "other",
};

/** Whether a pattern for LIKE begins with something else than a wildcard; one that is not known may begin with it. */
export function beginsKnown(pattern: Node): boolean {
	const node = bare(pattern);
	if (node.type === "Literal") return typeof node.value === "string" && !/^[%_]/.test(node.value);
	if (node.type !== "TemplateLiteral") return false;
	const [first] = node.quasis;
	return !/^[%_]/.test(first?.value.cooked ?? "%");
}

/** What a column within a template of SQL is used for, by the texts before and after it. */
export function kindWithin(before: string, after: string, role: Standing["role"]): UseKind {
	if (role === "order" || /\bORDER\s+BY\s*$/i.test(before)) return /\w\($/.test(before) ? "other" : "order";
	if (role === "group" || /\bGROUP\s+BY\s*$/i.test(before)) return /\w\($/.test(before) ? "other" : "group";
	const inFunction = /\b(?!IN\b|AND\b|OR\b|WHERE\b|ON\b|NOT\b)\w+\s*\(\s*(?:DISTINCT\s+)?$/i.test(before);
	if (inFunction) return "other";
	const [, sign] = /^\s*(<=>|<=|>=|<>|!=|=|<|>|\bIN\b|\bLIKE\b|\bBETWEEN\b)/i.exec(after) ?? [];
	if (sign !== undefined) return kindOfSign(sign);
	const [, turned] = /(<=>|<=|>=|<>|!=|=|<|>)\s*$/.exec(before) ?? [];
	return turned === undefined ? "other" : turned === "=" ? "joined-from" : kindOfSign(turned);
}
