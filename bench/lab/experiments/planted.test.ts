import { describe, expect, test } from "vitest";
import { effectOf, slowedBy } from "./planted.ts";

/** A clock that moves by `step` each time it is read, and work that takes `ms` of it. */
function clockAndWork(ms: number, step = 0.25) {
	let time = 0;
	return {
		now: () => {
			time += step;
			return time;
		},
		read: () => time,
		work: async () => {
			time += ms;
			return [[["row"]]];
		},
	};
}

describe("a planted slow-down", () => {
	test("lasts the stated share of the time the work itself took, to the clock's resolution", async () => {
		const { now, read, work } = clockAndWork(1000);
		const started = read();
		expect(await slowedBy(10, work, now)([1])).toEqual([[["row"]]]);
		expect(read() - started).toBeGreaterThanOrEqual(1100);
		expect(read() - started).toBeLessThan(1102);
	});

	test("of zero leaves the work as it is", () => {
		const { work } = clockAndWork(5);
		expect(slowedBy(0, work)).toBe(work);
	});

	test("does not hide that the work fails", async () => {
		const failing = async () => Promise.reject(new Error("no such table"));
		await expect(slowedBy(10, failing)([1])).rejects.toThrow("no such table");
	});
});

test("over as many rounds as there are effects every stratum gets each effect once", () => {
	const effects = [0, 3, 5, 10, 25];
	for (const position of [0, 7, 39]) {
		const given = effects.map((_, round) => effectOf(effects, position, round));
		expect(given.toSorted((a, b) => a - b)).toEqual(effects);
	}
});
