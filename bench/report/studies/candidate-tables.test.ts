import { expect, test } from "vitest";
import type { AttributionCandidate } from "../../record/studies/attribution.ts";
import { charging } from "../fixtures/sample-attribution.ts";
import { candidateNotes } from "./candidate-tables.ts";

type Told = Pick<AttributionCandidate, "worseInPlace" | "openInPlace">;

/** The note on a candidate in the place of an index. */
function noteOf(told: Told): string | undefined {
	const candidate: AttributionCandidate = {
		name: "idx_owner_state",
		table: "parcels",
		columns: ["owner", "state"],
		buildSeconds: 1,
		bytes: 1,
		text: "parcels(owner, state)",
		effects: [],
		untouched: [],
		replaces: ["idx_owner"],
		...told,
	};
	const notes = candidateNotes({ ...charging("idx_owner", "a", "any"), candidates: [candidate] });
	return notes.find((note) => note.includes("covers"));
}
const of = (scenario: string) => ({ scenario, stratum: "any" });

test("an index could be left out only where every stratum is known to be no worse with the candidate in its place", () => {
	expect(noteOf({ worseInPlace: [], openInPlace: [] })).toBe(
		"parcels(owner, state) covers idx_owner; in its place nothing is slower or does decisively more work, so idx_owner could be left out.",
	);
	const told: readonly Told[] = [
		{ worseInPlace: [], openInPlace: [of("b")] },
		{ worseInPlace: [{ ...of("b"), factor: null, why: "given-up" }], openInPlace: [] },
		{ worseInPlace: [{ ...of("b"), factor: 0.8, why: "slower" }], openInPlace: [] },
		{ worseInPlace: [] },
	];
	for (const note of told.map(noteOf)) expect(note).not.toContain("so idx_owner could be left out");
});

test("what is worse in its place is said by how it is known, then what is open", () => {
	const worseInPlace: Told["worseInPlace"] = [
		{ ...of("a"), factor: null, why: "given-up" },
		{ ...of("b"), factor: 0.3 },
		{ ...of("c"), factor: 0.8, why: "slower" },
		{ ...of("d"), factor: 0.4, why: "more-work" },
	];
	expect(noteOf({ worseInPlace, openInPlace: [of("e")] })).toBe(
		"parcels(owner, state) covers idx_owner; in its place b any, d any would do decisively more work, c any would be slower, a any would take longer than the query timeout; of e any it is open.",
	);
	expect(noteOf({ worseInPlace: [], openInPlace: [of("e"), of("f")] })).toBe(
		"parcels(owner, state) covers idx_owner; whether idx_owner could be left out is open, since e any, f any may be worse without it.",
	);
});
