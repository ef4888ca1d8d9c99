import type { ColumnModel } from "../../model.ts";
import { charsetOf, typeParts } from "./key-bytes.ts";

const WHOLE_NUMBERS = /^(?:tinyint|smallint|mediumint|int|integer|bigint|serial)$/;
const CHARACTERS = /^(?:char|varchar)$/;
const BYTES = /^(?:binary|varbinary)$/;

/** What a column may hold as a key of another table: whole numbers, text or bytes. */
export type KeyFamily = "number" | "text" | "bytes";

/** The family of a column that may refer to another; undefined for dates, JSON and the like. */
export function keyFamily(type: string): KeyFamily | undefined {
	const { base } = typeParts(type);
	if (WHOLE_NUMBERS.test(base)) return "number";
	if (CHARACTERS.test(base)) return "text";
	return BYTES.test(base) ? "bytes" : undefined;
}

const MOMENTS_AND_AMOUNTS = /^(?:date|datetime|timestamp|time|year|decimal|numeric)$/;

/** Whether an index on a column of this type finds rows by a value: not so for JSON, long texts and the like. */
export function isLookUpType(type: string): boolean {
	return keyFamily(type) !== undefined || MOMENTS_AND_AMOUNTS.test(typeParts(type).base);
}

/** InnoDB keeps all of these as bytes and lets one refer to another, as a server was seen to do. */
const KEPT_AS_BYTES = /^(?:binary|varbinary|decimal|numeric|datetime|timestamp|time)$/;

/** Whether MySQL takes both types for a foreign key: whole numbers of one size and sign, text or bytes of any length. */
export function foreignKeyTypesAgree(type: string, refType: string): boolean {
	const one = typeParts(type);
	const other = typeParts(refType);
	if (KEPT_AS_BYTES.test(one.base) && KEPT_AS_BYTES.test(other.base)) return true;
	if (CHARACTERS.test(one.base) && CHARACTERS.test(other.base)) return true;
	const base = ({ base }: { readonly base: string }) => ({ integer: "int", serial: "bigint" })[base] ?? base;
	return base(one) === base(other) && (!WHOLE_NUMBERS.test(one.base) || one.unsigned === other.unsigned);
}

/** Charset and collation of a text column as far as the schema says; "default" where it leaves them to the database. */
export function collationText(column: Pick<ColumnModel, "charset" | "collation">): string {
	return column.collation ?? (column.charset === undefined ? "default" : `${charsetOf(column)} default`);
}

/** What keeps MySQL from comparing two text columns by index; undefined where nothing does or the schema does not tell. */
export function collationDifference(one: ColumnModel, other: ColumnModel): "charset" | "collation" | undefined {
	if (keyFamily(one.type) !== "text" || keyFamily(other.type) !== "text") return undefined;
	const told = [one, other].some(({ charset, collation }) => charset !== undefined || collation !== undefined);
	if (!told) return undefined;
	if (charsetOf(one) !== charsetOf(other)) return "charset";
	return one.collation !== undefined && other.collation !== undefined && one.collation !== other.collation
		? "collation"
		: undefined;
}
