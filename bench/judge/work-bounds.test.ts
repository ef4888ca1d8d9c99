import { describe, expect, test } from "vitest";
import { costsAtLeast, factorBounds, middleOf } from "./work-bounds.ts";

const scan = {
	parts: { statement: [1, 100, 200], "scanned-row": [100_000, 0.1, 0.2], page: [400, 0.3, 0.5] },
} as const;
const lookups = {
	parts: { statement: [1, 100, 200], "index-entry": [20_000, 0.1, 0.2], page: [60_000, 0.3, 0.5] },
} as const;
const copy = (work: typeof scan | typeof lookups) => structuredClone(work) as unknown as Parameters<typeof middleOf>[0];

describe("work at prices that are only known within bounds", () => {
	test("is more only where every plausible price says so", () => {
		// 10 to 20 ms of rows against 18 to 30 ms of pages and 2 to 4 ms of entries.
		expect(costsAtLeast(copy(lookups), copy(scan), 0.9)).toBe(true);
		expect(costsAtLeast(copy(lookups), copy(scan), 1.1)).toBe(false);
		expect(costsAtLeast(copy(scan), copy(lookups), 1)).toBe(false);
	});

	test("a kind that both do has one price, so alike counts cancel however wide it is", () => {
		const twice = { parts: { "scanned-row": [200, 0.01, 10] as [number, number, number] } };
		const once = { parts: { "scanned-row": [100, 0.01, 10] as [number, number, number] } };
		const [low, high] = factorBounds(twice, once);
		expect(low).toBeCloseTo(2, 6);
		expect(high).toBeCloseTo(2, 6);
	});

	test("the bounds hold the factor at middle prices, and turn over with the arms", () => {
		const [low, high] = factorBounds(copy(scan), copy(lookups));
		const middle = middleOf(copy(scan)) / middleOf(copy(lookups));
		expect(low).toBeLessThan(middle);
		expect(high).toBeGreaterThan(middle);
		const [turnedLow, turnedHigh] = factorBounds(copy(lookups), copy(scan));
		expect(turnedLow).toBeCloseTo(1 / high, 6);
		expect(turnedHigh).toBeCloseTo(1 / low, 6);
	});
});
