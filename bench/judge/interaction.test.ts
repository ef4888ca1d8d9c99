import { expect, test } from "vitest";
import type { Evidence } from "../record/schema.ts";
import { interactionOf } from "./interaction.ts";

/** Evidence of so much work, each amount with a plan of its own. */
const work = (rows: number): Evidence => ({
	plan: [{ table: "t", access: "ref", key: `k${rows}`, rows }],
	handlers: { Handler_read_next: rows },
	rowsExamined: rows,
	pageReads: 0,
	digest: "same",
	resultRows: 1,
});
const of = (none: number, first: number, second: number, both: number) =>
	interactionOf({ none: work(none), first: work(first), second: work(second), both: work(both) });

test.each([
	["each helps and both do no more than one", [1000, 10, 12, 10], "either-will-do"],
	["neither helps alone", [1000, 1000, 1000, 10], "only-together"],
	["one is worse alone and yet both help", [1000, 3000, 1000, 10], "only-together"],
	["both help more than the better one", [1000, 100, 300, 10], "more-together"],
	["the second undoes what the first gains", [1000, 10, 1000, 1000], "in-the-way"],
	["neither costs alone what both cost", [1000, 1000, 1000, 5000], "worse-together"],
	["only one of them matters", [1000, 10, 1000, 10], undefined],
	["only one of them matters, and it costs", [1000, 1000, 5000, 5000], undefined],
	["neither matters", [1000, 1000, 1000, 1000], undefined],
] as const)("two indexes of which %s are told so", (_, [none, first, second, both], kind) => {
	expect(of(none, first, second, both)).toBe(kind);
	expect(of(none, second, first, both)).toBe(kind);
});
