import { type IndexSpec, sameIndex, specOf } from "../mysql/index-spec.ts";
import { impliedIndexes } from "../schema/ddl/key-definitions.ts";
import { type LeftOut, usableSchema, withoutSchemas } from "../schema/ddl/usable-schema.ts";
import { resolvedIndex } from "../schema/index-spec.ts";
import { tableModel } from "../schema/load/model-of-tables.ts";
import type { IndexModel, TableModel } from "../schema/model.ts";
import type { Query, Scenario, Suite, SuiteDefinition } from "./suite-model.ts";

/**
 * A suite with its tables as data: in one database, without what no MySQL makes of them, and without the indexes under
 * test, so that "before" is free of those that the schema has already. A resolved suite stays as it is.
 */
export function resolveSuite(definition: SuiteDefinition): Suite {
	const given = definition.tables.map(tableModel);
	const names = given.map(({ name }) => name.toLowerCase());
	// Two of one name are for the check of the suite to tell, which says it with a remedy.
	const usable = new Set(names).size < names.length ? undefined : usableSchema({ tables: given, views: [] });
	const leftOut: LeftOut[] = [...(definition.leftOut ?? []), ...(usable?.leftOut ?? [])];
	const resolved = (spec: IndexSpec) =>
		resolvedIndex(
			spec,
			given.find(({ name }) => name === spec.table),
		);
	const indexes = definition.indexes.map(resolved);
	const tables = (usable?.tables ?? given).map((table) => withoutTested(table, indexes, leftOut));
	const byName = new Map(tables.map((table) => [table.name, table]));
	const own = (table: TableModel) => byName.get(table.name) ?? table;
	const schemas = given.flatMap(({ schema }) => schema ?? []);
	const { indexSets, ...rest } = definition;
	return {
		...rest,
		tables,
		indexes,
		...(indexSets ? { indexSets: indexSets.map((set) => ({ ...set, indexes: set.indexes.map(resolved) })) } : {}),
		scenarios: definition.scenarios.map((scenario) => resolvedScenario(scenario, resolved, schemas)),
		dataset: {
			...definition.dataset,
			// A suite's file may leave it out; the check of the suite says so.
			tables: (definition.dataset.tables ?? []).map((spec) => ({ ...spec, table: own(tableModel(spec.table)) })),
		},
		...(leftOut.length > 0 ? { leftOut } : {}),
	};
}

function withoutTested(table: TableModel, tested: readonly IndexSpec[], leftOut: LeftOut[]): TableModel {
	const isTested = (index: IndexModel) => tested.some((spec) => sameIndex(spec, specOfModel(index, table)));
	const indexes = table.indexes.filter((index) => !isTested(index));
	if (indexes.length === table.indexes.length) return table;
	const before = { ...table, indexes };
	const kept = impliedIndexes(before).filter(
		({ name }) => !impliedIndexes(table).some((implied) => implied.name === name),
	);
	for (const { name } of kept) {
		const index = table.indexes.find(isTested)?.name ?? "";
		leftOut.push({ kind: "index-of-foreign-key", table: table.name, index, key: name });
	}
	return before;
}

function specOfModel({ name, kind, parts }: IndexModel, table: TableModel): IndexSpec {
	return specOf(
		{ name, table: table.name, kind },
		parts.flatMap((part) => ("undefined" in part ? [] : part)),
	);
}

function resolvedScenario(
	scenario: Scenario,
	resolved: (spec: IndexSpec) => IndexSpec,
	schemas: readonly string[],
): Scenario {
	const { remedy, strata } = scenario;
	if (remedy === undefined && schemas.length === 0) return scenario;
	const bare = (query: Query): Query => ({
		toSQL: () => {
			const { sql, params } = query.toSQL();
			return { sql: withoutSchemas(sql, schemas), params };
		},
	});
	return {
		...scenario,
		...(remedy === undefined ? {} : { remedy: resolved(remedy) }),
		strata:
			schemas.length === 0
				? strata
				: strata.map((stratum) => ({ ...stratum, queries: (key) => stratum.queries(key).map(bare) })),
	};
}
