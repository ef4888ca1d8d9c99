import type { RunRecord } from "../../record/schema.ts";
import { attributionSection } from "./attribution-section.ts";
import { breakEvenSection, hasBreakEven } from "./break-even-section.ts";
import { concentrationSection } from "./concentration-section.ts";
import { footprintSection } from "./footprint-section.ts";
import { loadSection } from "./load-section.ts";
import { locksSection } from "./locks-section.ts";
import { memorySection } from "./memory-section.ts";
import type { ReportSection } from "./section.ts";
import { weighingSection } from "./weighing-section.ts";
import { writeCostSection } from "./write-cost-section.ts";

/** One section per study that the record holds, in the order in which a reader wants them. */
export function studySections(record: RunRecord): readonly ReportSection[] {
	const { studies = {}, concentration } = record;
	const { attribution, footprint, memory, load, writes, locks } = studies;
	const paid = record.indexes.filter(hasBreakEven);
	return [
		...(record.claims.length === 0 ? [] : [weighingSection(record.claims)]),
		...(concentration === undefined ? [] : [concentrationSection(concentration)]),
		...(attribution === undefined ? [] : [attributionSection(attribution, record)]),
		...(footprint === undefined ? [] : [footprintSection(footprint)]),
		...(writes === undefined || writes.writes.length === 0 ? [] : [writeCostSection(writes)]),
		...(paid.length === 0 ? [] : [breakEvenSection(paid)]),
		...(locks === undefined || locks.held.length === 0 ? [] : [locksSection(locks)]),
		...(memory === undefined ? [] : [memorySection(memory)]),
		...(load === undefined ? [] : [loadSection(load)]),
	];
}
