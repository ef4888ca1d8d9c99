import { expect, test } from "vitest";
import { refusedAs } from "./refusal-words.ts";

test("A refusal is one sentence with its place, and what to do.", () => {
	const error = refusedAs({
		kind: "unknown-form",
		table: "t",
		file: "schema.ts",
		line: 3,
		form: "callback defined elsewhere",
	});
	expect(error.message).toBe(
		"schema.ts, line 3: no index can be written into table t, since its indexes come from a function that is defined elsewhere.",
	);
	expect(error.remedy).toContain("(t) => [index(…).on(…)]");
	expect(error.exitCode).toBe(2);
});

test("A failed proof says what differs.", () => {
	const difference = { kind: "index-differs", table: "t", index: "i" } as const;
	expect(refusedAs({ kind: "proof-failed", files: ["a.ts", "b.ts"], difference }).message).toBe(
		"The edit of a.ts, b.ts did not prove right: index i of table t is not what was asked.",
	);
});
