import { readProduction } from "../../../scenarios/project/project.ts";
import { askedQueries } from "../../../scenarios/workload/asked-queries.ts";
import { readQueries } from "../../../scenarios/workload/read-queries.ts";
import type { SchemaModel } from "../../../schema/model.ts";
import { type QueryOfTable, queriesByTable } from "../../../schema/usage/query-load.ts";

/**
 * What statements ask of each table: those that are named, and those of production's bundle.
 * @throws BenchError kind "usage" for a file that is not there, or is no bundle.
 */
export async function projectQueries(
	project: string,
	named: readonly string[],
	bundle: string | undefined,
	model: SchemaModel,
): Promise<readonly QueryOfTable[]> {
	const production = await readProduction(project, bundle);
	return queriesByTable(askedQueries(await readQueries(named, project), production), model);
}
