import { expect, test } from "vitest";
import { agreementOf, kappaOf, type StratumPair, spearman } from "./agreement.ts";

const pair = (
	original: StratumPair["original"],
	twin: StratumPair["twin"],
	rest: Partial<StratumPair> = {},
): StratumPair => ({
	stratum: "any",
	original,
	twin,
	samePlans: true,
	plans: { original: "", twin: "" },
	...rest,
});

test("Cohen's kappa is that of a textbook's table", () => {
	// 20 and 15 agreements, 5 and 10 disagreements: observed 0.7, by chance 0.5.
	const table = [
		...Array<[string, string]>(20).fill(["yes", "yes"]),
		...Array<[string, string]>(5).fill(["yes", "no"]),
		...Array<[string, string]>(10).fill(["no", "yes"]),
		...Array<[string, string]>(15).fill(["no", "no"]),
	];
	expect(kappaOf(table)).toBeCloseTo(0.4, 10);
	expect(kappaOf([["yes", "yes"]])).toBeNull();
});

test("rank correlation knows order alone, and shares ranks among ties", () => {
	const rising: [number, number][] = [
		[1, 2],
		[2, 9],
		[3, 1000],
	];
	expect(spearman(rising)).toBe(1);
	expect(spearman(rising.map(([a, b]) => [a, -b]))).toBe(-1);
	expect(
		spearman([
			[1, 1],
			[1, 2],
			[2, 3],
			[2, 4],
		]),
	).toBeCloseTo(0.894, 3);
	expect(
		spearman([
			[1, 2],
			[2, 3],
		]),
	).toBeNull();
	expect(
		spearman([
			[1, 2],
			[1, 3],
			[1, 4],
		]),
	).toBeNull();
});

test("what the original leaves open counts for no agreement, and only faster against slower is opposite", () => {
	const found = agreementOf([
		pair("faster", "faster", { work: [1.2, 0.9] }),
		pair("faster", "slower", { work: [1.2, 3], samePlans: false }),
		pair("slower", "unresolved"),
		pair("unresolved", "faster"),
	]);
	expect(found).toMatchObject({ strata: 3, agree: 1, opposite: 1, workWithin1_5: 0.5, planParity: 0.75 });
});
