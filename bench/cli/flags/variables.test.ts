import { expect, test } from "vitest";
import { FLAGS } from "./table.ts";
import { flagName, refuseUnknownVariables, variableName } from "./variables.ts";

test("a misspelt variable of a flag is refused with the one that was meant", () => {
	for (const [wrong, meant] of [
		["INDEX_IMPACT_SCLAE", "INDEX_IMPACT_SCALE"],
		["INDEX_IMPACT_COUNTER_ONLY", "INDEX_IMPACT_COUNTERS_ONLY"],
		["INDEX_IMPACT_CASH", "INDEX_IMPACT_CACHE"],
	] as const) {
		expect(() => refuseUnknownVariables({ [wrong]: "smoke" }, FLAGS)).toThrow(
			expect.objectContaining({
				kind: "usage",
				message: expect.stringContaining(wrong),
				remedy: `Did you mean ${meant}?`,
			}),
		);
	}
	expect(() => refuseUnknownVariables({ INDEX_IMPACT_QQQQQQQQ: "1" }, FLAGS)).toThrow(/INDEX_IMPACT_QQQQQQQQ/);
});

test("the variables of other commands' flags may stand in a shared environment", () => {
	refuseUnknownVariables({ INDEX_IMPACT_FORMAT: "full", INDEX_IMPACT_CACHE: "/c", PATH: "/bin" }, FLAGS);
	expect([flagName("queryTimeout"), variableName("queryTimeout")]).toEqual([
		"--query-timeout",
		"INDEX_IMPACT_QUERY_TIMEOUT",
	]);
});

test("what makes a command another one has no variable: a forgotten one must not remove anything", () => {
	expect(() => refuseUnknownVariables({ INDEX_IMPACT_CLEAN: "1" }, FLAGS)).toThrow(/INDEX_IMPACT_CLEAN/);
});
