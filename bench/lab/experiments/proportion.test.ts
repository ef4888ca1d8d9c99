import { expect, test } from "vitest";
import { proportionInterval } from "./proportion.ts";

test("the interval of a share is Clopper and Pearson's, also where nothing or everything was seen", () => {
	// The bounds at which seeing so many or more, or so few or fewer, has a chance of 2.5 %: from binomial sums.
	expect(proportionInterval(0, 300)[0]).toBe(0);
	expect(proportionInterval(0, 300)[1]).toBeCloseTo(1 - 0.025 ** (1 / 300), 10);
	expect(proportionInterval(3, 300)[0]).toBeCloseTo(0.002067007235, 10);
	expect(proportionInterval(3, 300)[1]).toBeCloseTo(0.028944511256, 10);
	expect(proportionInterval(40, 40)).toEqual([expect.closeTo(0.025 ** (1 / 40), 10), 1]);
});
