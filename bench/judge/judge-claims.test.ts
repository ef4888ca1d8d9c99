import { describe, expect, test } from "vitest";
import { sampleRecord } from "../report/fixtures/sample-record.ts";
import { claimVerdictOf, judgeClaims, scenariosInScope } from "./judge-claims.ts";

describe("a claim of 30 to 50 %", () => {
	test.each([
		[[60, 80], "exceeded"],
		[[35, 45], "confirmed"],
		[[30, 50], "confirmed"],
		[[10, 20], "fell-short"],
		[[-3, 3], "no-effect"],
		[[-90, -20], "regressed"],
		[[40, 60], "unresolved"],
		[[20, 40], "unresolved"],
		[[-10, 60], "unresolved"],
		[[-8, -2], "unresolved"],
	] as const)("with the interval %j is %s", (interval, verdict) => {
		expect(claimVerdictOf([...interval], [30, 50], 5)).toBe(verdict);
	});
});

test.each([
	[[1, 4], [0, 10], "no-effect"],
	[[2, 4], [0, 1], "no-effect"],
	[[4, 7], [0, 10], "confirmed"],
	[[4, 7], [0, 3], "exceeded"],
] as const)("%j for a claim of %j, which reaches into the threshold, is %s", (interval, claimed, verdict) => {
	expect(claimVerdictOf([...interval], [...claimed], 5)).toBe(verdict);
});

test("a noisy machine's wide threshold does not make nothing of what was measured", () => {
	expect(claimVerdictOf([35, 45], [30, 50], 60)).toBe("confirmed");
	expect(claimVerdictOf([-20, -10], [30, 50], 60)).toBe("unresolved");
});

describe("the scope of a claim", () => {
	const record = sampleRecord();

	test("takes only affected scenarios of the group", () => {
		const ids = scenariosInScope({ group: "financial" }, record.scenarios);
		expect(ids.length).toBeGreaterThan(0);
		expect(ids.every((scenario) => scenario.group === "financial" && scenario.affected)).toBe(true);
	});

	test("with no scenario leaves the claim not judged and says so", () => {
		const claim = { id: "x", statement: "s", source: "d", range: [1, 2], scope: { index: "idx_none" } } as const;
		const [judged] = judgeClaims([claim], record.scenarios, { thresholdPct: 5 });
		expect(judged).toMatchObject({ verdict: "not-judged", observed: null });
	});

	test("weighs the mix by time: one slow operation that does not change outweighs fast ones that do", () => {
		const template = record.scenarios[0];
		if (template === undefined) throw new Error("the sample has scenarios");
		const of = (id: string, weight: number, before: number, after: number) => ({
			...template,
			id,
			group: "inventory" as const,
			affected: true,
			weight,
			strata: template.strata.slice(0, 1).map((stratum) => ({
				...stratum,
				share: 1,
				verdict: "faster" as const,
				pairs: Array.from({ length: 20 }, (_, i): [number, number] => [before + i * 0.01, after + i * 0.01]),
			})),
		});
		const claim = { id: "g", statement: "s", source: "d", range: [30, 50], scope: { group: "inventory" } } as const;
		const [judged] = judgeClaims([claim], [of("A", 1, 10, 1), of("B", 1, 1000, 1000)], { thresholdPct: 5 });
		expect(judged?.verdict).toBe("no-effect");
		expect(judged?.alternatives["geometric mean"]?.verdict).toBe("exceeded");
		expect(judged?.reasons).toContainEqual({
			kind: "weights-disagree",
			verdicts: expect.arrayContaining([{ weighing: "geometric mean", verdict: "exceeded" }]),
		});
	});

	test("is open when a query of it was given up in the arm that could undo the verdict, and names it", () => {
		const [template] = record.scenarios;
		if (template === undefined) throw new Error("the sample has scenarios");
		const of = (id: string, arms: Partial<(typeof template.strata)[number]>) => ({
			...template,
			id,
			group: "inventory" as const,
			affected: true,
			strata: template.strata.slice(0, 1).map((stratum) => ({
				...stratum,
				verdict: "faster" as const,
				pairs: Array.from({ length: 20 }, (_, i): [number, number] => [100 + i * 0.01, 1 + i * 0.01]),
				...arms,
			})),
		});
		const [stratum] = template.strata;
		if (stratum === undefined) throw new Error("the sample has strata");
		const claim = { id: "g", statement: "s", source: "d", range: [30, 50], scope: { group: "inventory" } } as const;
		const judged = (arms: Partial<typeof stratum>) =>
			judgeClaims([claim], [of("A", {}), of("B", arms)], { thresholdPct: 5 })[0];
		expect(judged({})?.verdict).toBe("exceeded");
		const hanging = judged({ after: { ...stratum.after, timedOutSeconds: 10 } });
		expect(hanging).toMatchObject({ verdict: "unresolved", scope: ["A"] });
		expect(hanging?.reasons).toContainEqual({
			kind: "not-counted",
			strata: [{ scenario: "B", stratum: stratum.id, arm: "with" }],
		});
		expect(judged({ before: { ...stratum.before, timedOutSeconds: 10 } })?.verdict).toBe("exceeded");
	});

	test("that is open says what it rules out all the same", () => {
		const [scenario] = record.scenarios;
		const [stratum] = scenario?.strata ?? [];
		if (scenario === undefined || stratum === undefined) throw new Error("the sample has a stratum");
		// Between 2 % and 12 % slower in turn: near zero, and nowhere near 30 %.
		const pairs = Array.from({ length: 20 }, (_, i): [number, number] => [100, i % 2 === 0 ? 102 : 112]);
		const scenarios = [{ ...scenario, affected: true, group: "inventory" as const, strata: [{ ...stratum, pairs }] }];
		const claim = { id: "g", statement: "s", source: "d", range: [30, 50], scope: { group: "inventory" } } as const;
		const [judged] = judgeClaims([claim], scenarios, { thresholdPct: 6.5 });
		expect(judged?.verdict).toBe("unresolved");
		expect(judged?.reasons).toContainEqual({ kind: "less-than-claimed" });
	});
});

