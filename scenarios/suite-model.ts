import type { MySqlColumn, MySqlTable } from "drizzle-orm/mysql-core";
import type { IndexSet, IndexSpec } from "../mysql/index-spec.ts";
import type { LeftOut } from "../schema/ddl/usable-schema.ts";
import type { TableModel } from "../schema/model.ts";
import type { LimitDepth } from "../seed/bundle/key-statistics.ts";
import type { DatasetSpec, TableSpec } from "../seed/dataset-spec.ts";

export type { IndexSet, IndexSpec };

/** A part of the application; which ones there are is the suite's own affair. */
export type ScenarioGroup = string;
export type Caller = "ui" | "api" | "job" | "dead";

/** One drawn set of parameters: what a stratum's queries are made from. */
export type Key = readonly KeyPart[];

/** Bytes are values of binary and BIT columns. */
export type KeyPart = string | number | Uint8Array;

/** A column by the names of the database, where no Drizzle table is at hand. */
export interface NamedColumn {
	readonly table: string;
	readonly name: string;
}

/**
 * How the keys of a stratum are drawn from the seeded data.
 * - frequency: the values of a column, most frequent first, cut at the two ranks (fractions 0..1 of the distinct values);
 * - sql: each row of the result is a key; must be ordered, so that the same data gives the same keys;
 * - lists: made of the results of several statements, each of which is sent once for all strata that name it; each must be
 *   ordered, and `id` tells sources of the same lists apart;
 * - constant: given outright.
 */
export type KeySource =
	| { readonly by: "frequency"; readonly column: MySqlColumn | NamedColumn; readonly from: number; readonly to: number }
	| { readonly by: "sql"; readonly sql: string }
	| {
			readonly by: "lists";
			readonly id: string;
			readonly lists: readonly string[];
			readonly keys: (results: readonly (readonly (readonly unknown[])[])[]) => readonly Key[];
	  }
	| { readonly by: "constant"; readonly keys: readonly Key[] };

/** Anything that can say which text and parameters the application would send: a Drizzle query. */
export interface Query {
	toSQL(): { sql: string; params: unknown[] };
}

/** A class of parameters that must not be averaged away: hot, typical, cold. */
export interface Stratum {
	readonly id: string;
	/** Part of the scenario's weight that falls on this stratum; the parts of a scenario add up to 1. */
	readonly share: number;
	readonly keys: KeySource;
	/** The unit of work that is timed: one query, or the few that one step of an N+1 job sends. */
	readonly queries: (key: Key) => readonly Query[];
}

/** One query (or step of a job) of the application. */
export interface Scenario {
	readonly id: string;
	readonly title: string;
	readonly group: ScenarioGroup;
	/** core, unless said: part of every run. full: measured with `--full`, or when `--only` names it. */
	readonly tier?: "core" | "full";
	readonly kind: "read" | "write" | "control";
	readonly caller: Caller;
	/** Where in the application it is, and what a user does to cause it. */
	readonly source: string;
	/** Whether the query touches an indexed column, so that claims about "affected operations" include it. */
	readonly affected: boolean;
	/** Assumed executions per day on a busy day; relative size is what counts. */
	readonly weight: number;
	/** Why that weight: an assumption, stated. */
	readonly weightReason: string;
	/** Names of the indexes under test that could serve it. */
	readonly indexes: readonly string[];
	/** How results of the two arms are compared: as a set, in order, or by the number of rows alone. */
	readonly result: "set" | "ordered" | "count";
	readonly strata: readonly Stratum[];
	/** What the server of the original counted per execution, where the data is a twin of it. */
	readonly original?: {
		readonly rowsExamined: number;
		readonly rowsSent?: number;
		/** Of a query with LIMIT: how many rows were passed until enough matched. */
		readonly depth?: LimitDepth & { readonly table: string };
	};
	/** An index to try where one under test makes this slower: made for this query, and measured before it is believed. */
	readonly remedy?: IndexSpec;
}

