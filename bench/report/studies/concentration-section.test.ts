import { expect, test } from "vitest";
import { judgeConcentration } from "../../judge/judge-concentration.ts";
import { sampleRecord } from "../fixtures/sample-record.ts";
import { concentrationSection } from "./concentration-section.ts";

test("the section says the part, its interval, the verdict, and why indexes alone cannot be judged", () => {
	const { scenarios, indexes } = sampleRecord();
	const claim = { statement: "The top 3 give 80 %.", source: "a test", top: 3, sharePct: 80 };
	const judged = judgeConcentration(claim, scenarios, indexes.slice(0, 3));
	if (judged === undefined) throw new Error("the sample was timed");
	const { lead, tables, notes } = concentrationSection(judged);
	expect(lead).toMatch(
		/^Of \d+ scenarios that gained, the 3 that gain most bring [\d.]+ % \[[\d.]+, [\d.]+\] of the time saved, by stated weights: “The top 3 give 80 %” holds\./,
	);
	expect(tables.map(({ titles }) => titles[0])).toEqual(["Weights", "Scenario", "Index", "Scenario", "Index"]);
	for (const { titles, rows } of tables) expect(rows.every((row) => row.length === titles.length)).toBe(true);
	expect(notes.join(" ")).toContain("Of 3 indexes under test the top 3 are all");
});
