import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkedConfig } from "../../scenarios/project/config.ts";
import { scenarioOfQuery } from "../../scenarios/workload/query-scenario.ts";
import { queriesOf } from "../../scenarios/workload/read-queries.ts";
import { terpModel } from "./model.ts";

const text = (file: string) => readFileSync(join(import.meta.dirname, file), "utf8");

test("TERP's look-ups are queries on its schema, and every table has its rows stated", () => {
	const model = terpModel();
	const queries = queriesOf(text("queries.sql"), "queries.sql");
	expect(queries).toHaveLength(251);
	for (const query of queries) {
		expect(query.weight).toBeGreaterThan(0);
		const { strata } = scenarioOfQuery(query, model, () => []);
		expect(strata.length, query.sql).toBeGreaterThan(0);
	}
	const { rows = {} } = checkedConfig(JSON.parse(text("index-impact.config.json")), "index-impact.config.json");
	expect(Object.keys(rows).toSorted()).toEqual([...new Set(model.tables.map(({ name }) => name))].toSorted());
});
