import { expect, test } from "vitest";
import { curveSizes } from "../../../scenarios/sizes.ts";
import { loadSuite } from "../../../scenarios/suites.ts";
import { curveSeconds } from "./curve-estimate.ts";

/** Of a curve on two cores whose dataset of production's size was kept: survey, and sizes from terp to x10. */
const TOOK = 57 + 15 + 24 + 38 + 63 + 173 + 477;

test("the estimate of a curve up to ten times production is near what one took", async () => {
	const suite = await loadSuite("perf-001");
	const sizes = curveSizes(undefined, suite);
	const seconds = curveSeconds({ suite, sizes, scenarios: 58, budgets: [20, 110, 110, 110, 110, 110] });
	expect(Math.abs(seconds / TOOK - 1)).toBeLessThan(0.1);
	// With less time it takes less, but the largest sizes take what their least pairs take.
	const hurried = curveSeconds({ suite, sizes, scenarios: 58, budgets: sizes.map(() => 1) });
	expect(hurried).toBeLessThan(seconds);
	expect(hurried).toBeGreaterThan(seconds / 2);
});
