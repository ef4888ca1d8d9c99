import { describe, expect, test } from "vitest";
import type { IndexReason } from "../record/reasons/index-reason.ts";
import type { IndexRecord, ScenarioRecord, ScenarioVerdict } from "../record/schema.ts";
import { charging } from "../report/fixtures/sample-attribution.ts";
import { sampleRecord } from "../report/fixtures/sample-record.ts";
import type { IndexEvidence } from "./index-evidence.ts";
import { judgeIndex } from "./judge-index.ts";

const template = sampleRecord().scenarios[0];
/** Milliseconds before and after that a verdict stands for. */
const TIMES: Readonly<Record<ScenarioVerdict, readonly [number, number]>> = {
	faster: [100, 10],
	slower: [10, 40],
	"no-change": [10, 10],
	unresolved: [10, 10],
	invalid: [10, 10],
};

/** Up to a tenth either way, and nothing over twenty of them. */
const wobble = (n: number) => ((n % 20) - 9.5) / 100;

/** A scenario whose plan goes through `key` and whose strata have these verdicts, and times to go with them. */
function scenario(id: string, key: string | null, ...verdicts: ScenarioVerdict[]): ScenarioRecord {
	const stratum = template?.strata[0];
	if (template === undefined || stratum === undefined) throw new Error("the sample has scenarios");
	return {
		...template,
		id,
		weight: 100,
		indexes: ["idx_a"],
		strata: verdicts.map((verdict, i) => ({
			...stratum,
			id: `s${i}`,
			share: 1 / verdicts.length,
			verdict,
			pairs: Array.from({ length: 20 }, (_, n): [number, number] => {
				const [before, after] = TIMES[verdict];
				return [before * (1 + wobble(7 * n)), after * (1 + wobble(11 * n))];
			}),
			after: { ...stratum.after, plan: [{ table: "t", tableName: "t", access: key ? "ref" : "ALL", key, rows: 1 }] },
		})),
	};
}

const index = { name: "idx_a", table: "t", columns: ["a"], coveredBy: [] as string[] };
const idle = { ...index, name: "idx_new", columns: ["b"] };

function judged(one: typeof index, scenarios: readonly ScenarioRecord[], more: Partial<IndexEvidence> = {}) {
	return judgeIndex(one, { scenarios, indexes: [one], ...more });
}

const kinds = ({ reasons }: Pick<IndexRecord, "reasons">) => reasons.map(({ kind }) => kind);

function reasonOf<K extends IndexReason["kind"]>({ reasons }: Pick<IndexRecord, "reasons">, kind: K) {
	return reasons.find((reason): reason is Extract<IndexReason, { kind: K }> => reason.kind === kind);
}

