import { expect, test } from "vitest";
import type { IndexModel } from "../model.ts";
import { testedIndex } from "./diff-indexes.ts";

const index = (kind: IndexModel["kind"], parts: IndexModel["parts"]): IndexModel => ({
	name: "i",
	nameGiven: true,
	declaredBy: "index",
	kind,
	parts,
});

test.each<[string, IndexModel, object]>([
	["a plain one is its columns alone", index("plain", [{ column: "a" }, { column: "b" }]), { columns: ["a", "b"] }],
	[
		"a unique one stays unique, with direction and prefix",
		index("unique", [
			{ column: "a", descending: true },
			{ column: "b", length: 4 },
		]),
		{
			kind: "unique",
			parts: [
				{ column: "a", descending: true },
				{ column: "b", length: 4 },
			],
		},
	],
	[
		"one on an expression has its expression, in parentheses",
		index("plain", [{ expression: "lower(`a`)" }]),
		{ parts: [{ expression: "(lower(`a`))" }] },
	],
])("of an index of the schema that is under test, %s", (_, model, expected) => {
	expect(testedIndex({ table: "t", index: model })).toMatchObject({ name: "i", table: "t", ...expected });
});
