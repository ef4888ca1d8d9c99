import type { MySqlColumn, MySqlTable } from "drizzle-orm/mysql-core";
import type { DatasetSpec } from "../seed/dataset-spec.ts";

/** An index under test: absent from the seeded schema, built by the harness. */
export interface IndexSpec {
	readonly name: string;
	readonly table: string;
	readonly columns: readonly string[];
}

export type ScenarioGroup = "inventory" | "financial" | "customer" | "writes" | "controls";
export type Caller = "ui" | "api" | "job" | "dead";

/** One drawn set of parameters: what a stratum's queries are made from. */
export type Key = readonly (string | number)[];

/**
 * How the keys of a stratum are drawn from the seeded data.
 * - frequency: the values of a column, most frequent first, cut at the two ranks (fractions 0..1 of the distinct values);
 * - sql: each row of the result is a key; must be ordered, so that the same data gives the same keys;
 * - constant: given outright.
 */
export type KeySource =
	| { readonly by: "frequency"; readonly column: MySqlColumn; readonly from: number; readonly to: number }
	| { readonly by: "sql"; readonly sql: string }
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

/** Schema, dataset, indexes under test, scenarios and claims. */
export interface Suite {
	readonly id: string;
	readonly title: string;
	readonly tables: readonly MySqlTable[];
	readonly dataset: DatasetSpec;
	readonly indexes: readonly IndexSpec[];
	readonly scenarios: readonly Scenario[];
	readonly claims: readonly Claim[];
}

/** Typed identity: a scenario file is a statement of fact. */
export function defineScenario(scenario: Scenario): Scenario {
	return scenario;
}

/** Typed identity for a suite. */
export function defineSuite(suite: Suite): Suite {
	return suite;
}
