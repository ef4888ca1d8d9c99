import { describe, expect, test } from "vitest";
import { sampleRound } from "./fixtures/sample-round.ts";
import { nullFinding, roundsFor } from "./null-experiment.ts";
import { nullTable } from "./tables.ts";

describe("the null experiment", () => {
	const rounds = [
		sampleRound([{ verdict: "faster" }, { verdict: "no-change" }, { verdict: "unresolved", covered: false }], 10.04),
		sampleRound([{ verdict: "slower" }, { verdict: "invalid", covered: null, pairs: 0 }, {}], 20),
	];

	test("counts faster and slower as false alarms, and only those", () => {
		expect(nullFinding(rounds)).toMatchObject({ verdicts: 6, falseAlarms: 2, seconds: 30 });
	});

	test("takes coverage over the trials that have a 95 % interval", () => {
		expect(nullFinding(rounds).coverage95).toBeCloseTo(4 / 5, 12);
	});

	test("prints exactly the four figures as JSON", () => {
		expect(Object.keys(nullFinding(rounds))).toEqual(["verdicts", "falseAlarms", "coverage95", "seconds"]);
	});

	test("shows the interval of the false-alarm rate beside it", () => {
		expect(nullTable(nullFinding(rounds), rounds)).toContain("33.3 % (4.3 % to 77.7 %)");
	});

	test("runs whole rounds until there are enough verdicts", () => {
		expect([roundsFor(300, 40), roundsFor(320, 40), roundsFor(321, 40), roundsFor(1, 40)]).toEqual([8, 8, 9, 1]);
	});
});
