import { describe, expect, test } from "vitest";
import type { ScenarioRecord, ScenarioVerdict } from "../record/schema.ts";
import { charging } from "../report/fixtures/sample-attribution.ts";
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

	test("is drop when no plan uses it and no scenario of the whole suite is meant for it", () => {
		const idle = { name: "idx_new", coveredBy: [] };
		expect(judgeIndex(idle, [scenario("A", "idx_a", "faster")])).toMatchObject({
			verdict: "drop",
			reasons: ["No plan of this run uses it."],
		});
	});

	test("is unresolved while a scenario is left that could speak for it", () => {
		const idle = { name: "idx_new", coveredBy: [] };
		const measured = [scenario("A", null, "no-change")];
		const left = (id: string, indexes: string[], tier: "core" | "full" = "core") => ({ id, indexes, tier });
		const verdict = (one: typeof index, ...unmeasured: ReturnType<typeof left>[]) =>
			judgeIndex(one, measured, undefined, unmeasured).verdict;
		expect(verdict(idle, left("B", []))).toBe("unresolved");
		expect(verdict(idle, left("B", ["idx_new"], "full"))).toBe("unresolved");
		expect(verdict(idle, left("B", ["idx_a"], "full"))).toBe("drop");
		expect(verdict(index, left("B", ["idx_a"]))).toBe("unresolved");
		expect(verdict(index, left("B", []), left("C", ["idx_a"], "full"))).toBe("drop");
	});

	test("is not credited with another index's gain whose name begins alike", () => {
		expect(judgeIndex(index, [scenario("A", "idx_a_long", "faster")]).verdict).toBe("drop");
	});

	test("is keep-with-care when a noisy clock left open what evidence shows as decisively more work", () => {
		const open = scenario("B", "idx_a", "unresolved");
		const work = (rows: number) => ({ handlers: {}, rowsExamined: rows, pageReads: rows });
		const withWork = (before: number, after: number): ScenarioRecord => ({
			...open,
			strata: open.strata.map((one) => ({
				...one,
				before: { ...one.before, ...work(before) },
				after: { ...one.after, ...work(after) },
			})),
		});
		const faster = scenario("A", "idx_a", "faster");
		const judged = judgeIndex(index, [faster, withWork(1_000, 10_000)]);
		expect(judged.verdict).toBe("keep-with-care");
		expect(judged.reasons.join(" ")).toContain("More work: B s0 (10x more work)");
		expect(judged.reasons.join(" ")).not.toContain("Unresolved: B s0.");
		expect(judgeIndex(index, [faster, withWork(1_000, 1_900)]).verdict).toBe("keep");
		expect(judgeIndex(index, [withWork(1_000, 10_000)]).verdict).toBe("unresolved");
		expect(judgeIndex(index, [faster, withWork(1_000, 10_000)], undefined, [], "null").verdict).toBe("keep");
	});

	test("is keep-with-care when it makes a plan worse that it is no part of, with the remedy that could be measured", () => {
		const attribution = {
			...charging("idx_a", "B", "s0"),
			remedies: [{ scenario: "B", index: "t(a, b)" }],
		};
		const scenarios = [scenario("A", "idx_a", "faster"), scenario("B", null, "slower")];
		expect(judgeIndex(index, scenarios).verdict).toBe("keep");
		const judged = judgeIndex(index, scenarios, attribution);
		expect(judged.verdict).toBe("keep-with-care");
		expect(judged.reasons.join(" ")).toMatch(/Slower: B s0.*--try "t\(a, b\)"/);
		expect(judgeIndex({ ...index, name: "idx_b" }, scenarios, attribution).reasons.join(" ")).not.toContain("Slower");
	});
});
