import type { RunRecord } from "../../record/schema.ts";
import { countsOnly } from "../counters-wording.ts";
import { attributionSection } from "./attribution-section.ts";
import { breakEvenSection, hasBreakEven } from "./break-even-section.ts";
import { concentrationSection } from "./concentration-section.ts";
import { footprintSection } from "./footprint-section.ts";
import { growthSection } from "./growth-section.ts";
import { loadSection } from "./load-section.ts";
import { locksSection } from "./locks-section.ts";
import { memorySection } from "./memory-section.ts";
import type { ReportSection } from "./section.ts";
import { weighingSection } from "./weighing-section.ts";
import { writeCostSection } from "./write-cost-section.ts";

/** One section per study that the record holds, in the order in which a reader wants them. */
export function studySections(record: RunRecord): readonly ReportSection[] {
	const { studies = {}, concentration, curve } = record;
	const { attribution, footprint, memory, load, writes, locks } = studies;
	const paid = record.indexes.filter(hasBreakEven);
	return [
		...(record.claims.length === 0 || countsOnly(record) ? [] : [weighingSection(record.claims)]),
		...(concentration === undefined ? [] : [concentrationSection(concentration)]),
		...(attribution === undefined ? [] : [withGivenUp(attributionSection(attribution, record), attribution)]),
		...(footprint === undefined ? [] : [withGivenUp(footprintSection(footprint), footprint)]),
		...(writes === undefined || isEmpty(writes.writes, writes) ? [] : [withGivenUp(writeCostSection(writes), writes)]),
		...(paid.length === 0 ? [] : [breakEvenSection(paid)]),
		...(locks === undefined || isEmpty(locks.held, locks) ? [] : [withGivenUp(locksSection(locks), locks)]),
		...(memory === undefined ? [] : [withGivenUp(memorySection(memory), memory)]),
		...(load === undefined ? [] : [withGivenUp(loadSection(load), load)]),
		...(curve === undefined ? [] : [growthSection(curve)]),
		...(record.studyFailures ?? []).map((failure) => failedSection(failure, studies)),
	];
}

/** A study's part of the record, as far as it tells of queries that were given up. */
interface Limited {
	readonly givenUp?: readonly string[] | undefined;
}

/** Nothing was asked for, or nothing came of it that is worth a section. */
function isEmpty(found: readonly unknown[], { givenUp = [] }: Limited): boolean {
	return found.length + givenUp.length === 0;
}

function withGivenUp(section: ReportSection, { givenUp = [] }: Limited): ReportSection {
	const told = givenUp.map((sentence) => `Given up, and so missing here: ${sentence}`);
	const lead = section.lead === "" ? "Nothing was found out: what was tried had to be given up." : section.lead;
	const tables = section.tables.filter(({ rows }) => told.length === 0 || rows.length > 0);
	return { ...section, lead, tables, notes: [...told, ...section.notes] };
}

type Failure = NonNullable<RunRecord["studyFailures"]>[number];

function failedSection({ study, title, reason }: Failure, studies: object): ReportSection {
	return {
		id: `${study}-failed`,
		title: `Failed: ${title}`,
		lead: Object.hasOwn(studies, study)
			? `What is told of this above answers other options or scenarios than the run was asked at last; making it again failed: ${reason}`
			: `This part of the run failed, so nothing is known of it: ${reason}`,
		tables: [],
		notes: [],
	};
}
