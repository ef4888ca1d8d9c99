import fc from "fast-check";
import { expect, test } from "vitest";
import { Calendar, dayNumber, isoDate } from "./calendar.ts";
import { planLoad, takeNext } from "./load-plan.ts";
import { Permutation } from "./permutation.ts";

test("a permutation visits every index exactly once", () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(), (size, word) => {
			const permutation = new Permutation(size, word);
			const seen = new Set(Array.from({ length: size }, (_, index) => permutation.at(index)));
			expect(seen.size).toBe(size);
			expect(Math.min(...seen)).toBe(0);
			expect(Math.max(...seen)).toBe(size - 1);
		}),
		{ seed: 1 },
	);
});

test("events are in order of time, every one on a day, and days get their share", () => {
	// Monday to Sunday of one week, the weekend closed on Sunday.
	const calendar = new Calendar("2025-10-20", "2025-10-26", [0, 1, 1, 1, 1, 1, 0.5]);
	const schedule = calendar.schedule(5500);
	const perDay = new Map<string, number>();
	let last = 0;
	for (let event = 0; event < 5500; event++) {
		const day = schedule.dayOf(event);
		expect(day).toBeGreaterThanOrEqual(last);
		expect(schedule.partOf(event)).toBeGreaterThanOrEqual(0);
		expect(schedule.partOf(event)).toBeLessThan(1);
		last = day;
		perDay.set(isoDate(day), (perDay.get(isoDate(day)) ?? 0) + 1);
	}
	expect([...perDay.values()]).toEqual([1000, 1000, 1000, 1000, 1000, 500]);
	expect(perDay.has("2025-10-26")).toBe(false);
});

test("looking events up out of order gives the same days", () => {
	const schedule = new Calendar("2024-01-01", "2025-10-27", [0.1, 1, 1, 1, 1, 1, 0.35]).schedule(1000);
	const inOrder = Array.from({ length: 1000 }, (_, event) => schedule.dayOf(event));
	const backwards = Array.from({ length: 1000 }, (_, index) => schedule.dayOf(999 - index)).reverse();
	expect(backwards).toEqual(inOrder);
	expect(inOrder[0]).toBe(dayNumber("2024-01-01"));
	expect(inOrder.at(-1)).toBe(dayNumber("2025-10-27"));
});

test("a load plan covers every row of every table once, heaviest table first", () => {
	const table = fc.record({ rows: fc.nat({ max: 5_000_000 }), rowBytes: fc.integer({ min: 30, max: 500 }) });
	fc.assert(
		fc.property(fc.array(table, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 8 }), (sizes, sessions) => {
			const tables = sizes.map((size, index) => ({ name: `t${index}`, ...size }));
			const plan = planLoad(tables, sessions);
			for (const { name, rows } of tables) {
				const ranges = plan.filter(({ table: planned }) => planned === name);
				expect(ranges[0]?.from ?? 0).toBe(0);
				expect(ranges.at(-1)?.to ?? 0).toBe(rows);
				for (let index = 1; index < ranges.length; index++) expect(ranges[index]?.from).toBe(ranges[index - 1]?.to);
			}
			const first = tables.find(({ name }) => name === plan[0]?.table);
			const heaviest = Math.max(...tables.map(({ rows, rowBytes }) => rows * rowBytes));
			if (first) expect(first.rows * first.rowBytes).toBe(heaviest);
		}),
		{ seed: 1 },
	);
});

test("sessions load different tables while there are any, and share one rather than stand still", () => {
	const queue = ["a", "a", "b", "a", "c"].map((table, part) => ({ table, part }));
	expect(takeNext(queue, [])).toEqual({ table: "a", part: 0 });
	expect(takeNext(queue, ["a"])).toEqual({ table: "b", part: 2 });
	expect(takeNext(queue, ["a", "b"])).toEqual({ table: "c", part: 4 });
	expect(takeNext(queue, ["a", "b", "c"])).toEqual({ table: "a", part: 1 });
	expect(takeNext(queue, ["b"])).toEqual({ table: "a", part: 3 });
	expect(takeNext(queue, [])).toBeUndefined();
});
