import { expect, test } from "vitest";
import type { Evidence } from "../record/schema.ts";
import type { Work } from "../record/work.ts";
import { openHarmOf } from "./open-harm.ts";

const evidence = (key: string, work: Work): Evidence => ({
	plan: [{ table: "t", access: "ref", key, rows: 1 }],
	handlers: { Handler_read_next: 1 },
	rowsExamined: 1,
	pageReads: 1000,
	digest: "same",
	resultRows: 1,
	work,
});
const arms = (before: Work, after: Work) => ({ before: evidence("a", before), after: evidence("b", after) });

test.each<[string, Work, Work, number | undefined]>([
	["work that surely is less", { parts: { page: [1000, 0.3, 0.5] } }, { parts: { page: [300, 0.3, 0.5] } }, undefined],
	["work that surely is more", { parts: { page: [300, 0.3, 0.5] } }, { parts: { page: [1000, 0.3, 0.5] } }, undefined],
	[
		"work that may be less and more",
		{ parts: { "scanned-row": [5000, 0.1, 0.3] } },
		{ parts: { page: [2000, 0.3, 0.5] } },
		// Twice at the worst prices, and 100 us of planning beside 866 us of work.
		2 + 100 / Math.sqrt(500 * 1500),
	],
	[
		"little work that is the same by another plan, for planning alone",
		{ parts: { page: [1000, 0.4, 0.4] } },
		{ parts: { page: [1000, 0.4, 0.4] } },
		1.25,
	],
	["work that is unknown", { parts: {}, unknown: ["full-text"] }, { parts: {} }, Number.POSITIVE_INFINITY],
])("%s may be worse by so much", (_, before, after, worst) => {
	const found = openHarmOf(arms(before, after));
	if (worst === undefined || !Number.isFinite(worst)) expect(found).toBe(worst);
	else expect(found).toBeCloseTo(worst, 5);
});
