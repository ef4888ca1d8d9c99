import { expect, test } from "vitest";
import { sampleCurve } from "../fixtures/sample-curve.ts";
import { sampleRecord } from "../fixtures/sample-record.ts";
import { renderMarkdown } from "../markdown/markdown-report.ts";
import { growthSection } from "./growth-section.ts";
import { studySections } from "./sections.ts";

test("a run that made a curve tells how each index grows, and where the charts are", () => {
	const curve = sampleCurve();
	const { lead, tables, notes } = growthSection(curve);
	expect(lead).toContain(`over ${curve.sizes.length} sizes`);
	const [table] = tables;
	expect(table?.rows).toHaveLength(curve.indexes.flatMap(({ curves }) => curves).length);
	for (const row of table?.rows ?? []) expect(row).toHaveLength(table?.titles.length ?? 0);
	expect(table?.rows[0]?.[4]).toMatch(/^faster (at every size|from)/);
	expect(notes.join("\n")).toContain("curve/curve.md");
	expect(notes.join("\n")).toContain("Sizes: x0.03");
});

test("a curve that ended early says so, also where no size was finished", () => {
	const early = { status: "interrupted" as const, failure: "Interrupted." };
	expect(growthSection({ ...sampleCurve(), ...early }).lead).toContain("(interrupted; 5 were planned)");
	const none = growthSection({ ...sampleCurve(), ...early, sizes: [], indexes: [] });
	expect(none.tables).toEqual([]);
	expect(none.notes.join("\n")).toContain("The curve is interrupted: Interrupted.");
	expect(none.notes.join("\n")).not.toContain("Sizes:");
});

test("the section is last, and there only where the record holds a curve", () => {
	const record = sampleRecord({ strata: 3 });
	const ids = (curve: object) => studySections({ ...record, ...curve }).map(({ id }) => id);
	expect(ids({})).not.toContain("growth");
	expect(ids({ curve: sampleCurve() }).at(-1)).toBe("growth");
	expect(renderMarkdown({ ...record, curve: sampleCurve() }, "completion")).toContain("## Growth with size");
});
