import type { SchemaModel } from "../model.ts";
import type { SourceUsage } from "../usage/column-usage.ts";
import { readSource } from "../usage/read-source.ts";
import { tallyUsage } from "../usage/tally.ts";
import { auditContext } from "./context.ts";
import { leadsWithColumn } from "./facts/keys.ts";

/** How the application's source uses the schema's columns, given the keys that the schema's tables will have. */
export async function sourceUsage(
	folder: string,
	patterns: readonly string[],
	model: SchemaModel,
): Promise<SourceUsage> {
	const { keys } = auditContext(model);
	const leading = new Set(
		model.tables.flatMap((table) =>
			table.columns
				.filter(({ name }) => keys(table).some((key) => leadsWithColumn(key, name)))
				.map(({ name }) => `${table.name}\0${name}`),
		),
	);
	const read = await readSource(folder, patterns, model);
	return tallyUsage(read, (table, column) => leading.has(`${table}\0${column}`));
}
