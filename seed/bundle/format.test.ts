import { expect, test } from "vitest";
import { z } from "zod";
import { smallBundle } from "../fixtures/small-bundle.ts";
import { bundle, parseBundle } from "./format.ts";

test("a bundle survives its own text", () => {
	expect(parseBundle(JSON.stringify(smallBundle), "b.json")).toEqual(smallBundle);
});

test.each([
	["{", "b.json is not JSON."],
	["null", "b.json is no bundle."],
	[JSON.stringify({ ...smallBundle, version: 9 }), /version 9; this index-impact reads version 1/],
	[JSON.stringify({ ...smallBundle, tables: [{ name: "x" }] }), /no whole bundle: tables\.0\./],
	[JSON.stringify({ ...smallBundle, captured: "yesterday" }), /no whole bundle: captured: /],
	[JSON.stringify({ ...smallBundle, sample: ["a value"] }), /no whole bundle: it: .*sample/],
])("what is no bundle is told in one sentence: %.30s", (text, expected) => {
	expect(() => parseBundle(text, "b.json")).toThrow(expected);
});

test("nothing in the format can hold a value: every text is a name, a type, a version or a statement", () => {
	const texts = new Set<string>();
	const look = (part: unknown, path: string): void => {
		if (typeof part !== "object" || part === null) return;
		const { type, enum: members, const: literal } = part as { type?: unknown; enum?: unknown; const?: unknown };
		if (type === "string" && members === undefined && literal === undefined) texts.add(path);
		for (const [key, inner] of Object.entries(part)) {
			if (key === "properties") for (const [name, of] of Object.entries(inner)) look(of, name);
			else look(inner, path);
		}
	};
	look(z.toJSONSchema(bundle), "");
	expect([...texts].sort()).toEqual(
		[
			"callSites",
			"captured",
			"charset",
			"collation",
			"column",
			"columns",
			"digest",
			"engine",
			"filter",
			"mysql",
			"name",
			"primaryKey",
			"refColumns",
			"refTable",
			"table",
			"text",
			"type",
			"what",
		].sort(),
	);
});
