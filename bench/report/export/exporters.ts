import type { RunRecord } from "../../record/schema.ts";
import { bencherMetrics } from "./bencher.ts";
import { smallerIsBetter } from "./github-action-benchmark.ts";

/** Formats of benchmark trackers, each a pure function from the record to the file's text. */
const EXPORTERS = {
	"github-action-benchmark": smallerIsBetter,
	bencher: bencherMetrics,
} as const satisfies Record<string, (record: RunRecord) => string>;

export type ExportFormat = keyof typeof EXPORTERS;

export const EXPORT_FORMATS = Object.keys(EXPORTERS) as readonly ExportFormat[];

export interface ExportTarget {
	readonly format: ExportFormat;
	readonly file: string;
}

/** "bencher=ratios.json" as format and file; undefined when it is no such thing. */
export function parseExport(text: string): ExportTarget | undefined {
	const [name, ...rest] = text.split("=");
	const file = rest.join("=");
	const format = EXPORT_FORMATS.find((known) => known === name);
	return format === undefined || file === "" ? undefined : { format, file };
}

/** The record as text in a tracker's format; ends with a line break. */
export function exportRecord(record: RunRecord, format: ExportFormat): string {
	return EXPORTERS[format](record);
}
