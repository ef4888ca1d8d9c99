import { expect, test } from "vitest";
import { benchConfig } from "../cli/config.ts";
import { benchFlags } from "../cli/fixtures/bench-flags.ts";
import { aheadOfFull } from "../run/ahead-of-full.ts";
import { type FullRun, fullRunSeconds } from "./full-run-estimate.ts";

const perf001: Omit<FullRun, "budgetSeconds" | "rows"> = {
	...{ scenarios: 58, indexes: 6, writes: 23 },
	...{ restarts: true, loadLevels: 3 },
};

/** Seconds of the stages of full runs on two cores, with a seventh more of those under load for the pair that warms up. */
test.each([
	["smoke", { budgetSeconds: 46, rows: 10_340 }, 50, 49 + 47 + 15 + 142 + 98 + 42],
	["production", { budgetSeconds: 240, rows: 2_404_156 }, 326, 355 + 153 + 506 + 345 + 126 + 559],
])("the estimate of a full run at scale %s is near what one took", (_, size, scenarios, studies) => {
	const estimate = fullRunSeconds({ ...perf001, ...size });
	expect(Math.abs(estimate.scenarios / scenarios - 1)).toBeLessThan(0.1);
	expect(Math.abs(estimate.studies / studies - 1)).toBeLessThan(0.1);
});

async function told(words: string, restart?: () => Promise<void>): Promise<string> {
	return await aheadOfFull(await benchConfig(benchFlags(words), {}), restart === undefined ? {} : { restart });
}
const minutesOf = (text: string) => Number(/about (\d+) min/.exec(text)?.[1]);

test("a full run says beforehand how long all of it takes: less where it does less, and no studies where it makes none", async () => {
	const restart = async () => {};
	const whole = await told("--full", restart);
	expect(whole).toMatch(
		/^A full run: about \d+ min, of which about \d+ min for 58 scenarios, about 15 min for a scale curve up to x10 at its end, and the rest for every study;/,
	);
	const without = await told("--full --curve none", restart);
	expect(without).toMatch(/ for 58 scenarios, and the rest for every study;/);
	expect(minutesOf(whole) - minutesOf(without)).toBeGreaterThanOrEqual(14);
	expect(await told("--full --budget 1", restart)).not.toContain("about 15 min for a scale curve");
	expect(minutesOf(await told("--full"))).toBeLessThan(minutesOf(whole));
	expect(minutesOf(await told("--full --scale smoke", restart))).toBeLessThan(minutesOf(whole) / 3);
	expect(await told("--full --resume there", restart)).toContain("less what is measured already");
	expect(await told("--full --counters-only", restart)).not.toContain("stud");
});
