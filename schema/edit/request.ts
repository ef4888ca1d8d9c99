import type { IndexPart } from "../model.ts";
import type { TextChange } from "./text-change.ts";

/** An index that is wanted in the schema, with names as the database has them. */
export interface WantedIndex {
	readonly table: string;
	readonly parts: readonly IndexPart[];
	readonly kind: "plain" | "unique" | "fulltext";
	/** Left out: made by the project's own convention. */
	readonly name?: string;
}

/** An index that is there, known by table and name. */
export interface NamedIndex {
	readonly table: string;
	readonly name: string;
}

/** What a drop takes away beside the entry, once nothing else needs it. */
export interface Tidying {
	/** The callback, if no entry is left in it. */
	readonly callback: boolean;
	/** The parameter of a callback that names no column any more. */
	readonly parameter: boolean;
	/** Names of a destructured parameter that go once nothing uses them. */
	readonly bindings: "all" | readonly string[];
	/** Of Drizzle's names those whose import goes once nothing in the file uses them. */
	readonly imports: readonly DrizzleImport[];
}

export type DrizzleImport = "index" | "uniqueIndex" | "sql";

/** What a person would tidy: an unused import or binding fails many linters, an unused parameter does not. */
export const USUAL_TIDYING: Tidying = {
	callback: true,
	parameter: false,
	bindings: "all",
	imports: ["index", "uniqueIndex", "sql"],
};

/** One change of the schema's source. */
export type SchemaEdit =
	| { readonly kind: "add"; readonly index: WantedIndex; readonly verbatim?: Verbatim }
	| { readonly kind: "drop"; readonly index: NamedIndex; readonly tidying?: Tidying }
	/** Taken from one table and declared on another, or on other columns, under the same name unless another is wanted. */
	| { readonly kind: "move"; readonly from: NamedIndex; readonly to: WantedIndex };

/** How an index stood in the source before it was dropped, to put it back to the letter where nothing changed since. */
export interface Verbatim {
	/** SHA-256 of the text into which it belongs. */
	readonly textHash: string;
	readonly change: TextChange;
}

/** Why an edit is not made; each is shown in one sentence. */
export type EditRefusal =
	| { readonly kind: "no-such-table"; readonly table: string; readonly known: readonly string[] }
	| {
			readonly kind: "no-such-column";
			readonly table: string;
			readonly column: string;
			readonly known: readonly string[];
	  }
	| {
			readonly kind: "no-such-index";
			readonly table: string;
			readonly index: string;
			readonly known: readonly string[];
	  }
	| { readonly kind: "index-name-taken"; readonly table: string; readonly index: string }
	| { readonly kind: "index-there-already"; readonly table: string; readonly index: string }
	| { readonly kind: "not-for-drizzle"; readonly table: string; readonly what: "fulltext" | "undefined column" }
	| { readonly kind: "table-defined-twice"; readonly table: string; readonly places: readonly string[] }
	| { readonly kind: "outside-project"; readonly table: string; readonly where: string }
	| { readonly kind: "definition-not-found"; readonly table: string; readonly files: readonly string[] }
	| { readonly kind: "syntax-error"; readonly file: string; readonly line: number; readonly message: string }
	| { readonly kind: "unreadable"; readonly file: string; readonly message: string }
	| { readonly kind: "not-writable"; readonly file: string; readonly message: string }
	| {
			readonly kind: "unknown-form";
			readonly table: string;
			readonly file: string;
			readonly line: number;
			readonly form: UnknownForm;
	  }
	| {
			readonly kind: "index-not-written-out";
			readonly table: string;
			readonly index: string;
			readonly file: string;
			readonly line: number;
	  }
	| {
			readonly kind: "declared-on-column";
			readonly table: string;
			readonly index: string;
			readonly file: string;
			readonly line: number;
	  }
	| { readonly kind: "proof-failed"; readonly files: readonly string[]; readonly difference: ProofDifference };

/** A form of the table's definition into which no index can be written without guessing. */
export type UnknownForm =
	| "callback defined elsewhere"
	| "no single returned list"
	| "parameter with default"
	| "arguments spread"
	| "destructured name taken"
	| "written for require()";

/** How the schema, loaded again after the edit, differs from what was asked. */
export type ProofDifference =
	| { readonly kind: "does-not-load"; readonly message: string }
	| { readonly kind: "index-missing"; readonly table: string; readonly index: string }
	| { readonly kind: "index-too-many"; readonly table: string; readonly index: string }
	| { readonly kind: "index-differs"; readonly table: string; readonly index: string }
	| { readonly kind: "table-changed"; readonly table: string }
	| { readonly kind: "tables-differ"; readonly tables: readonly string[] }
	| { readonly kind: "types-worse"; readonly message: string };

/** Thrown by whatever cannot make an edit; `refusedAs` makes a user's sentence of it. */
export class EditRefused extends Error {
	readonly refusal: EditRefusal;

	constructor(refusal: EditRefusal) {
		super(`edit refused: ${refusal.kind}`);
		this.name = "EditRefused";
		this.refusal = refusal;
	}
}