describe("the verdict of an index", () => {
	test("is keep when it gains, and nothing got worse", () => {
		const found = judged(index, [scenario("A", "idx_a", "faster", "no-change")]);
		expect(found.verdict).toBe("keep");
		expect(found.net?.ci[0]).toBeGreaterThan(0);
		expect(kinds(found)[0]).toBe("net-gain");
	});

	test("is keep-with-care when it gains in all and another got slower, which it names", () => {
		const found = judged(index, [scenario("A", "idx_a", "faster"), scenario("B", "idx_a", "slower")]);
		expect(found.verdict).toBe("keep-with-care");
		expect(reasonOf(found, "slower")).toMatchObject({ scenario: "B", stratum: "s0" });
		expect(found.usedBy).toEqual(["A", "B"]);
	});

	test("is drop when what got slower outweighs what got faster, and that it rests on the weights is in the record", () => {
		const worse = { ...scenario("B", "idx_a", "slower"), weight: 1000 };
		const found = judged(index, [scenario("A", "idx_a", "faster"), worse]);
		expect(found.verdict).toBe("drop");
		expect(kinds(found)[0]).toBe("net-loss");
		expect(found.net?.restsOnWeights).toBe(true);
	});

	test("is unresolved when the interval of its net effect reaches across nothing", () => {
		const even = { ...scenario("B", "idx_a", "slower"), weight: 300 };
		const found = judged(index, [scenario("A", "idx_a", "faster"), even]);
		expect(found.verdict).toBe("unresolved");
		expect(kinds(found)[0]).toBe("net-open");
	});

	test("by counters is drop only where the work in all is more at every plausible price, what is open included", () => {
		type Counts = readonly [scanned: number, pages: number];
		const priced = (id: string, verdict: ScenarioVerdict, before: Counts, after: Counts): ScenarioRecord => {
			const work = ([rows, pages]: Counts) => ({
				work: { parts: { "scanned-row": [rows, 0.1, 0.2], page: [pages, 0.3, 0.6] } } as const,
			});
			const one = scenario(id, "idx_a", verdict);
			const strata = one.strata.map((stratum) => ({
				...stratum,
				before: { ...stratum.before, ...structuredClone(work(before)) },
				after: { ...stratum.after, ...structuredClone(work(after)) },
			}));
			return { ...one, strata } as unknown as ScenarioRecord;
		};
		const gain = priced("A", "faster", [5000, 0], [100, 0]);
		const byCounters = (...scenarios: ScenarioRecord[]) => {
			const { verdict, reasons } = judged(index, scenarios, { mode: "counters" });
			return [verdict, reasons[0]?.kind];
		};
		const sure = priced("B", "slower", [10_000, 0], [10_000, 10_000]);
		expect(byCounters(gain, sure)).toEqual(["drop", "more-work-in-all"]);
		const likely = priced("B", "slower", [10_000, 0], [10_000, 2500]);
		expect(byCounters(gain, likely)).toEqual(["unresolved", "net-open"]);
		const open = priced("C", "unresolved", [40_000, 0], [0, 12_000]);
		expect(byCounters(gain, sure, open)).toEqual(["unresolved", "net-open"]);
	});

	test("is drop when no plan uses it, and when it only makes things slower", () => {
		const unused = judged(index, [scenario("A", null, "no-change")]);
		expect(unused).toMatchObject({ verdict: "drop", usedBy: [] });
		expect(kinds(unused)[0]).toBe("never-used");
		expect(judged(index, [scenario("A", "idx_a", "slower")]).verdict).toBe("drop");
	});

	test("is no drop for something slower while another that uses it is open and may outweigh that", () => {
		const open = { ...scenario("B", "idx_a", "unresolved"), weight: 1_000_000 };
		const found = judged(index, [{ ...scenario("A", "idx_a", "slower"), weight: 1 }, open]);
		expect(found.verdict).toBe("unresolved");
		expect(kinds(found)).toEqual(expect.arrayContaining(["slower", "open"]));
	});

	test("is not credited with another index's gain whose name begins alike", () => {
		expect(judged(index, [scenario("A", "idx_a_long", "faster")]).verdict).toBe("drop");
	});
});

describe("an index that a longer one covers", () => {
	const covered = { ...index, coveredBy: ["idx_a_b"] };

	test("is kept where it gains beside that one, which is said", () => {
		const found = judged(covered, [scenario("A", "idx_a", "faster")]);
		expect(found.verdict).toBe("keep");
		expect(reasonOf(found, "covered")).toEqual({ kind: "covered", by: ["idx_a_b"], served: false });
	});

	test("is drop where the longer one serves as well without it, and the longer one is credited", () => {
		const longer = { ...index, name: "idx_a_b", columns: ["a", "b"] };
		const [effect] = charging("idx_a", "A", "s0").indexes[0]?.effects ?? [];
		if (effect === undefined) throw new Error("the sample has an effect");
		const asGood = { ...effect, aloneVerdict: "less" as const, leftOutVerdict: "alike" as const, leftOutFactor: 0.95 };
		const attribution = {
			...charging("idx_a", "A", "s0"),
			indexes: [{ name: "idx_a", table: "t", effects: [asGood] }],
		};
		const more = { indexes: [index, longer], studies: { attribution } };
		const scenarios = [scenario("A", "idx_a", "faster")];
		const short = judged(index, scenarios, more);
		expect(short.verdict).toBe("drop");
		expect(reasonOf(short, "covered")).toMatchObject({ by: ["idx_a_b"], served: true });
		expect(judged(longer, scenarios, more).verdict).toBe("keep");
	});
});

