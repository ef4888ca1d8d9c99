import type { Evidence } from "../record/schema.ts";
import type { UnknownWork, Work } from "../record/work.ts";

/**
 * Microseconds of a unit where nothing was calibrated: wide enough for rows with and without a condition to check, on
 * any server that is in use. Their sources are in docs/method.md.
 */
const UNCALIBRATED = {
	page: [0.25, 0.65],
	"scanned-row": [0.08, 0.3],
	"index-entry": [0.06, 0.3],
	"backward-entry": [0.06, 0.4],
	lookup: [0.05, 0.6],
	"position-read": [0.1, 1],
	"temporary-write": [0.05, 0.4],
} as const;

const COUNTERS = {
	"scanned-row": "Handler_read_rnd_next",
	"index-entry": "Handler_read_next",
	"backward-entry": "Handler_read_prev",
	lookup: "Handler_read_key",
	"position-read": "Handler_read_rnd",
	"temporary-write": "Handler_write",
} as const;

/** What EXPLAIN says beside a table whose rows do not all pass the counters, or cost more than a counter shows. */
const HIDES_WORK =
	/index condition|join buffer|filesort|temporary|Range checked|group-by \(scanning\)|MRR|optimized away/;

/** The work of rows and pages that counters alone show, for evidence that was taken without the executed tree. */
export function countedWork(evidence: Evidence): Work {
	const { handlers, pageReads, plan, rowsExamined } = evidence;
	const counts: Partial<Record<keyof typeof UNCALIBRATED, number>> = {
		page: pageReads ?? 0,
	};
	for (const [kind, name] of Object.entries(COUNTERS)) counts[kind as keyof typeof COUNTERS] = handlers[name] ?? 0;
	const reads = Object.entries(handlers)
		.filter(([name]) => name.startsWith("Handler_read_"))
		.reduce((sum, [, value]) => sum + value, 0);
	// Rows that the engine hands on without a call of its own: a count of a later server, or handmade evidence.
	counts["scanned-row"] = (counts["scanned-row"] ?? 0) + Math.max(0, (rowsExamined ?? 0) - reads);
	const parts: Work["parts"] = {};
	for (const [kind, count] of Object.entries(counts)) {
		const [low, high] = UNCALIBRATED[kind as keyof typeof UNCALIBRATED];
		if (count > 0) parts[kind as keyof typeof UNCALIBRATED] = [count, low, high];
	}
	const unknown: UnknownWork[] = [];
	if (pageReads === null || plan.some(({ extra = "" }) => HIDES_WORK.test(extra))) unknown.push("not-told");
	return unknown.length === 0 ? { parts } : { parts, unknown };
}
