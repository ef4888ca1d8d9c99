import { describe, expect, test } from "vitest";
import type { Candidate } from "../../schema/candidates/candidate.ts";
import { candidateId } from "../../schema/candidates/candidate.ts";
import { type Budgets, chooseAdditions, chooseDrops, inOrderOfGain, type Measuring } from "./choose.ts";

const candidate = (name: string, change: Candidate["change"] = "add"): Candidate => ({
	change,
	index: { name, table: "t", columns: name.split("_") },
	origins: [],
});

/** Queries, each with its work under the best of the candidates in force that serve it. */
interface World {
	readonly queries: readonly { readonly ms: number; readonly with: Readonly<Record<string, number>> }[];
	readonly bytes?: Readonly<Record<string, number>>;
	readonly writeMs?: number;
}

function measuringOf({ queries, bytes = {}, writeMs = 0 }: World): Measuring {
	const total = (inForce: ReadonlySet<Candidate>) => {
		const names = [...inForce].map(({ index }) => index.name);
		return queries.reduce(
			(sum, query) => sum + Math.min(query.ms, ...names.map((name) => query.with[name] ?? query.ms)),
			0,
		);
	};
	return {
		left: async (inForce) => total(inForce),
		marginal: async (inForce, one) => {
			const ms = total(inForce) - total(new Set([...inForce, one]));
			return { ms, low: ms * 0.8, high: ms * 1.2 };
		},
		interact: () => true,
		cost: ({ index }) => ({ bytes: bytes[index.name] ?? 100, writeMs }),
	};
}

async function chosen(world: World, names: readonly string[], budgets: Budgets = {}) {
	const measuring = measuringOf(world);
	const alone = new Map<Candidate, Awaited<ReturnType<Measuring["marginal"]>>>();
	for (const name of names) {
		const one = candidate(name);
		alone.set(one, await measuring.marginal(new Set(), one));
	}
	const { chosen, steps } = await chooseAdditions(alone, budgets, measuring);
	return { names: [...chosen].map(({ index }) => index.name), steps, chosen, measuring };
}

const SHOP: World = {
	queries: [
		{ ms: 1000, with: { a: 10, a_b: 9, c: 900 } },
		{ ms: 500, with: { a_b: 5 } },
		{ ms: 200, with: { c: 20 } },
	],
};

describe("the set", () => {
	test("takes what saves most first, and drops an earlier one that a longer one makes needless", async () => {
		const { names, steps } = await chosen(SHOP, ["a", "c", "a_b"]);
		expect(names).toEqual(["a_b", "c"]);
		expect(steps.map(({ beyond }) => beyond)).not.toContain("judge");
	});

	test("is the same whatever the order in which candidates are found", async () => {
		const one = await chosen(SHOP, ["a", "c", "a_b"]);
		const other = await chosen(SHOP, ["a_b", "a", "c"]);
		expect(one.names).toEqual(other.names);
		expect(one.steps).toEqual(other.steps);
	});

	test("has nothing that makes more work, and nothing that writes pay for", async () => {
		const harmful = { queries: [{ ms: 10, with: {} }] };
		expect((await chosen(harmful, ["a"])).names).toEqual([]);
		expect((await chosen({ ...SHOP, writeMs: 5000 }, ["a", "c", "a_b"])).names).toEqual([]);
	});

	test("ends where the next gain is below the noise, and tells what that would have been", async () => {
		const world = {
			queries: [
				{ ms: 1e6, with: {} },
				{ ms: 1000, with: { a: 1 } },
				{ ms: 1100, with: { c: 0 } },
			],
		};
		const { names, steps } = await chosen(world, ["a", "c"]);
		expect(names).toEqual(["c"]);
		expect(steps.find(({ candidate }) => candidate === "+t(a)")?.beyond).toBe("noise");
	});

	test("keeps to its budgets", async () => {
		expect((await chosen(SHOP, ["a", "c", "a_b"], { maxIndexes: 1 })).names).toEqual(["a_b"]);
		const sized = { ...SHOP, bytes: { a: 10, c: 10, a_b: 500 } };
		const { names, steps } = await chosen(sized, ["a", "c", "a_b"], { maxBytes: 50 });
		expect(names.toSorted()).toEqual(["a", "c"]);
		expect(steps.find(({ candidate }) => candidate === "+t(a, b)")?.beyond).toBe("bytes");
		expect((await chosen({ ...SHOP, writeMs: 10 }, ["a", "c", "a_b"], { maxWriteMs: 15 })).names).toHaveLength(1);
	});

	test("prefers the smaller index where both save nearly the same", async () => {
		const queries = [
			{ ms: 1000, with: { a: 10, a_b: 9 } },
			{ ms: 5000, with: {} },
		];
		const world = { queries, bytes: { a: 10, a_b: 20 } };
		expect((await chosen(world, ["a_b", "a"])).names).toEqual(["a"]);
	});

	test("does not let the noise of a page decide between two that are the same but for the order of their tail", async () => {
		const world = (noise: number): World => ({
			queries: [
				{ ms: 1000, with: { a_b_c: 10 + noise, a_c_b: 10 - noise } },
				{ ms: 5000, with: {} },
			],
			bytes: { a_b_c: 1000 + noise, a_c_b: 1000 - noise },
		});
		for (const noise of [-1, 0, 1]) expect((await chosen(world(noise), ["a_c_b", "a_b_c"])).names).toEqual(["a_b_c"]);
	});

	test("adds up to what it saves as a whole, in the order of gain", async () => {
		const { chosen: set, steps, measuring } = await chosen(SHOP, ["a", "c", "a_b"]);
		const ordered = await inOrderOfGain(set, steps, measuring);
		const sum = ordered.reduce((total, { saved }) => total + saved.ms, 0);
		expect(sum).toBeCloseTo(1700 - (await measuring.left(set)));
		expect(ordered[0]?.saved.ms).toBeGreaterThan(ordered[1]?.saved.ms ?? 0);
	});
});

describe("drops", () => {
	test("go only where nothing measured misses them", async () => {
		const needed = candidate("needed", "drop");
		const idle = candidate("idle", "drop");
		const measuring: Measuring = {
			left: async () => 100,
			marginal: async (_, one) => (one === needed ? { ms: -50, low: -60, high: -40 } : { ms: 0, low: 0, high: 0 }),
			interact: () => true,
			cost: () => ({ bytes: 100, writeMs: -1 }),
		};
		const { chosen } = await chooseDrops([needed, idle], new Set(), measuring);
		expect([...chosen].map(candidateId)).toEqual(["-t(idle)"]);
	});
});
