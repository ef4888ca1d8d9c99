import { BenchError } from "../../base/errors.ts";
import type { IndexSet, IndexSpec } from "../../mysql/index-spec.ts";
import { namesIn } from "../../mysql/sql/tokens.ts";
import { usableSchema } from "../../schema/ddl/usable-schema.ts";
import type { TableModel } from "../../schema/model.ts";
import type { Bundle } from "../../seed/bundle/format.ts";
import { synthesizedDataset } from "../../seed/synthesize/dataset.ts";
import type { SynthesizeOptions } from "../../seed/synthesize/options.ts";
import { twinDataset } from "../../seed/twin/dataset.ts";
import { defineSuite, type Scenario, type Suite } from "../suite.ts";
import { namesOf } from "../tables-of.ts";
import { bundleQueries } from "../workload/bundle-queries.ts";
import { impliedQueries } from "../workload/implied-queries.ts";
import { scenarioOfQuery, type WorkloadQuery, withOwnIds } from "../workload/query-scenario.ts";
import { neededTables } from "./needed-tables.ts";
import type { Project } from "./project.ts";

/** What is to be found out about a project. */
export interface ProjectQuestion {
	/** Indexes under test, as the schema or the command line has them. */
	readonly indexes: readonly IndexSpec[];
	/** Sets to compare, such as those of two revisions. */
	readonly indexSets?: readonly IndexSet[];
	readonly queries: readonly WorkloadQuery[];
	/** Of a search for indexes: all of production's reads count, and there need be no index under test. */
	readonly isSearch?: boolean;
	/** Of making data alone: every table of the schema, and nothing is measured. */
	readonly isData?: boolean;
}

/**
 * A suite made of a project: its tables as far as they are needed, rows made from the schema, and scenarios made of queries.
 * Where there are none, the look-ups that the indexes imply are measured, and called so.
 * @throws BenchError kind "usage" where nothing is under test, or a query cannot be made a scenario.
 */
export function suiteOfProject(project: Project, question: ProjectQuestion): Suite {
	const { config, schema } = project;
	const { indexes, isSearch = false, isData = false } = question;
	const reads = question.queries.length + (config.scenarios ?? []).length + (project.production?.queries.length ?? 0);
	if (indexes.length === 0 && !isData && !(isSearch && reads > 0)) {
		throw new BenchError(
			"usage",
			"No index is under test.",
			'Name some with --try "table(column)" or "indexes" in the config, or compare with a revision: --diff main.',
		);
	}
	const written = config.scenarios ?? [];
	const { production } = project;
	const asked = question.queries.length > 0 || written.length > 0;
	const captured =
		asked || production === undefined
			? undefined
			: bundleQueries(touching(production, isSearch ? undefined : indexes), schema);
	const implied = !asked && !isData && (captured?.queries.length ?? 0) === 0;
	const queries = implied ? impliedQueries(schema, indexes) : (captured?.queries ?? question.queries);
	const named = [...indexes.map(({ table }) => table), ...queries.flatMap(({ sql }) => [...namesIn(sql)])];
	const needed = written.length > 0 || isData ? schema : neededTables(schema, named);
	const { tables } = usableSchema(needed);
	const model = { ...needed, tables };
	const serving = (names: readonly string[]) =>
		indexes.filter(({ table }) => names.includes(table.toLowerCase())).map(({ name }) => name);
	const options: SynthesizeOptions = {
		...(config.rows === undefined ? {} : { rows: ofMade(config.rows, tables, schema.tables) }),
		...(config.columns === undefined ? {} : { columns: config.columns as NonNullable<SynthesizeOptions["columns"]> }),
	};
	const dataset =
		production === undefined ? synthesizedDataset(idOf(project.name), model, options) : twinDataset(production, model);
	const read = [...new Map(queries.map((query) => [query.sql, query])).values()];
	const scenarios = withOwnIds([...written, ...read.map((query) => scenarioOfQuery(query, model, serving))]);
	return defineSuite({
		id: idOf(project.name),
		title: project.name,
		tables,
		dataset: {
			...dataset,
			assumptions: [
				...dataset.assumptions,
				...(implied
					? ["No queries were given: the look-ups are those that the indexes imply, seen in no application."]
					: []),
				...(captured === undefined || captured.assumed.length === 0
					? []
					: [
							`The server hides constants of ${captured.assumed.length} of production's statements that find no rows; they are taken as zero.`,
						]),
				...(captured?.leftOut ?? []).map(
					({ text, why }) => `Not measured, of production's statements: ${text} (${why})`,
				),
			],
		},
		indexes,
		...(question.indexSets === undefined ? {} : { indexSets: question.indexSets }),
		scenarios,
		...(config.writes === undefined ? {} : { writes: config.writes }),
		claims: config.claims ?? [],
	});
}

/** What the config says of the tables that are made; of a table that the schema does not have, the dataset complains. */
function ofMade<T>(
	said: Readonly<Record<string, T>>,
	made: readonly TableModel[],
	all: readonly TableModel[],
): Readonly<Record<string, T>> {
	const has = (tables: readonly TableModel[], name: string) => tables.some((table) => table.name === name);
	return Object.fromEntries(Object.entries(said).filter(([name]) => has(made, name) || !has(all, name)));
}

/**
 * The bundle with those of its statements that read a table with an index under test: no other could change.
 * @param indexes undefined where any table may get one.
 */
function touching(production: Bundle, indexes: readonly IndexSpec[] | undefined): Bundle {
	const tables = new Set(indexes?.map(({ table }) => table.toLowerCase()));
	const reads = ({ text }: Bundle["queries"][number]) =>
		indexes === undefined || [...namesIn(text)].some((name) => tables.has(name));
	return {
		...production,
		queries: production.queries.filter((query) => /^\s*(?:select|with|\()/i.test(query.text) && reads(query)),
	};
}

/** A suite with other indexes under test: each scenario could be served by those of the tables that it reads. */
export function testing(suite: Suite, { indexes, indexSets }: Pick<ProjectQuestion, "indexes" | "indexSets">): Suite {
	const serving = (scenario: Scenario) => {
		const names = namesOf(scenario);
		return indexes.filter(({ table }) => names.has(table.toLowerCase())).map(({ name }) => name);
	};
	const scenarios = suite.scenarios.map((scenario) => {
		const { remedy: _, ...rest } = scenario;
		const names = serving(scenario);
		return { ...rest, indexes: names, affected: names.length > 0 };
	});
	const { indexSets: _, concentration: __, ...rest } = suite;
	return { ...rest, indexes, ...(indexSets === undefined ? {} : { indexSets }), scenarios, claims: [] };
}

/** The id becomes part of a folder's name. */
function idOf(name: string): string {
	const id = name.replaceAll(/[^\w.-]+/g, "-").replace(/^[^\w]+/, "");
	return id === "" ? "project" : id;
}
