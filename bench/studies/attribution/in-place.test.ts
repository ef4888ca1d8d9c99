import { expect, test } from "vitest";
import { NO_EVIDENCE } from "../../measure/survey.ts";
import type { Evidence } from "../../record/schema.ts";
import type { AttributionTimed } from "../../record/studies/attribution.ts";
import { judgeInPlace } from "./in-place.ts";

const by = (key: string, work: Partial<Evidence> = {}): Evidence => ({
	...NO_EVIDENCE,
	plan: [{ table: "t", access: "ref", key, rows: 1 }],
	handlers: { Handler_read_next: 1000 },
	rowsExamined: 1000,
	pageReads: 1000,
	...work,
});
const now = by("idx_owner");
const alike = by("idx_owner_state", { rowsExamined: 1100, handlers: { Handler_read_next: 1100 } });
const untold = { ...alike, pageReads: null };
const givenUp: Evidence = { ...NO_EVIDENCE, plan: alike.plan, timedOutSeconds: 60 };
/** As many rows in the same way through another key, and some pages more. */
const otherKey: Evidence = { ...now, plan: alike.plan, pageReads: 1040 };
const THRESHOLD_PCT = 5;
const timed = (
	verdict: AttributionTimed["verdict"],
	ci: AttributionTimed["change"]["ci"] = [-20, 20],
): AttributionTimed => ({
	reference: "all",
	pairs: [],
	p50: [1, 1],
	change: { reductionPct: 0, ci, level: 0.95, factor: 1, p: 1, pAdjusted: 1, pairs: 8, method: "by hand" },
	verdict,
});

test.each([
	["a query given up in place", now, givenUp, undefined, "given-up"],
	["one given up in place that was near the timeout before", { ...now, secondsTaken: 40 }, givenUp, undefined, "open"],
	["one given up either way", { ...givenUp, plan: now.plan }, givenUp, undefined, "open"],
	["one that is given up no more", { ...givenUp, plan: now.plan }, alike, undefined, "fine"],
	["less than twice the work that takes longer", now, alike, timed("slower"), "slower"],
	["less than twice the work in no more time", now, alike, timed("no-change"), "fine"],
	["less than twice the work that the clock left open", now, alike, timed("unresolved"), "open"],
	["work that may be less, and is slower by the threshold at no end", now, alike, timed("unresolved", [-4, 9]), "fine"],
	["as much work by the same way, of which the clock tells nothing", now, otherKey, timed("unresolved"), "fine"],
	["as much work by the same way that takes a little longer", now, otherKey, timed("unresolved", [-9, -1]), "open"],
	[
		"as much work for the first key, and another way for the next",
		{ ...now, keyPlans: [[{ table: "t", access: "ref", key: "idx_owner", rows: 1 }]] },
		{ ...otherKey, keyPlans: [[{ table: "t", access: "ALL", key: null, rows: 1 }]] },
		undefined,
		"open",
	],
	["less than twice the work with another plan and no clock", now, alike, undefined, "open"],
	["a server that tells no page reads", { ...now, pageReads: null }, untold, undefined, "open"],
	["one that tells none where the clock decides", { ...now, pageReads: null }, untold, timed("faster"), "fine"],
	["twice the work", now, by("idx_state", { rowsExamined: 5000, pageReads: 5000 }), undefined, "more-work"],
	[
		"half the work that takes longer",
		by("idx_state", { rowsExamined: 5000, pageReads: 5000 }),
		now,
		timed("slower"),
		"slower",
	],
	["half the work", by("idx_state", { rowsExamined: 5000, pageReads: 5000 }), now, undefined, "fine"],
	["the same plan and work", now, by("idx_owner"), undefined, "fine"],
])("in the place of an index, %s is judged for what is known", (_, before, inPlace, clock, outcome) => {
	expect(judgeInPlace(before, inPlace, clock, THRESHOLD_PCT)).toBe(outcome);
});
