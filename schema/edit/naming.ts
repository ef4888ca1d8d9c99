import { createHash } from "node:crypto";
import type { IndexPart, SchemaModel, TableModel } from "../model.ts";

/** How a project names its indexes: a shape, and how it writes the table's and the columns' names in it. */
export interface NamingConvention {
	readonly shape: string;
	readonly words: "as they are" | "snake" | "camel" | "key";
	readonly upper: boolean;
}

/** MySQL's own limit. */
const LONGEST_NAME = 64;
/** Shapes seen in public schemas; `C` stands for the columns, `T` for the table. */
const SHAPES = [
	"idx_T_C",
	"T_C_idx",
	"C_idx",
	"T_C_index",
	"idx_C",
	"ix_T_C",
	"T_C_ix",
	"T_C",
	"i_T_C",
	"index_T_on_C",
	"idx_C_T",
	"C_index",
	"uniq_T_C",
	"T_C_unique",
	"T_C_uniq",
	"uq_T_C",
	"unique_T_C",
	"uidx_T_C",
	"T_C_uq",
	"C_unique",
	"T_C_unique_idx",
	"unique_C",
	"uniq_C",
] as const;
const WORDS = ["as they are", "snake", "camel", "key"] as const;
const DEFAULTS: Readonly<Record<"plain" | "unique", NamingConvention>> = {
	plain: { shape: "idx_T_C", words: "as they are", upper: false },
	unique: { shape: "T_C_unique", words: "as they are", upper: false },
};

/** The convention that most indexes of the kind follow; of the plain ones', or a usual one, where there are none. */
export function namingConvention(model: SchemaModel, kind: "plain" | "unique"): NamingConvention {
	const named = model.tables.flatMap((table) =>
		table.indexes
			.filter((index) => index.kind === kind && index.nameGiven && index.declaredBy !== "column")
			.map((index) => ({ table, index })),
	);
	let best: { convention: NamingConvention; matches: number } | undefined;
	for (const shape of SHAPES) {
		for (const words of WORDS) {
			for (const upper of [false, true]) {
				const convention = { shape, words, upper };
				const matches = named.filter(
					({ table, index }) => nameFor(convention, table, index.parts) === index.name,
				).length;
				if (matches > (best?.matches ?? 0)) best = { convention, matches };
			}
		}
	}
	return best?.convention ?? DEFAULTS[kind];
}

/** The name by convention, cut to MySQL's length with a digest of the whole. */
export function nameFor(convention: NamingConvention, table: TableModel, parts: readonly IndexPart[]): string {
	const words = parts.map((part) => wordOf(part, table, convention.words));
	const isCamel = convention.words === "camel";
	const columns = isCamel ? camel(words.join("_")) : words.join("_");
	const tableName = convention.words === "key" ? table.name : spelled(table.name, convention.words);
	const pieces = convention.shape
		.split("_")
		.map((piece) => (piece === "T" ? tableName : piece === "C" ? columns : piece));
	const joined = isCamel ? camel(pieces.join("_")) : pieces.join("_");
	const name = convention.upper ? joined.toUpperCase() : joined;
	if (name.length <= LONGEST_NAME) return name;
	const digest = createHash("sha256").update(name).digest("hex").slice(0, 8);
	return `${name.slice(0, LONGEST_NAME - digest.length - 1)}_${digest}`;
}

function wordOf(part: IndexPart, table: TableModel, words: NamingConvention["words"]): string {
	if ("column" in part) {
		const key = table.columns.find(({ name }) => name === part.column)?.key ?? part.column;
		return words === "key" ? key : spelled(part.column, words);
	}
	return "expression" in part ? spelled(part.expression.match(/\w+/g)?.join("_") ?? "expression", words) : "undefined";
}

function spelled(name: string, words: NamingConvention["words"]): string {
	if (words === "snake") return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
	return words === "camel" ? camel(name) : name;
}

export function camel(text: string): string {
	const joined = text.replace(/[^\p{L}\p{N}$]+(.)?/gu, (_, next?: string) => (next ?? "").toUpperCase());
	return joined.charAt(0).toLowerCase() + joined.slice(1);
}