/** What one execution of a write sends, and which rows of the seeded data it changes or removes. */
export interface WriteUnit {
	readonly queries: readonly Query[];
	/** Each query selects the ids of such rows, so that they can be put back; rows that are added need no mention. */
	readonly changes?: readonly { readonly table: MySqlTable | TableModel; readonly ids: Query }[];
}

/** One write of the application. */
export interface WriteScenario {
	readonly id: string;
	readonly title: string;
	/**
	 * insert: one record of the application added to one table, the plain cost of an index, measured in every run;
	 * unit: what one step of the application does; bulk: thousands of rows in one statement.
	 */
	readonly kind: "insert" | "unit" | "bulk";
	readonly caller: Caller;
	readonly source: string;
	/** Assumed executions per day on a busy day. */
	readonly weight: number;
	readonly weightReason: string;
	/** Every table it writes to or locks rows of: it runs on copies of these. */
	readonly tables: readonly (MySqlTable | TableModel)[];
	/** Names of the indexes under test that it has to keep up to date. */
	readonly maintains: readonly string[];
	/** Names of those through which it can find the rows that it locks or changes. */
	readonly searches: readonly string[];
	/** Whether its statements are one transaction; else each is committed by itself. */
	readonly transaction: boolean;
	/** Whether several sessions doing it at once are worth watching. */
	readonly concurrent: boolean;
	/** Each row of the result is a key; must be ordered, so that the same data gives the same keys. */
	readonly keys: string;
	/**
	 * Makes one execution. @param next draws a key; a bulk write draws many. @param serial starts a range of numbers, as
	 * long as the keys drawn, that no other execution has: for columns whose values are unique.
	 */
	readonly unit: (next: () => Key, serial: number) => WriteUnit;
}

/** Which scenarios a claim speaks of. */
export type ClaimScope = { readonly group: ScenarioGroup } | { readonly index: string } | { readonly all: true };

/** A published figure with its source. */
export interface Claim {
	readonly id: string;
	readonly statement: string;
	readonly source: string;
	/** Reduction in percent, [low, high]. */
	readonly range: readonly [number, number];
	readonly scope: ClaimScope;
}

/** A published statement that few operations bring most of the benefit. */
export interface ConcentrationClaim {
	readonly statement: string;
	readonly source: string;
	/** So many that gain most ... */
	readonly top: number;
	/** ... bring at least this part of the benefit, in percent. */
	readonly sharePct: number;
}

/** Schema, dataset, indexes under test, scenarios and claims. */
export interface Suite {
	readonly id: string;
	readonly title: string;
	/** Without the indexes under test, and with what MySQL makes of the rest. */
	readonly tables: readonly TableModel[];
	readonly dataset: DatasetSpec;
	readonly indexes: readonly IndexSpec[];
	/** Those of the indexes under test that the application has and that are to go: whether they are missed is the question. */
	readonly drops?: readonly Pick<IndexSpec, "table" | "name">[];
	/** Sets to compare with each other; none and all of the indexes under test, unless said. */
	readonly indexSets?: readonly IndexSet[];
	readonly scenarios: readonly Scenario[];
	/** What the indexes cost: writes of the application that have to keep them up to date. */
	readonly writes?: readonly WriteScenario[];
	readonly claims: readonly Claim[];
	readonly concentration?: ConcentrationClaim;
	/** What of the schema is not made, or not as it says; told at the start of a run. */
	readonly leftOut?: readonly LeftOut[];
}

/** A suite as its author writes it: with Drizzle's own tables, or with those of a loaded schema. */
export interface SuiteDefinition extends Omit<Suite, "tables" | "dataset"> {
	readonly tables: readonly (MySqlTable | TableModel)[];
	readonly dataset: Omit<DatasetSpec, "tables"> & {
		readonly tables: readonly (Omit<TableSpec, "table"> & { readonly table: MySqlTable | TableModel })[];
	};
}