describe("a run that measured only a part", () => {
	const measured = [scenario("A", null, "no-change")];
	const left = (id: string, indexes: string[], tier: "core" | "full" = "core") => ({
		id,
		indexes,
		tier,
		affected: true,
		group: "inventory" as const,
	});
	const verdict = (one: typeof index, ...unmeasured: ReturnType<typeof left>[]) =>
		judged(one, measured, { unmeasured }).verdict;

	test("decides nothing of an index while a core scenario is left that could use it, whatever got faster", () => {
		const found = judged(index, [scenario("A", "idx_a", "faster")], { unmeasured: [left("B", ["idx_a"])] });
		expect(found.verdict).toBe("unresolved");
		expect(reasonOf(found, "not-measured")).toEqual({ kind: "not-measured", scenarios: ["B"] });
		expect(verdict(idle, left("B", []))).toBe("unresolved");
		expect(verdict(idle, left("B", ["idx_new"], "full"))).toBe("unresolved");
		expect(verdict(idle, left("B", ["idx_a"], "full"))).toBe("drop");
		expect(verdict(index, left("B", []), left("C", ["idx_a"], "full"))).toBe("drop");
	});

	test("or only compared nothing, or nothing at all", () => {
		const failed = judged(index, [scenario("A", "idx_a", "invalid")]);
		expect(failed.verdict).toBe("unresolved");
		expect(kinds(failed)[0]).toBe("nothing-compared");
		expect(judged(index, []).verdict).toBe("unresolved");
		expect(judged(index, [scenario("A", "idx_a", "unresolved")]).verdict).toBe("unresolved");
	});

	test("at the smoke scale decides nothing", () => {
		const found = judged(index, [scenario("A", "idx_a", "faster")], { smoke: true });
		expect(found.verdict).toBe("unresolved");
		expect(kinds(found)[0]).toBe("smoke-scale");
	});
});

describe("what a noisy clock left open", () => {
	const work = (rows: number) => ({ handlers: {}, rowsExamined: rows, pageReads: rows });
	const withWork = (before: number, after: number): ScenarioRecord => {
		const open = scenario("B", "idx_a", "unresolved");
		return {
			...open,
			strata: open.strata.map((one) => ({
				...one,
				before: { ...one.before, ...work(before) },
				after: { ...one.after, ...work(after) },
			})),
		};
	};
	const faster = scenario("A", "idx_a", "faster");

	test("asks for care where evidence shows decisively more work", () => {
		const found = judged(index, [faster, withWork(1_000, 10_000)]);
		expect(found.verdict).toBe("keep-with-care");
		expect(reasonOf(found, "worse-by-evidence")).toMatchObject({
			scenario: "B",
			strength: { by: "work", factor: 0.1 },
		});
		expect(reasonOf(found, "open")).toBeUndefined();
	});

	test("does not where the work is alike, or both arms are the same", () => {
		expect(judged(index, [faster, withWork(1_000, 1_900)]).verdict).toBe("keep");
		expect(judged(index, [withWork(1_000, 10_000)]).verdict).toBe("unresolved");
		expect(judged(index, [faster, withWork(1_000, 10_000)], { mode: "null" }).verdict).toBe("keep");
	});
});

test("a plan that it makes worse without being part of it counts, with the remedy that could be measured", () => {
	const attribution = { ...charging("idx_a", "B", "s0"), remedies: [{ scenario: "B", index: "t(a, b)" }] };
	const scenarios = [scenario("A", "idx_a", "faster"), { ...scenario("B", null, "slower"), indexes: [] }];
	expect(judged(index, scenarios).verdict).toBe("keep");
	const found = judged(index, scenarios, { studies: { attribution } });
	expect(found.verdict).toBe("keep-with-care");
	expect(reasonOf(found, "slower")?.remedies).toEqual([{ kind: "to-measure", index: "t(a, b)", derived: false }]);
	expect(kinds(judged(idle, scenarios, { studies: { attribution } }))).not.toContain("slower");
});
