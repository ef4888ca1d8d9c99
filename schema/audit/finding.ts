import { createHash } from "node:crypto";
import type { IndexDifference } from "../drift/index-drift.ts";
import type { ExportedAs, Place } from "../model.ts";
import type { ColumnUsage } from "../usage/column-usage.ts";

/**
 * error: MySQL, Drizzle or drizzle-kit refuses, drops or ignores what the source says, or the source says two things.
 * warn: it works, and costs more than it should or lacks something.
 */
export type Severity = "error" | "warn";

/** certain: the schema alone proves it. likely: two signs agree. possible: names or data decide, look before you act. */
export type Confidence = "certain" | "likely" | "possible";

/** Why a finding has its confidence. */
export type Why =
	| { readonly kind: "schema-says-so" }
	| { readonly kind: "mysql-refuses"; readonly error: string }
	| { readonly kind: "drizzle-kit-does"; readonly version: string }
	| { readonly kind: "relation-declares-it" }
	| { readonly kind: "name-and-type-match" }
	| { readonly kind: "name-says-so" }
	| { readonly kind: "source-uses-it" }
	| { readonly kind: "query-uses-it" }
	| { readonly kind: "values-decide" }
	| { readonly kind: "server-shows-it" }
	/** The migrations stop before all of them have run, so that a later one may make it. */
	| { readonly kind: "migrations-stop-before" };

/** An index that a finding advises; its parts are columns of the database, perhaps a prefix of them. */
export interface AdvisedIndex {
	readonly table: string;
	readonly columns: readonly { readonly column: string; readonly length?: number }[];
	readonly unique?: boolean;
}

/** What to do about a finding. */
export type Remedy =
	| { readonly kind: "add"; readonly index: AdvisedIndex }
	| { readonly kind: "drop"; readonly table: string; readonly index: string }
	| { readonly kind: "move"; readonly table: string; readonly index: string; readonly to: AdvisedIndex }
	| { readonly kind: "replace"; readonly table: string; readonly index: string; readonly by: AdvisedIndex };

/** Something that is lost when a redundant index goes, or that stands against dropping it. */
export type Loss =
	/** Rows of one key lie in primary-key order in the short index, and not in the long one. */
	| { readonly kind: "primary-key-order" }
	/** The short index has fewer bytes per entry. */
	| { readonly kind: "narrower" }
	/** A query that reads only these columns is answered from the index alone. */
	| { readonly kind: "covering"; readonly columns: readonly string[] }
	/** A foreign key uses it; MySQL lets it go because the other index leads with the same columns. */
	| { readonly kind: "foreign-key"; readonly foreignKey: string };

/** Where a reference is known from. */
export type ReferenceSource = "foreign-key" | "relations" | "name";

/** Why MySQL refuses a foreign key. */
export type ForeignKeyFault =
	| { readonly kind: "name-too-long"; readonly length: number; readonly suggested: string }
	| { readonly kind: "types-differ"; readonly column: string; readonly type: string; readonly refType: string }
	| { readonly kind: "collations-differ"; readonly column: string; readonly text: string; readonly refText: string }
	| { readonly kind: "no-key-on-target" }
	/** Refused by MySQL 8.4 and later unless restrict_fk_on_non_standard_key is off. */
	| { readonly kind: "no-unique-key-on-target" }
	| { readonly kind: "set-null-on-not-null"; readonly column: string }
	| { readonly kind: "name-taken"; readonly by: string };

