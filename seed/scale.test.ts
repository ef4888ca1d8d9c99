import { expect, test } from "vitest";
import { BenchError } from "../base/errors.ts";
import { parseScale } from "./scale.ts";

test.each([
	["smoke", { name: "smoke", factor: null }],
	["terp", { name: "terp", factor: null }],
	["production", { name: "production", factor: 1 }],
	["1", { name: "production", factor: 1 }],
	["x10", { name: "x10", factor: 10 }],
	["10", { name: "x10", factor: 10 }],
	["0.01", { name: "x0.01", factor: 0.01 }],
])("%s is a scale", (text, scale) => {
	expect(parseScale(text)).toEqual(scale);
});

test.each(["huge", "", "0", "0.001", "101", "-1", "1e2", "x", "NaN"])(
	"'%s' is refused with the scales there are",
	(text) => {
		expect(() => parseScale(text)).toThrow(BenchError);
		try {
			parseScale(text);
		} catch (error) {
			expect(error).toMatchObject({ kind: "usage", remedy: expect.stringContaining("production") });
		}
	},
);
