import type { ColumnModel } from "../../model.ts";

/** InnoDB's limit for the columns of one key with rows of format DYNAMIC and pages of 16 KB (MySQL manual, InnoDB limits). */
export const LONGEST_KEY_BYTES = 3072;

/** What MySQL's own default charset takes per character; a schema that names no charset is judged by it. */
const DEFAULT_CHARSET = "utf8mb4";

const BYTES_PER_CHARACTER: Readonly<Record<string, number>> = {
	utf8mb4: 4,
	utf16: 4,
	utf16le: 4,
	utf32: 4,
	gb18030: 4,
	utf8: 3,
	utf8mb3: 3,
	ujis: 3,
	eucjpms: 3,
	ucs2: 2,
	gbk: 2,
	gb2312: 2,
	big5: 2,
	sjis: 2,
	cp932: 2,
	euckr: 2,
};

const FIXED_BYTES: Readonly<Record<string, number>> = {
	boolean: 1,
	bool: 1,
	tinyint: 1,
	smallint: 2,
	mediumint: 3,
	int: 4,
	integer: 4,
	bigint: 8,
	serial: 8,
	float: 4,
	double: 8,
	real: 8,
	date: 3,
	year: 1,
};

/** Bytes of the fraction of seconds, by number of digits; of a decimal's last digits, by how many there are. */
const FRACTION_BYTES = [0, 1, 1, 2, 2, 3, 3];
const DIGIT_BYTES = [0, 1, 1, 2, 2, 3, 3, 4, 4];

/** A column's type in parts: "varchar(20)" gives the base "varchar" and the argument "20". */
export interface TypeParts {
	readonly base: string;
	readonly numbers: readonly number[];
	readonly unsigned: boolean;
}

/** The parts of a type as CREATE TABLE takes it. */
export function typeParts(type: string): TypeParts {
	const [, base = "", inner = ""] = /^\s*([a-z0-9]+(?:\s+precision)?)\s*(?:\(([^)]*)\))?/i.exec(type) ?? [];
	return {
		base: base.toLowerCase().replace(/\s+precision$/, ""),
		numbers: inner
			.split(",")
			.filter((text) => /^\s*\d+\s*$/.test(text))
			.map(Number),
		unsigned: /\bunsigned\b/i.test(type) || /^\s*serial\b/i.test(type),
	};
}

/** The charset of a text column: its own, that of its collation, or MySQL's default. */
export function charsetOf({ charset, collation }: Pick<ColumnModel, "charset" | "collation">): string {
	return (charset ?? collation?.split("_")[0] ?? DEFAULT_CHARSET).toLowerCase();
}

/** Whether the type is text of a charset and so has a collation. */
export function isText(type: string): boolean {
	return /^(?:char|varchar|tinytext|text|mediumtext|longtext|enum|set)$/.test(typeParts(type).base);
}

/**
 * Bytes that a column, or its first `length` characters or bytes, takes in a key as MySQL counts them for its limit:
 * without the bytes for NULL and for a varchar's length. Undefined for types that are not known, and for text and blob
 * without a prefix.
 */
export function keyBytes(column: ColumnModel, length?: number): number | undefined {
	const { base, numbers } = typeParts(column.type);
	const perCharacter = BYTES_PER_CHARACTER[charsetOf(column)] ?? 1;
	if (/^(?:char|varchar)$/.test(base)) return (length ?? numbers[0] ?? 1) * perCharacter;
	if (/^(?:binary|varbinary)$/.test(base)) return length ?? numbers[0] ?? 1;
	if (/^(?:tiny|medium|long)?text$/.test(base)) return length === undefined ? undefined : length * perCharacter;
	if (/^(?:tiny|medium|long)?blob$/.test(base)) return length;
	if (/^(?:decimal|numeric|dec|fixed)$/.test(base)) return decimalBytes(numbers[0] ?? 10, numbers[1] ?? 0);
	if (base === "time") return 3 + (FRACTION_BYTES[numbers[0] ?? 0] ?? 0);
	if (base === "timestamp") return 4 + (FRACTION_BYTES[numbers[0] ?? 0] ?? 0);
	if (base === "datetime") return 5 + (FRACTION_BYTES[numbers[0] ?? 0] ?? 0);
	if (base === "bit") return Math.ceil((numbers[0] ?? 1) / 8);
	if (base === "enum") return enumValues(column.type) > 255 ? 2 : 1;
	if (base === "set") return setBytes(enumValues(column.type));
	return FIXED_BYTES[base];
}

/** How many values an enum or set has; 0 for other types. */
export function enumValues(type: string): number {
	if (!/^\s*(?:enum|set)\s*\(/i.test(type)) return 0;
	return [...type.matchAll(/'(?:[^'\\]|''|\\.)*'/g)].length;
}

function setBytes(values: number): number {
	const bytes = Math.ceil(values / 8);
	return bytes > 4 ? 8 : bytes;
}

/** Nine digits take four bytes on either side of the point, the rest by the table (MySQL manual, numeric storage). */
function decimalBytes(precision: number, scale: number): number {
	const side = (digits: number) => Math.floor(digits / 9) * 4 + (DIGIT_BYTES[digits % 9] ?? 0);
	return side(precision - scale) + side(scale);
}