/** What each rule saw; the rule's id is the kind. */
export interface EvidenceByRule {
	"undefined-column": { readonly position: number; readonly written?: string; readonly similar?: string };
	"misplaced-index": {
		readonly home: string;
		readonly homeColumns: readonly string[];
		readonly undefinedHere: boolean;
	};
	"column-in-options": { readonly inside: string };
	"table-defined-twice": { readonly exports: readonly ExportedAs[]; readonly onlyInOne: readonly string[] };
	"table-not-exported": Record<never, never>;
	"missing-reference-index": {
		readonly refTable: string;
		readonly refColumns: readonly string[];
		readonly sources: readonly ReferenceSource[];
	};
	"polymorphic-pair": { readonly typeColumn: string; readonly idColumn: string; readonly narrower?: string };
	"foreign-key-refused": { readonly foreignKey: string; readonly refTable: string; readonly fault: ForeignKeyFault };
	"reference-type-mismatch": {
		readonly refTable: string;
		readonly refColumn: string;
		readonly differs: "type" | "charset" | "collation";
		readonly here: string;
		readonly there: string;
		readonly sources: readonly ReferenceSource[];
	};
	"duplicate-index": { readonly sameAs: string; readonly sameAsUnique: boolean; readonly losses: readonly Loss[] };
	"redundant-index": {
		readonly coveredBy: string;
		readonly how: "leading-part" | "beyond-unique" | "beyond-primary-key" | "leads-primary-key";
		readonly losses: readonly Loss[];
	};
	"unique-in-name": { readonly word: string };
	"key-too-long": { readonly bytes: number; readonly limit: number; readonly widest: string };
	"unindexable-column": { readonly column: string; readonly type: string; readonly needs: "prefix" | "expression" };
	"low-cardinality-index": {
		readonly type: string;
		readonly reason: "boolean" | "few-values" | "soft-delete";
		readonly values?: number;
	};
	"too-many-indexes": { readonly count: number; readonly limit: number; readonly refused: boolean };
	"no-primary-key": { readonly clusteredBy?: string };
	"random-primary-key": { readonly type: string; readonly bytes: number; readonly secondaryIndexes: number };
	"name-repeated": { readonly what: "index" | "check"; readonly name: string; readonly others: readonly string[] };
	"name-too-long": { readonly what: "index" | "table" | "column"; readonly name: string; readonly length: number };
	"expression-with-comma": { readonly expression: string };
	"using-dropped": { readonly using: string };
	"unnamed-index": Record<never, never>;
	"schema-not-generated": { readonly schema: string };
	"unindexed-filter": { readonly uses: readonly string[]; readonly sites: number };
	"unindexed-query": {
		/** The one that reads most. */
		readonly query: string;
		readonly statements: number;
		/** Of all of them, in the time that was looked at; absent where nobody counted. */
		readonly executions?: number;
		/** Per execution of the one that reads most. */
		readonly rowsExamined?: number;
		readonly rowsSent?: number;
	};
	"migrations-stop": {
		readonly migration: string;
		readonly statement: number;
		readonly statements: number;
		/** MySQL's own. */
		readonly message: string;
	};
	"migration-drift": { readonly difference: IndexDifference };
	"database-drift": { readonly difference: IndexDifference };
	"unrun-sql-file": { readonly ifNotExists: boolean };
	"unused-index": { readonly writes: number; readonly readsOfTable: number };
}

export type RuleId = keyof EvidenceByRule;

/** What a rule hands over; the audit adds severity, id and usage. */
export interface FoundBy<R extends RuleId> {
	readonly table: string;
	readonly columns: readonly string[];
	/** The index that the finding is about, by name. */
	readonly index?: string;
	/** What else tells it apart from others of its rule on this table: a migration, a file, how something differs. */
	readonly about?: string;
	readonly place?: Place;
	readonly evidence: EvidenceByRule[R];
	readonly remedy?: Remedy;
	readonly confidence: Confidence;
	readonly why: Why;
	/** Where one rule knows worse and milder cases; the rule's own severity otherwise. */
	readonly severity?: Severity;
}

/** A finding of one rule, as it is shown, kept in a baseline and handed on to `advise` and `apply`. */
export interface FindingOf<R extends RuleId> extends FoundBy<R> {
	readonly rule: R;
	/** Eight signs that stay the same while rule, table, index and columns do. */
	readonly id: string;
	readonly severity: Severity;
	/** What the application's source does with the columns; absent without `--source`. */
	readonly usage?: ColumnUsage;
}

export type Finding = { readonly [R in RuleId]: FindingOf<R> }[RuleId];

/** The id of a finding: a digest of what it is about, not of where it stands or how it is worded. */
export function findingId(
	rule: RuleId,
	{ table, columns, index, about }: Pick<FoundBy<RuleId>, "table" | "columns" | "index" | "about">,
): string {
	const text = JSON.stringify([rule, table, index ?? "", columns, ...(about === undefined ? [] : [about])]);
	return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
