import { createHash } from "node:crypto";
import { BenchError } from "../base/errors.ts";
import { type IndexPart, partOfText, partText } from "../mysql/index-parts.ts";
import { type IndexSpec, partsOf, specOf } from "../mysql/index-spec.ts";
import { quoted } from "../mysql/sql/identifiers.ts";
import type { TableModel } from "./model.ts";
import { readWantedIndex } from "./wanted-spec.ts";

/** MySQL's own limit. */
const LONGEST_NAME = 64;

/**
 * An index under test, written as `readWantedIndex` has it. Its name is the tool's own, so that it meets none of the
 * application's.
 * @throws BenchError kind "usage" for what is no such text, or names no table or column of the suite.
 */
export function parseIndexSpec(text: string, tables: readonly TableModel[]): IndexSpec {
	const { table, kind, parts, name } = readWantedIndex(text, { tables });
	if (name !== undefined) {
		throw new BenchError("usage", `"${text}" names an index that is only tried.`, `Leave "as ${name}" out.`);
	}
	return indexToTry(specOf({ name: "", table, kind }, parts));
}

/** An index by its parts, under a name that no index of the application has. */
export function indexToTry(spec: Omit<IndexSpec, "name">): IndexSpec {
	return { ...spec, name: nameOf({ ...spec, name: "" }) };
}

/** An index as `parseIndexSpec` reads it. */
export function indexSpecText(spec: Omit<IndexSpec, "name">): string {
	const bare = (name: string) => (/^[\p{L}\w$]+$/u.test(name) ? name : quoted(name));
	const parts = partsOf(spec).map((part) => partText("column" in part ? { ...part, column: bare(part.column) } : part));
	const kind = spec.kind === undefined || spec.kind === "plain" ? "" : `${spec.kind} `;
	return `${kind}${bare(spec.table)}(${parts.join(", ")})`;
}

/**
 * An index of a suite in one form, whether its author gives columns, their text as SQL has it, or parts.
 * @param table where a column may be named like a text of SQL.
 */
export function resolvedIndex(
	spec: IndexSpec & { readonly unique?: boolean },
	table: TableModel | undefined,
): IndexSpec {
	const names = new Set(table?.columns.map(({ name }) => name));
	const parts =
		spec.parts ?? spec.columns.map((text): IndexPart => (names.has(text) ? { column: text } : resolvedPart(text)));
	return specOf({ name: spec.name, table: spec.table, kind: spec.kind ?? (spec.unique ? "unique" : "plain") }, parts);
}

/** A name that is no column is told as such, rather than taken for an expression. */
function resolvedPart(text: string): IndexPart {
	const part = partOfText(text);
	return "column" in part || part.expression.startsWith("(") ? part : { column: text };
}

/** A name that no index of the application has. */
function nameOf({ table, columns, kind }: IndexSpec): string {
	const words = columns.map((text) => text.replace(/[^\p{L}\w$]+/gu, "_").replace(/^_+|_+$/g, ""));
	const name = ["try", table, ...words, ...(kind === undefined ? [] : [kind])].join("_");
	if (name.length <= LONGEST_NAME && columns.every((text) => /^[\p{L}\w$]+$/u.test(text))) return name;
	const digest = createHash("sha256")
		.update([table, kind, ...columns].join("\0"))
		.digest("hex")
		.slice(0, 8);
	return `${name.slice(0, LONGEST_NAME - digest.length - 1)}_${digest}`;
}
