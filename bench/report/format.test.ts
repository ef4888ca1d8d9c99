import { describe, expect, it } from "vitest";
import {
	factorIsFragile,
	formatBytes,
	formatCount,
	formatFactor,
	formatMs,
	formatNumber,
	formatPct,
	formatPctWithInterval,
	formatRange,
	formatSeconds,
	formatSignedPct,
	formatTime,
} from "./format.ts";
import { savedWithInterval } from "./time-saved.ts";

describe("figures in reports", () => {
	it.each([
		[0.004, "4.0 µs"],
		[0.0412, "41 µs"],
		[0.2149, "0.21 ms"],
		[1.3, "1.30 ms"],
		[13.44, "13.4 ms"],
		[99.96, "100 ms"],
		[441.2, "441 ms"],
		[999.7, "1.00 s"],
		[1365, "1.36 s"],
		[190_476, "3 min 10 s"],
	])("a time of %d ms reads %s", (ms, shown) => expect(formatMs(ms)).toBe(shown));

	it.each([
		[5, "5 %"],
		[42.34, "42.3 %"],
		[99.4, "99.4 %"],
		[99.706, "99.71 %"],
		[99.9951, "99.9951 %"],
		[99.99999, "100.0000 %"],
		[-131.4, "−131 %"],
		[-0.04, "0.0 %"],
		[-476_090, "−476,090 %"],
	])("a reduction of %d reads %s", (pct, shown) => expect(formatPct(pct)).toBe(shown));

	it.each([
		[110.4, "110x faster"],
		[2.34, "2.3x faster"],
		[1.52, "1.52x faster"],
		[1.004, "1.00x"],
		[0.999, "1.00x"],
		[0.4348, "2.3x slower"],
		[10_000, "10,000x faster"],
		[0.0001, "10,000x slower"],
		[0, "n/a"],
	])("a factor of %d reads %s", (factor, shown) => expect(formatFactor(factor)).toBe(shown));

	it.each([
		[0, "0 B"],
		[409_600, "400 KiB"],
		[1_589_248, "1.5 MiB"],
		[1_048_575, "1.0 MiB"],
		[400_000_000_000, "373 GiB"],
	])("%d bytes read %s", (bytes, shown) => expect(formatBytes(bytes)).toBe(shown));

	it("durations grow from seconds to hours", () => {
		expect([0.05, 12.64, 65.2, 7303].map(formatSeconds)).toEqual(["0.05 s", "12.6 s", "1 min 05 s", "2 h 01 min"]);
	});

	it.each<[number, [number, number], string]>([
		[99.441, [99.404, 99.4796], "99.44 % [99.40, 99.48]"],
		[-13.04, [-17.63, -8.59], "−13.0 % [−17.6, −8.6]"],
		[98.281, [98.1702, 98.391], "98.28 % [98.17, 98.39]"],
		[99.9153, [99.9071, 99.9222], "99.915 % [99.907, 99.922]"],
		[92.4, [91.9, 92.92], "92.4 % [91.9, 92.9]"],
		[-120, [-312.4, 4], "−120 % [−312, 4]"],
		[100.4433, [100.4338, 100.4528], "100.443 % [100.434, 100.453]"],
		[99.9, [99.2, 99.98], "99.90 % [99.20, 99.98]"],
		[5, [5, 5], "5 % [5.0, 5.0]"],
	])("the estimate %d and its interval have the same decimals, as many as show its width", (pct, ci, shown) => {
		expect(formatPctWithInterval(pct, ci)).toBe(shown);
	});

	it("a loss of more than all the time is a factor, with bounds as fine as its interval is wide", () => {
		expect(savedWithInterval(-1505, [-1530, -1480])).toBe("16.1x slower [15.8x, 16.3x]");
		expect(savedWithInterval(-99, [-140, -60])).toBe("−99 % [−140, −60]");
	});

	it("claimed ranges, counts, signed changes and times read as in a sentence", () => {
		expect(formatRange([30, 50])).toBe("30–50 %");
		expect(formatRange([2.5, 5])).toBe("2.5–5 %");
		expect(formatCount(1, "index", "indexes")).toBe("1 index");
		expect(formatCount(1200, "row")).toBe("1,200 rows");
		expect([2.41, -0.32, 0].map((pct) => formatSignedPct(pct))).toEqual(["+2.4 %", "−0.3 %", "0 %"]);
		expect(formatTime("2026-01-31T14:05:59.000+02:00")).toBe("2026-01-31 12:05 UTC");
	});

	it("numbers that are none are named, never shown as digits", () => {
		expect(formatNumber(Number.NaN)).toBe("n/a");
		expect(formatNumber(Number.NEGATIVE_INFINITY)).toBe("−∞");
		expect(formatMs(undefined)).toBe("n/a");
	});

	it("a factor is fragile when its faster arm takes under a millisecond", () => {
		expect(factorIsFragile(441, 0.99)).toBe(true);
		expect(factorIsFragile(0.5, 300)).toBe(true);
		expect(factorIsFragile(441, 1)).toBe(false);
	});
});
