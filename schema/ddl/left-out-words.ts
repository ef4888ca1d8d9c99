import type { LeftOut } from "./usable-schema.ts";

/** What is left out, and why, in one sentence. */
export function leftOutSentence(what: LeftOut): string {
	switch (what.kind) {
		case "undefined-index-column":
			return `Index ${what.index} of ${what.table} names a column that the table does not have, so it is left out.`;
		case "index-name-too-long":
			return `Index ${what.index} of ${what.table} is left out: its name has ${what.length} characters, MySQL takes 64.`;
		case "index-defined-twice":
			return `Index ${what.index} of ${what.table} is defined twice; the first counts.`;
		case "foreign-key-name-too-long":
			return `Foreign key ${what.key} of ${what.table} is left out: its name has ${what.length} characters, MySQL takes 64.`;
		case "foreign-key-defined-twice":
			return `Foreign key ${what.key} of ${what.table} is left out: another has its name.`;
		case "foreign-key-to-nowhere":
			return `Foreign key ${what.key} of ${what.table} is left out: ${what.refTable}, or its column, is not in the schema.`;
		case "table-defined-twice":
			return `Table ${what.table} is defined twice; the last definition counts.`;
		case "index-of-foreign-key":
			return `Foreign key ${what.key} of ${what.table} needs an index: without ${what.index}, MySQL keeps one of the key's own name, and "before" has that.`;
		case "existing-view":
			return `View ${what.view} is said to exist already and is left out, since the schema does not say what it reads.`;
	}
}
