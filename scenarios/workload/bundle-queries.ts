import { BenchError } from "../../base/errors.ts";
import type { SchemaModel } from "../../schema/model.ts";
import type { Bundle } from "../../seed/bundle/format.ts";
import { scenarioOfQuery, type WorkloadQuery } from "./query-scenario.ts";

const SECONDS_PER_DAY = 86_400;

/** Statements of production that can be measured, and those that cannot, each with the reason. */
export interface BundleQueries {
	readonly queries: readonly WorkloadQuery[];
	readonly leftOut: readonly { readonly text: string; readonly why: string }[];
}

/**
 * The reads of a bundle with their real weights, executions per day. A digest says "(...)" for a list of any length; a short
 * one stands for it.
 */
export function bundleQueries({ queries, observedSeconds }: Bundle, schema: SchemaModel): BundleQueries {
	const found: WorkloadQuery[] = [];
	const leftOut: { text: string; why: string }[] = [];
	const days = Math.max(observedSeconds ?? SECONDS_PER_DAY, 1) / SECONDS_PER_DAY;
	for (const { text, executions } of queries) {
		const query: WorkloadQuery = {
			sql: text.replaceAll(/\(\s*\.\.\.\s*\)/g, "(?, ?, ?)"),
			source: "production's statements",
			weight: Math.max(executions / days, Number.MIN_VALUE),
			weightReason: "as often as production ran it while it was observed",
		};
		try {
			scenarioOfQuery(query, schema, () => []);
			found.push(query);
		} catch (error) {
			if (!(error instanceof BenchError)) throw error;
			leftOut.push({ text, why: error.message });
		}
	}
	return { queries: found, leftOut };
}
