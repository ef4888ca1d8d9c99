import { BenchError } from "../../base/errors.ts";
import type { SchemaModel } from "../../schema/model.ts";
import type { Bundle } from "../../seed/bundle/format.ts";
import type { BundleQuery, QueryParameter } from "../../seed/bundle/workload.ts";
import { readableDigest } from "./hidden-constants.ts";
import { scenarioOfQuery, type WorkloadQuery } from "./query-scenario.ts";
import { needsOfQuery } from "./table-needs.ts";

const SECONDS_PER_DAY = 86_400;

/** Statements of production that can be measured, and those that cannot, each with the reason. */
export interface BundleQueries {
	readonly queries: readonly WorkloadQuery[];
	readonly leftOut: readonly { readonly text: string; readonly why: string }[];
	/** Statements with constants that a digest hides, taken as zero. */
	readonly assumed: readonly string[];
}

/** The reads of a bundle with their real weights, executions per day. */
export function bundleQueries(bundle: Bundle, schema: SchemaModel): BundleQueries {
	const { queries, observedSeconds } = bundle;
	const found: WorkloadQuery[] = [];
	const leftOut: { text: string; why: string }[] = [];
	const withAssumed: string[] = [];
	const tables = new Map(
		schema.tables.map((table) => [table.name.toLowerCase(), table.columns.map(({ name }) => name)]),
	);
	const days = Math.max(observedSeconds ?? SECONDS_PER_DAY, 1) / SECONDS_PER_DAY;
	for (const captured of queries) {
		const { text, executions, rowsExamined, rowsSent, parameters = [] } = captured;
		const depth = depthOf(captured, bundle);
		const { sql, assumed } = readableDigest(text, (name) => tables.get(name.toLowerCase()));
		const query: WorkloadQuery = {
			sql,
			source: "production's statements",
			weight: Math.max(executions / days, Number.MIN_VALUE),
			weightReason: "as often as production ran it while it was observed",
			...asRecorded(parameters),
			...(rowsExamined === undefined
				? {}
				: {
						original: {
							rowsExamined,
							...(rowsSent === undefined ? {} : { rowsSent }),
							...(depth === undefined ? {} : { depth }),
						},
					}),
		};
		try {
			scenarioOfQuery(query, schema, () => []);
			found.push(query);
			if (assumed > 0) withAssumed.push(text);
		} catch (error) {
			if (!(error instanceof BenchError)) throw error;
			leftOut.push({ text, why: error.message });
		}
	}
	return { queries: found, leftOut, assumed: withAssumed };
}

/** What was recorded of a statement's parameters: the calls by classes of its first key, and the size of a LIMIT. */
function asRecorded(parameters: readonly QueryParameter[]): Pick<WorkloadQuery, "calls" | "limit"> {
	const classes = parameters.find(({ classes }) => classes !== undefined)?.classes ?? [];
	const limit = parameters.find(({ use, size }) => use === "limit" && size !== undefined)?.size?.p50;
	const calls = { frequent: 0, middle: 0, rare: 0 };
	for (const { from, to, calls: part } of classes)
		calls[to <= 0.05 ? "frequent" : from >= 0.5 ? "rare" : "middle"] += part;
	return { ...(classes.length === 0 ? {} : { calls }), ...(limit === undefined ? {} : { limit }) };
}

/** What was captured of the rows that a query with LIMIT passes, where that was. */
function depthOf(
	query: BundleQuery,
	{ tables }: Bundle,
): NonNullable<NonNullable<WorkloadQuery["original"]>["depth"]> | undefined {
	for (const { table, equal, order, limit } of needsOfQuery(query, tables)) {
		if (limit === undefined || equal.length === 0 || order.length === 0) continue;
		const shape = JSON.stringify([equal.toSorted(), order]);
		const depths = tables.find(({ name }) => name === table)?.depths ?? [];
		const found = depths.find((depth) => JSON.stringify([depth.filter.toSorted(), depth.order]) === shape);
		if (found !== undefined) return { ...found, table };
	}
	return undefined;
}
