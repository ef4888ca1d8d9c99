import type { RunRecord } from "../../record/schema.ts";
import type { ReportSection } from "./section.ts";

/** One section per study that the record holds, in the order in which a reader wants them. */
export function studySections(_record: RunRecord): readonly ReportSection[] {
	return [];
}
