import { expect, test } from "vitest";
import { machineSpread } from "./machine-spread.ts";
import { seededRandom } from "./random.ts";

test("two looks at many works give back the spread of one look, whatever both have in common", () => {
	const random = seededRandom("looks");
	// The sum of twelve uniform numbers less six is nearly standard normal.
	const normal = () => Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
	const looks = Array.from({ length: 4000 }, (_, i): [number, number] => [
		(1 + i) * 1.5 * Math.exp(0.2 * normal()),
		(1 + i) * Math.exp(0.2 * normal()),
	]);
	const found = machineSpread(looks);
	expect(found?.sd).toBeCloseTo(0.2, 2);
	expect(found?.df).toBe(3999);
});

test("a machine that keeps its pace has no spread, and a handful of works tells of none", () => {
	expect(machineSpread(Array.from({ length: 8 }, (_, i): [number, number] => [i + 2, i + 1]))).toMatchObject({ df: 7 });
	expect(machineSpread(Array.from({ length: 8 }, (_, i): [number, number] => [2 * (i + 1), i + 1]))?.sd).toBeCloseTo(
		0,
		12,
	);
	expect(machineSpread([[1, 2]])).toBeUndefined();
});
