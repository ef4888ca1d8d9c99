import { expect, test } from "vitest";
import { estimateRows } from "../seed/estimate.ts";
import { parseScale } from "../seed/scale.ts";
import { curveSizes, sizesAround } from "./sizes.ts";
import { loadSuite } from "./suites.ts";

const suite = await loadSuite("perf-001");
const around = (scale: string) => sizesAround(parseScale(scale), suite).map(({ name }) => name);

test("a full run at production looks from the application's own size to ten times production", () => {
	expect(around("production")).toEqual(["terp", "x0.1", "x0.3", "production", "x3", "x10"]);
	expect(sizesAround(parseScale("1"), suite)).toEqual(curveSizes(undefined, suite));
});

test("a full run of another size looks at a tenth to ten times that", () => {
	expect(around("0.5")).toEqual(["x0.05", "x0.15", "x0.5", "x1.5", "x5"]);
	expect(around("x0.1")).toEqual(["x0.01", "x0.03", "x0.1", "x0.3", "production"]);
	expect(around("x1.25")).toEqual(["x0.13", "x0.38", "x1.25", "x3.8", "x13"]);
	expect(around("x0.35").map((name) => parseScale(name).name)).toEqual(around("x0.35"));
});

test("where there is no room for ten times as much, the sizes are smaller ones", () => {
	expect(around("x20")).toEqual(["x0.6", "x2", "x6", "x20", "x60"]);
	expect(around("x100")).toEqual(["production", "x3", "x10", "x30", "x100"]);
});

test("a dataset that does not grow has no curve", () => {
	const fixed = { ...suite, dataset: { ...suite.dataset, volumes: () => ({ sales: 100 }) } };
	for (const scale of ["smoke", "production", "x0.5"]) expect(sizesAround(parseScale(scale), fixed)).toEqual([]);
});

test.each(["smoke", "terp", "0.01", "0.05"])("a full run of the small size %s looks from there on", (scale) => {
	const sizes = sizesAround(parseScale(scale), suite);
	expect(sizes[0]).toEqual(parseScale(scale));
	const rows = sizes.map((size) => estimateRows(suite.dataset, size));
	expect(rows).toHaveLength(5);
	for (const [at, more] of rows.slice(1).entries()) expect(more).toBeGreaterThan(rows[at] ?? 0);
	// No longer than a run of production would.
	expect(rows.at(-1)).toBeLessThan(estimateRows(suite.dataset, parseScale("production")));
});
