import { describe, expect, test } from "vitest";
import type { ScenarioRecord, ScenarioVerdict } from "../record/schema.ts";
import { sampleRecord } from "../report/fixtures/sample-record.ts";
import { judgeIndex } from "./judge-index.ts";

const template = sampleRecord().scenarios[0];

/** A scenario whose plan goes through `key` and whose strata have these verdicts. */
function scenario(id: string, key: string | null, ...verdicts: ScenarioVerdict[]): ScenarioRecord {
	const stratum = template?.strata[0];
	if (template === undefined || stratum === undefined) throw new Error("the sample has scenarios");
	return {
		...template,
		id,
		indexes: ["idx_a"],
		strata: verdicts.map((verdict, i) => ({
			...stratum,
			id: `s${i}`,
			verdict,
			after: { ...stratum.after, plan: [{ table: "t", access: key ? "ref" : "ALL", key, rows: 1 }] },
		})),
	};
}

describe("the verdict of an index", () => {
	const index = { name: "idx_a", coveredBy: [] };

	test("is keep when a scenario that uses it got faster and none slower", () => {
		expect(judgeIndex(index, [scenario("A", "idx_a", "faster", "no-change")]).verdict).toBe("keep");
	});

	test("is keep-with-care when another got slower, which it names", () => {
		const judged = judgeIndex(index, [scenario("A", "idx_a", "faster"), scenario("B", "idx_a", "slower")]);
		expect(judged.verdict).toBe("keep-with-care");
		expect(judged.reasons.join(" ")).toContain("Slower: B s0");
		expect(judged.usedBy).toEqual(["A", "B"]);
	});

	test("is drop when no plan uses it", () => {
		expect(judgeIndex(index, [scenario("A", null, "no-change")])).toMatchObject({ verdict: "drop", usedBy: [] });
	});

	test("is drop when it only makes things slower", () => {
		expect(judgeIndex(index, [scenario("A", "idx_a", "slower")]).verdict).toBe("drop");
	});

	test("is drop when another index covers it, whatever got faster", () => {
		const covered = { name: "idx_a", coveredBy: ["idx_a_b"] };
		expect(judgeIndex(covered, [scenario("A", "idx_a", "faster")]).verdict).toBe("drop");
	});

	test("is unresolved when the only scenario that uses it is, or none could be measured", () => {
		expect(judgeIndex(index, [scenario("A", "idx_a", "unresolved")]).verdict).toBe("unresolved");
		expect(judgeIndex(index, []).verdict).toBe("unresolved");
	});

	test("is not credited with another index's gain whose name begins alike", () => {
		expect(judgeIndex(index, [scenario("A", "idx_a_long", "faster")]).verdict).toBe("drop");
	});

	test("is keep-with-care when it makes a plan worse that it is no part of, with the remedy that could be measured", () => {
		const state = (plan: string) => ({
			visible: [],
			plan,
			rowsExamined: 1,
			pageReads: 1,
			work: 2,
			executed: true,
		});
		const [none, all] = [state("t:ALL:-"), state("t:index:PRIMARY")];
		const effect = {
			scenario: "B",
			stratum: "s0",
			baseline: "dropped" as const,
			none,
			alone: all,
			leftOut: none,
			all,
			aloneFactor: 0.5,
			aloneVerdict: "more" as const,
			leftOutFactor: 2,
			leftOutVerdict: "less" as const,
			allFactor: 0.5,
			allVerdict: "more" as const,
		};
		const attribution = {
			seconds: 1,
			strata: 2,
			executions: 1,
			indexes: [{ name: "idx_a", effects: [effect] }],
			interactions: [],
			covered: [],
			remedies: [{ scenario: "B", index: "t(a, b)" }],
			sets: [],
			built: [],
			candidates: [],
			rounds: 0,
			notes: [],
		};
		const scenarios = [scenario("A", "idx_a", "faster"), scenario("B", null, "slower")];
		expect(judgeIndex(index, scenarios).verdict).toBe("keep");
		const judged = judgeIndex(index, scenarios, attribution);
		expect(judged.verdict).toBe("keep-with-care");
		expect(judged.reasons.join(" ")).toMatch(/Slower: B s0.*--try "t\(a, b\)"/);
		expect(judgeIndex({ ...index, name: "idx_b" }, scenarios, attribution).reasons.join(" ")).not.toContain("Slower");
	});
});
