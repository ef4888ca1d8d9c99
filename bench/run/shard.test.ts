import fc from "fast-check";
import { expect, test } from "vitest";
import { handmadeScenario } from "../../scenarios/fixtures/handmade-scenario.ts";
import { shardOf } from "./shard.ts";

/** Scenarios with so many strata each. */
function scenariosWith(strata: readonly number[]) {
	return strata.map((count, at) =>
		handmadeScenario({
			id: `s${at}`,
			indexes: [],
			strata: Array.from({ length: count }, (_, i) => ({
				id: `${i}`,
				share: 1 / count,
				keys: { by: "constant" as const, keys: [[1]] },
				queries: () => [],
			})),
		}),
	);
}

const suites = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 40 });

test("all parts together measure each scenario once, and every part has something to measure", () => {
	fc.assert(
		fc.property(suites, fc.nat(), (strata, pick) => {
			const scenarios = scenariosWith(strata);
			const of = 1 + (pick % scenarios.length);
			const parts = Array.from({ length: of }, (_, at) => shardOf(`${at + 1}/${of}`, scenarios));
			const ids = parts.flatMap((part) => part.scenarios.map(({ id }) => id));
			expect(ids.toSorted()).toEqual(scenarios.map(({ id }) => id).toSorted());
			const all = strata.reduce((sum, count) => sum + count, 0);
			for (const { scenarios: own, shard } of parts) {
				expect(own.length).toBeGreaterThan(0);
				expect(own.flatMap((scenario) => scenario.strata).length + (shard.elsewhere ?? 0)).toBe(all);
			}
		}),
	);
});

test("no part has more strata than another by more than the largest scenario", () => {
	fc.assert(
		fc.property(suites, (strata) => {
			const scenarios = scenariosWith(strata);
			const of = Math.min(4, scenarios.length);
			const sizes = Array.from({ length: of }, (_, at) => shardOf(`${at + 1}/${of}`, scenarios).scenarios).map((own) =>
				own.reduce((sum, scenario) => sum + scenario.strata.length, 0),
			);
			expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(Math.max(...strata));
		}),
	);
});

test("more parts than scenarios are refused", () => {
	expect(() => shardOf("1/3", scenariosWith([1, 1]))).toThrow(/more parts than there are scenarios/);
});
