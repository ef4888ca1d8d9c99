import { moduleBeside } from "../../base/module-beside.ts";
import { parseColumnType } from "../../schema/column-type.ts";
import type { SchemaModel } from "../../schema/model.ts";
import type { DatasetSpec, TableSpec, Volumes } from "../dataset-spec.ts";
import { auditRules } from "./audit-rules.ts";
import type { SynthesizeOptions } from "./options.ts";
import type { DatasetPlan } from "./plan.ts";
import { planTable } from "./plan-table.ts";
import { makePools } from "./pools.ts";
import { type Reference, referencesOf } from "./references.ts";
import { parentsFirst, volumesOf } from "./volumes.ts";
import { wishesOf } from "./wishes.ts";

/**
 * The plan of all tables at given volumes.
 * @throws BenchError with table and column for what cannot be made.
 */
export function planDataset(
	model: SchemaModel,
	options: SynthesizeOptions,
	volumes: Volumes,
	seed: number,
): DatasetPlan {
	return { tables: planTables(model, referencesOf(model), options, volumes), pools: makePools(seed) };
}

function planTables(
	model: SchemaModel,
	references: readonly Reference[],
	options: SynthesizeOptions,
	volumes: Volumes,
): DatasetPlan["tables"] {
	const wishes = wishesOf(model, options);
	return model.tables.map((table) =>
		planTable({
			table,
			references: references.filter((reference) => reference.table === table.name),
			volumes,
			wishes: wishes.get(table.name) ?? new Map(),
		}),
	);
}

/**
 * A dataset made from a schema alone: no code of the user's.
 * @param model with tables that MySQL makes as they are: see `usableSchema`.
 */
export function synthesizedDataset(id: string, model: SchemaModel, options: SynthesizeOptions = {}): DatasetSpec {
	const references = referencesOf(model);
	const volumes = volumesOf(model, references, options);
	const production = planTables(model, references, options, volumes({ name: "production", factor: 1 }));
	return {
		id: `${id}-synthesized`,
		version: 1,
		tables: parentsFirst(model.tables, references).map((table): TableSpec => {
			const columns = production.find(({ name }) => name === table.name)?.columns.map(({ name }) => name) ?? [];
			const bytes = table.columns.reduce((sum, { type }) => sum + bytesOf(type), 30);
			return { table, columns, rowBytes: Math.round(bytes * 1.5), declares: () => [] };
		}),
		volumes,
		prepare: (seed, wanted): DatasetPlan => planDataset(model, options, wanted, seed),
		generators: moduleBeside(import.meta.url, "generators").href,
		rules: auditRules(model, references, production),
		assumptions: [
			"Rows are made from the schema alone: references are skewed by Zipf's law, moments advance with the rows, values are even.",
		],
	};
}

/** Bytes of a usual value, for estimates. */
function bytesOf(type: string): number {
	const { base, length = 20 } = parseColumnType(type);
	if (/text|blob|json/.test(base)) return 120;
	if (/char|binary/.test(base)) return Math.min(length, 40);
	return 8;
}
