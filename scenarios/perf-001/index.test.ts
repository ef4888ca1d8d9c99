import { expect, test } from "vitest";
import type { Scenario } from "../suite.ts";
import { scenariosInScope, validateSuite } from "../validate-suite.ts";
import { perf001 } from "./index.ts";

const anyKey = Array.from({ length: 8 }, () => "1");

const statementsOf = (scenario: Scenario) =>
	scenario.strata.flatMap((stratum) => stratum.queries(anyKey).map((query) => query.toSQL().sql));

test("the suite hangs together", () => {
	expect(() => validateSuite(perf001)).not.toThrow();
});

test("every scenario sends the text and constants that the application's Drizzle would send", async () => {
	const listing = perf001.scenarios.map((scenario) => {
		const sent = scenario.strata.flatMap((stratum) => stratum.queries(anyKey).map((query) => query.toSQL()));
		const statements = sent.map(({ sql, params }) => `${sql}; -- ${params.join(", ")}`.trimEnd());
		return [`-- ${scenario.id}: ${scenario.title}`, ...new Set(statements)].join("\n");
	});
	const heading = "-- Every statement of the suite, with its parameters; 1 stands for a part of the drawn key.";
	await expect(`${[heading, ...listing].join("\n\n")}\n`).toMatchFileSnapshot("./queries.sql");
});

test("an affected scenario's text names the column of every index that could serve it", () => {
	for (const scenario of perf001.scenarios) {
		const text = statementsOf(scenario).join("\n");
		for (const index of perf001.indexes.filter(({ name }) => scenario.indexes.includes(name))) {
			expect(text, scenario.id).toContain(`\`${index.table}\`.\`${index.columns[0]}\``);
		}
	}
});

test("each stratum's parameters are as many as its statement's question marks", () => {
	for (const scenario of perf001.scenarios) {
		for (const query of scenario.strata.flatMap((stratum) => stratum.queries(anyKey))) {
			const { sql, params } = query.toSQL();
			expect(sql.split("?").length - 1, scenario.id).toBe(params.length);
		}
	}
});

test("each of the six indexes serves a query that a person or a job causes", () => {
	for (const index of perf001.indexes) {
		const served = perf001.scenarios.filter((scenario) => scenario.indexes.includes(index.name));
		expect(
			served.map((scenario) => scenario.caller),
			index.name,
		).toEqual(expect.arrayContaining([expect.stringMatching(/^(ui|job)$/)]));
	}
});

test("dead code weighs next to nothing among the operations of its group", () => {
	const weightOf = (scenarios: readonly Scenario[]) => scenarios.reduce((sum, { weight }) => sum + weight, 0);
	const dead = perf001.scenarios.filter((scenario) => scenario.caller === "dead");
	expect(dead.length).toBeGreaterThan(0);
	expect(weightOf(dead) / weightOf(perf001.scenarios)).toBeLessThan(1e-4);
});

test("the ten claims carry the published figures and each speaks of some scenario", () => {
	const figures = Object.fromEntries(perf001.claims.map((claim) => [claim.id, claim.range]));
	expect(figures).toEqual({
		inventory: [30, 50],
		financial: [30, 50],
		customer: [25, 40],
		overall: [20, 40],
		"batch-locations": [30, 50],
		"product-tags": [40, 60],
		sales: [25, 40],
		batches: [20, 35],
		"ledger-entries": [30, 50],
		invoices: [25, 40],
	});
	const overall = perf001.claims.find((claim) => claim.id === "overall");
	expect(overall && scenariosInScope(overall, perf001)).toEqual(perf001.scenarios.filter(({ affected }) => affected));
});

test("scenarios are named after their group", () => {
	for (const { id, group } of perf001.scenarios) expect(id).toMatch(new RegExp(`^${group}/[a-z-]+$`));
});

test("every table of the schema is part of the dataset, in the same order", () => {
	expect(perf001.dataset.tables.map(({ table }) => table)).toEqual(perf001.tables);
});
