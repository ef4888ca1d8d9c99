import type { IndexModel, IndexPart, SchemaModel, TableModel } from "../model.ts";
import { EditRefused, type NamedIndex, type WantedIndex } from "./request.ts";

/** The one table of that name. @throws EditRefused where there is none, or two. */
export function tableOf(model: SchemaModel, name: string): TableModel {
	const found = model.tables.filter((table) => table.name === name);
	const [table] = found;
	if (table === undefined) {
		throw new EditRefused({ kind: "no-such-table", table: name, known: model.tables.map((known) => known.name) });
	}
	const twice = model.problems.find((problem) => problem.kind === "table-defined-twice" && problem.table === name);
	if (found.length > 1 || twice?.kind === "table-defined-twice") {
		const exports = twice?.kind === "table-defined-twice" ? twice.exports : found.flatMap((each) => each.exports);
		const places = [...new Set(exports.map(({ file, name: variable }) => `${variable} in ${file}`))];
		throw new EditRefused({ kind: "table-defined-twice", table: name, places });
	}
	return table;
}

/**
 * The model once the index is added under the name.
 * @param copies "allowed" where one is put back that had a twin before.
 * @throws EditRefused where name or index are there already.
 */
export function withIndex(
	model: SchemaModel,
	wanted: WantedIndex,
	name: string,
	copies: "refused" | "allowed" = "refused",
): SchemaModel {
	const table = tableOf(model, wanted.table);
	if (table.indexes.some((index) => index.name.toLowerCase() === name.toLowerCase())) {
		throw new EditRefused({ kind: "index-name-taken", table: table.name, index: name });
	}
	const same = table.indexes.find((index) => index.kind === wanted.kind && sameParts(index.parts, wanted.parts));
	if (same !== undefined && copies === "refused")
		throw new EditRefused({ kind: "index-there-already", table: table.name, index: same.name });
	const index: IndexModel = { name, nameGiven: true, declaredBy: "index", kind: wanted.kind, parts: wanted.parts };
	return withTable(model, { ...table, indexes: [...table.indexes, index] });
}

/** The model once the index is gone. @throws EditRefused "no-such-index". */
export function withoutIndex(model: SchemaModel, { table: tableName, name }: NamedIndex): SchemaModel {
	const table = tableOf(model, tableName);
	if (!table.indexes.some((index) => index.name === name)) {
		const known = table.indexes.map((index) => index.name);
		throw new EditRefused({ kind: "no-such-index", table: tableName, index: name, known });
	}
	return withTable(model, { ...table, indexes: table.indexes.filter((index) => index.name !== name) });
}

/** Whether two indexes hold the same parts in the same order, however an expression is spelled. */
export function sameParts(a: readonly IndexPart[], b: readonly IndexPart[]): boolean {
	return a.length === b.length && a.every((part, position) => partText(part) === partText(b[position] as IndexPart));
}

/** One text for all spellings of a part: without qualifiers, backticks, blanks and doubled parentheses. */
export function partText(part: IndexPart): string {
	if ("undefined" in part) return "undefined";
	const direction = part.descending === true ? " desc" : "";
	if ("column" in part) return `${part.column}${part.length === undefined ? "" : `(${part.length})`}${direction}`;
	const plain = part.expression
		.replaceAll(/`[^`]+`\.(?=`)/g, "")
		.replaceAll("`", "")
		.replaceAll(/_utf8mb4(?=\\?')/g, "")
		.replaceAll("\\'", "'")
		.replaceAll(/\s+/g, "")
		.toLowerCase();
	return `expression ${withoutOuter(plain)}${direction}`;
}

function withoutOuter(text: string): string {
	if (!text.startsWith("(") || !text.endsWith(")")) return text;
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		if (text[at] === "(") depth++;
		if (text[at] === ")" && --depth === 0) return at === text.length - 1 ? withoutOuter(text.slice(1, -1)) : text;
	}
	return text;
}

function withTable(model: SchemaModel, changed: TableModel): SchemaModel {
	return { ...model, tables: model.tables.map((table) => (table.name === changed.name ? changed : table)) };
}
