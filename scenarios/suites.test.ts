import { expect, test } from "vitest";
import { BenchError } from "../seed/errors.ts";
import { suiteNamed } from "./suites.ts";

test("a suite is found by its id", () => {
	expect(suiteNamed("perf-001").indexes).toHaveLength(6);
});

test("an unknown suite is a mistake of the user, and the remedy lists those there are", () => {
	expect(() => suiteNamed("perf-002")).toThrow(BenchError);
	try {
		suiteNamed("perf-002");
	} catch (error) {
		expect(error).toMatchObject({ kind: "usage", remedy: expect.stringContaining("perf-001") });
	}
});
