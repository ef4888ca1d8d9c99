import { createHash } from "node:crypto";
import { hostname } from "node:os";
import type { IndexSpec } from "../../../mysql/index-spec.ts";
import { keyOfRecord } from "../../../scenarios/key.ts";
import { namedColumn } from "../../../scenarios/named-column.ts";
import { sampleStatements } from "../../../scenarios/sample-statements.ts";
import { statementsFor } from "../../../scenarios/statements.ts";
import type { KeySource, Scenario, Suite } from "../../../scenarios/suite.ts";
import { tablesOf } from "../../../scenarios/tables-of.ts";
import type { MeasuredRun, MeasuredStratum } from "../../record/measured.ts";

/** What all evidence of one run depends on, whatever the query. */
export interface CommonGround {
	/** Of the code that takes evidence. */
	readonly method: string;
	/** The server's version and the variables that change plans and costs. */
	readonly mysql: Pick<MeasuredRun["environment"]["mysql"], "version" | "variables">;
	/** Names rows and tables. */
	readonly dataset: string;
	readonly seed: number;
	readonly queryTimeoutSeconds: number;
	/** Comparisons elsewhere, by which the level of a timed one is corrected. */
	readonly elsewhere: number;
}

/** The indexes under test that can change a plan of the scenario; a write may reach other tables through foreign keys. */
export function indexesNear(scenario: Scenario, suite: Pick<Suite, "tables" | "indexes">): readonly IndexSpec[] {
	if (scenario.kind === "write") return suite.indexes;
	const tables = new Set(tablesOf(scenario, suite));
	return suite.indexes.filter(({ table }) => tables.has(table));
}

/** A hash of everything that the evidence of a scenario depends on; equal hashes mean that it would come out the same. */
export function dependenceOf(
	scenario: Scenario,
	suite: Pick<Suite, "tables" | "indexes">,
	ground: CommonGround,
): string {
	const strata = scenario.strata.map(({ id, keys }) => [id, sourceOf(keys)]);
	const statements = sampleStatements(scenario).map(({ stratum, sql, params }) => [stratum.id, sql, params]);
	return hashOf([ground, scenario.id, scenario.result, strata, statements, indexesNear(scenario, suite)]);
}

/**
 * A hash of the statements that the scenario sends for keys that were drawn once. What a placeholder does not show, such as
 * a date taken from the clock or a condition that depends on the key, shows here.
 */
export function statementsHash(scenario: Scenario, strata: readonly MeasuredStratum[]): string {
	return hashOf(
		strata.map(({ id, parameters }) => {
			const stratum = scenario.strata.find((one) => one.id === id);
			return [id, stratum && parameters.map((parts) => statementsFor(stratum, keyOfRecord(parts)))];
		}),
	);
}

/** Tells this machine from others without naming it: times are compared on one alone. */
export function machineHash({ cpuModel, cores, memoryBytes }: MeasuredRun["environment"]): string {
	return hashOf([hostname(), cpuModel, cores, memoryBytes]);
}

function sourceOf(source: KeySource): unknown {
	return source.by === "frequency" ? { ...source, column: namedColumn(source.column) } : source;
}

function hashOf(value: unknown): string {
	const text = JSON.stringify(value, (_, part) => (typeof part === "bigint" ? `${part}n` : part));
	return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
