import { describe, expect, test } from "vitest";
import { compareAll } from "../../judge/compare.ts";
import type { Change, StratumRecord } from "../../record/schema.ts";
import { outcomeOf } from "./round.ts";

const evidence = { plan: [], handlers: {}, rowsExamined: 1, pageReads: 1, digest: "same", resultRows: 1 };
const judging = { thresholdPct: 5, mode: "null" } as const;

/** A stratum whose "after" takes `ratio` times as long, give or take a little. */
function stratum(ratio: number, disturbances?: StratumRecord["disturbances"]): StratumRecord & { change: Change } {
	const pairs = Array.from({ length: 30 }, (_, i): [number, number] => [10, 10 * ratio * (1 + 0.01 * Math.sin(7 * i))]);
	const bare: StratumRecord = {
		...{ id: "hot", share: 1, parameters: [[1]], pairs, order: pairs.map(() => "BA" as const), warmupPairs: 2 },
		...{ batch: { before: 2, after: 3 }, before: evidence, after: evidence },
		...(disturbances === undefined ? {} : { disturbances }),
		...{ verdict: "unresolved", decidedBy: "none" },
	};
	const [change] = compareAll([bare], "null");
	if (change === undefined) throw new Error("a stratum with pairs has a change");
	return { ...bare, change };
}

describe("what a round makes of one stratum", () => {
	test("is its verdict, its pairs and the time that these took in whole batches", () => {
		const outcome = outcomeOf("a", stratum(1), 0, judging);
		expect(outcome).toMatchObject({ verdict: "unresolved", undisturbedVerdict: "no-change", pairs: 30, covered: true });
		expect(outcome.seconds).toBeCloseTo((30 * (2 * 10 + 3 * 10)) / 1000, 1);
	});

	test("says whether the 95 % interval covers what was planted", () => {
		expect(outcomeOf("a", stratum(1.1), 10, judging).covered).toBe(true);
		expect(outcomeOf("a", stratum(1.1), 0, judging).covered).toBe(false);
		expect(outcomeOf("a", { ...stratum(1), pairs: [[1, 1]] }, 0, judging).covered).toBeNull();
		expect(outcomeOf("a", { ...stratum(1), pairs: [] }, 0, judging).covered).toBeNull();
	});

	test("tells the verdict apart from what it would be on a machine of its own", () => {
		const busy = outcomeOf("a", stratum(1.1, [{ kind: "busy-processors", processors: 2 }]), 10, judging);
		expect(busy).toMatchObject({ disturbed: true, undisturbedVerdict: "slower" });
	});
});