describe("a claim is not judged", () => {
	const record = sampleRecord();
	const claim = { id: "a", statement: "s", source: "d", range: [1, 2], scope: { all: true } } as const;
	const missing = { id: "left-out", indexes: [], affected: true, group: "financial" as const };
	const judged = (more: object) => judgeClaims([claim], record.scenarios, { thresholdPct: 5, ...more })[0];

	test("while a part of its scope was not measured, which it names; what was observed is kept", () => {
		const found = judged({ unmeasured: [missing] });
		expect(found).toMatchObject({ verdict: "not-judged", alternatives: {} });
		expect(found?.observed).not.toBeNull();
		expect(found?.reasons).toContainEqual({ kind: "scope-missing", scenarios: ["left-out"] });
	});

	test("but is where what is missing is beyond the core, or out of its scope", () => {
		expect(judged({ unmeasured: [{ ...missing, tier: "full" }] })?.verdict).not.toBe("not-judged");
		expect(judged({ unmeasured: [{ ...missing, affected: false }] })?.verdict).not.toBe("not-judged");
	});

	test("where a scenario of its scope failed", () => {
		const [first, ...others] = record.scenarios;
		if (first === undefined) throw new Error("the sample has scenarios");
		const failed = {
			...first,
			affected: true,
			strata: first.strata.map((one) => ({ ...one, verdict: "invalid" as const })),
		};
		const [found] = judgeClaims([claim], [failed, ...others], { thresholdPct: 5 });
		expect(found?.reasons).toContainEqual({ kind: "scope-missing", scenarios: [first.id] });
	});

	test("at the smoke scale, and where nothing was timed", () => {
		expect(judged({ smoke: true })?.reasons).toContainEqual({ kind: "smoke-scale" });
		expect(judged({ mode: "counters" })?.reasons).toContainEqual({ kind: "not-timed" });
	});
});
