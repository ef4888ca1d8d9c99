import { expect, test } from "vitest";
import type { KeyStatistics } from "../bundle/key-statistics.ts";
import { lawOfKey } from "./law-of-key.ts";

/** 23 accounts: three have nearly all rows, and the cells of so short a histogram are merged into one. */
const accounts: KeyStatistics = {
	columns: ["account_id"],
	basis: "all",
	distinct: 23,
	rowsPerKey: { mean: 4348, p50: 57, p90: 22_700, p99: 46_360, max: 46_360 },
	top: { 1: 0.4636, 10: 0.9972, 100: 1, 1000: 1 },
	histogram: [{ from: 1, to: 46_361, keys: 23, rows: 100_000 }],
};

test("the most frequent keys have the shares that are told of them, and the rest share what is left", () => {
	const law = lawOfKey(accounts, 23, [0.4636, 0.2481, 0.227]);
	const all = law.reduce((sum, { weight }) => sum + weight, 0);
	expect(law.slice(0, 3).map(({ keys, weight }) => [keys, Number((weight / all).toFixed(4))])).toEqual([
		[1, 0.4636],
		[1, 0.2481],
		[1, 0.227],
	]);
	const rest = law.slice(3);
	expect(rest.reduce((sum, { keys }) => sum + keys, 0)).toBe(20);
	expect(rest.reduce((sum, { weight }) => sum + weight, 0) / all).toBeCloseTo(0.0613, 4);
});

test("without them a merged histogram is all there is, and a twin with fewer keys keeps the shape", () => {
	expect(lawOfKey(accounts, 23).reduce((sum, { keys }) => sum + keys, 0)).toBe(23);
	const few = lawOfKey(accounts, 5, [0.4636, 0.2481, 0.227]);
	expect(few.reduce((sum, { keys }) => sum + keys, 0)).toBe(5);
});
