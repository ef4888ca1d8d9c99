import { expect, test } from "vitest";
import { disturbanceOf, readTicks, watchMachine } from "./machine-watch.ts";

const stat = (user: number, idle: number, steal: number) => `cpu  ${user} 0 0 ${idle} 0 0 0 ${steal} 0 0\ncpu0 1 1\n`;

/** A watch over a stretch in which this many ticks passed. */
function over(user: number, idle: number, steal: number) {
	const readings = [stat(100, 100, 0), stat(100 + user, 100 + idle, steal)];
	return watchMachine(() => readTicks(() => readings.shift() ?? ""))();
}

test("one busy processor of two is what a benchmark does", () => {
	expect(over(50, 50, 0)).toEqual({ steal: 0, busy: 0.5 });
	expect(disturbanceOf(over(50, 50, 0), 2)).toBeUndefined();
});

test("all processors busy is other people's work, except where there is only one", () => {
	expect(disturbanceOf(over(99, 1, 0), 2)).toEqual({ kind: "busy-processors", processors: 2 });
	expect(disturbanceOf(over(99, 1, 0), 1)).toBeUndefined();
});

test("stolen time is named with its share", () => {
	expect(disturbanceOf(over(40, 40, 20), 2)).toEqual({ kind: "stolen-time", pct: 20 });
});

test("where the system does not tell, nothing is claimed", () => {
	const untold = readTicks(() => {
		throw new Error("no such file");
	});
	expect(untold).toBeUndefined();
	expect(disturbanceOf(watchMachine(() => undefined)(), 2)).toBeUndefined();
});
