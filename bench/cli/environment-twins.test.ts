import { expect, test } from "vitest";
import { refuseUnknownTwins, twinOf } from "./environment-twins.ts";

test("a misspelt twin of a flag is refused with the one that was meant", () => {
	for (const [wrong, meant] of [
		["INDEX_IMPACT_SCLAE", "INDEX_IMPACT_SCALE"],
		["INDEX_IMPACT_COUNTER_ONLY", "INDEX_IMPACT_COUNTERS_ONLY"],
		["INDEX_IMPACT_CASH", "INDEX_IMPACT_CACHE"],
	] as const) {
		expect(() => refuseUnknownTwins({ [wrong]: "smoke" })).toThrow(
			expect.objectContaining({
				kind: "usage",
				message: expect.stringContaining(wrong),
				remedy: `Did you mean ${meant}?`,
			}),
		);
	}
	expect(() => refuseUnknownTwins({ INDEX_IMPACT_QQQQQQQQ: "1" })).toThrow(/INDEX_IMPACT_QQQQQQQQ/);
});

test("the twins of other commands' flags may stand in a shared environment", () => {
	refuseUnknownTwins({ INDEX_IMPACT_FORMAT: "full", INDEX_IMPACT_ROUNDS: "4", INDEX_IMPACT_CACHE: "/c", PATH: "/bin" });
	expect(twinOf("query-timeout")).toBe("INDEX_IMPACT_QUERY_TIMEOUT");
});
