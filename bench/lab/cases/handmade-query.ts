import type { Scenario, Stratum } from "../../../scenarios/suite.ts";
import type { Subject } from "../../measure/survey.ts";
import type { CaseQuery } from "./random-query.ts";

/** A random query as the tool measures one: a scenario of one stratum with one key, meant for the index of its case. */
export function handmadeQuery(
	{ shape, sql, result }: CaseQuery,
	id: string,
	index: string,
): {
	readonly scenario: Scenario;
	readonly stratum: Stratum;
	readonly subject: Subject;
} {
	const stratum: Stratum = {
		id: "any",
		share: 1,
		keys: { by: "constant", keys: [[1]] },
		queries: () => [{ toSQL: () => ({ sql, params: [] }) }],
	};
	const scenario: Scenario = {
		id,
		title: shape,
		group: "controls",
		kind: "read",
		caller: "api",
		source: "drawn at random",
		affected: true,
		weight: 1,
		weightReason: "all alike",
		indexes: [index],
		result,
		strata: [stratum],
	};
	return { scenario, stratum, subject: { scenario, stratum, keys: [[1]] } };
}
