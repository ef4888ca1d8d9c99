/** What a column's SQL type says, taken apart. */
export interface ColumnType {
	/** The name alone, in small letters and without synonyms: "int", "varchar", "decimal", "geometry". */
	readonly base: string;
	/** Length, display width or precision; of enum and set, nothing. */
	readonly length?: number;
	/** Digits after the point, of decimal; of float and double, where they are given. */
	readonly scale?: number;
	readonly unsigned: boolean;
	/** Members of an enum or a set. */
	readonly values: readonly string[];
	/** Where the type's own text names one. */
	readonly charset?: string;
	/** Reference system of a geometry, where the type names one. */
	readonly srid?: number;
}

const SYNONYMS: Readonly<Record<string, string>> = {
	integer: "int",
	int1: "tinyint",
	int2: "smallint",
	int3: "mediumint",
	int4: "int",
	int8: "bigint",
	middleint: "mediumint",
	serial: "bigint",
	bool: "tinyint",
	boolean: "tinyint",
	numeric: "decimal",
	dec: "decimal",
	fixed: "decimal",
	real: "double",
	"double precision": "double",
	float4: "float",
	float8: "double",
	character: "char",
	nchar: "char",
	"character varying": "varchar",
	nvarchar: "varchar",
	long: "mediumtext",
	"long varchar": "mediumtext",
	"long varbinary": "mediumblob",
	geomcollection: "geometrycollection",
};

const TYPE = /^\s*([a-z][a-z0-9]*(?:\s+(?:precision|varying|varchar|varbinary))?)\s*(?:\(([\s\S]*?)\))?([^)]*)$/i;

/** Takes a type as CREATE TABLE has it apart, such as "decimal(10,2) unsigned" or "enum('a','it''s')". */
export function parseColumnType(text: string): ColumnType {
	const isList = /^\s*(?:enum|set)\s*\(/i.test(text);
	const values = isList ? listValues(text) : [];
	const [, name = text, inner = "", rest = ""] = TYPE.exec(isList ? withoutList(text) : text) ?? [];
	const spelt = name.trim().toLowerCase().replace(/\s+/g, " ");
	const base = SYNONYMS[spelt] ?? spelt;
	const [length, scale] = inner.split(",").map((part) => (part.trim() === "" ? undefined : Number(part)));
	const charset = /(?:character\s+set|charset)\s+(\w+)/i.exec(rest)?.[1]?.toLowerCase();
	const srid = /\bsrid\s+(\d+)/i.exec(rest)?.[1];
	return {
		base,
		...(length === undefined || Number.isNaN(length) ? widthOf(spelt) : { length }),
		...(scale === undefined || Number.isNaN(scale) ? {} : { scale }),
		unsigned: /\b(?:unsigned|zerofill)\b/i.test(rest) || spelt === "serial",
		values,
		...(charset === undefined ? {} : { charset }),
		...(srid === undefined ? {} : { srid: Number(srid) }),
	};
}

/** "bool" is tinyint(1). */
function widthOf(spelt: string): { readonly length?: number } {
	return spelt === "bool" || spelt === "boolean" ? { length: 1 } : {};
}

function withoutList(text: string): string {
	return text.replace(/\((?:[^']|'(?:[^'\\]|''|\\.)*')*\)/s, "");
}

function listValues(text: string): readonly string[] {
	return [...text.matchAll(/'((?:[^'\\]|''|\\.)*)'/gs)].map(([, value = ""]) =>
		value.replace(/''|\\(.)/gs, (_, letter: string | undefined) => letter ?? "'"),
	);
}

const BINARY = new Set(["binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "bit", "vector"]);
const GEOMETRY = /^(?:geometry|point|linestring|polygon|multi\w+|geometrycollection)$/;
const TEXT = new Set(["char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set"]);

/** Whether values are bytes without a character set. */
export function isBinary({ base, charset }: ColumnType): boolean {
	return BINARY.has(base) || GEOMETRY.test(base) || charset === "binary";
}

/** Whether values are text in a character set. */
export function isText({ base, charset }: ColumnType): boolean {
	return TEXT.has(base) && charset !== "binary";
}

export function isGeometry({ base }: ColumnType): boolean {
	return GEOMETRY.test(base);
}
