import type { CurveRecord } from "../../record/curve/schema.ts";
import {
	curveHeadline,
	curveName,
	curveNotes,
	fromText,
	GROWTH_NOTE,
	growthText,
	indexSentence,
	PAYS_NOTE,
	rowsText,
} from "../curve/curve-words.ts";
import { printableLine } from "../printable.ts";
import type { ReportSection } from "./section.ts";

/** How what the indexes do grows with the data; every size and a chart per index are in the curve's own report. */
export function growthSection(curve: CurveRecord): ReportSection {
	const rows = curve.indexes.flatMap(({ name, curves }) =>
		curves.map((found) => [
			printableLine(name),
			curveName(found),
			...[found.growth?.before, found.growth?.after].map((fit) => (fit === undefined ? "n/a" : growthText(fit))),
			fromText(found),
		]),
	);
	const sizes = curve.sizes.map((size) => `${printableLine(size.scale)} (${rowsText(size.rows)} rows)`).join(", ");
	return {
		id: "growth",
		title: "Growth with size",
		lead: curveHeadline(curve),
		tables:
			rows.length === 0 ? [] : [{ titles: ["Index", "Scenario", "Grows without:", "With:", "Is"], code: [0], rows }],
		notes: [
			...curve.indexes.map(indexSentence),
			...(sizes === "" ? [] : [`Sizes: ${sizes}.`]),
			...curveNotes(curve),
			GROWTH_NOTE,
			PAYS_NOTE,
			"Every size, and a chart per index: curve/curve.html and curve/curve.md beside this report.",
		],
	};
}
