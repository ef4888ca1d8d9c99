import type { IndexSpec } from "../../mysql/index-spec.ts";
import type { RuleId } from "../audit/finding.ts";

/** Where a candidate is known from. */
export type Origin =
	/** A finding of the audit advises it. */
	| { readonly from: "finding"; readonly rule: RuleId; readonly id: string }
	/** So many places of the application's source look the leading column up. */
	| { readonly from: "source"; readonly sites: number }
	/** The columns hold a key of another table. */
	| { readonly from: "reference"; readonly refTable: string }
	/** A query could find, order or answer by it. */
	| { readonly from: "query"; readonly scenario: string; readonly shape: QueryShape }
	/** The suite or the config has it under test, or suggests it where another index does harm. */
	| { readonly from: "suite" }
	| { readonly from: "asked" }
	/** The schema has it: whether it would be missed is the question. */
	| { readonly from: "schema" };

/** What of a query an index serves: rows, their order, or all that is read. */
export type QueryShape = "column" | "equality" | "range" | "order" | "covering";

/** An index that may be added, or one of the schema that may go. */
export interface Candidate {
	readonly change: "add" | "drop";
	readonly index: IndexSpec;
	readonly origins: readonly Origin[];
}

/** Why an index that something suggested is not measured. */
export type WhyNotTried =
	/** An index of the schema, or the primary key, begins with the same columns. */
	| { readonly kind: "served"; readonly by: string }
	/** It would hold nearly all columns of its table. */
	| { readonly kind: "copy-of-table" }
	| { readonly kind: "too-wide"; readonly bytes: number; readonly limit: number }
	/** A column that no index holds whole. */
	| { readonly kind: "unindexable"; readonly column: string }
	| { readonly kind: "too-many-columns"; readonly limit: number }
	/** More candidates than were asked for; those that fewer things suggest come last. */
	| { readonly kind: "beyond-limit"; readonly limit: number }
	/** A foreign key needs it, or it keeps values unique. */
	| { readonly kind: "needed"; readonly why: "foreign-key" | "unique" }
	/** The server would not build it. */
	| { readonly kind: "refused"; readonly message: string }
	/** The run ended before its turn. */
	| { readonly kind: "not-reached" };

/** A suggestion that was left out. */
export interface NotTried {
	readonly change: "add" | "drop";
	readonly index: IndexSpec;
	readonly origins: readonly Origin[];
	readonly why: WhyNotTried;
}

/** What a candidate is known by: its table and parts, whatever its name. */
export function candidateId({ change, index }: Pick<Candidate, "change" | "index">): string {
	return `${change === "drop" ? "-" : "+"}${index.kind === undefined ? "" : `${index.kind} `}${index.table}(${index.columns.join(", ")})`;
}
