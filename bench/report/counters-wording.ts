import { DECISIVE_WORK_FACTOR, workFactor } from "../judge/work-change.ts";
import type { Evidence, RunRecord, StratumRecord } from "../record/schema.ts";
import { formatNumber } from "./format.ts";

/**
 * How a run that timed nothing (`--counters-only`) is told, in every report: by the work of one execution instead of its
 * time. Such a run has no pairs, no noise floor, no threshold and no observed claims, so nothing of those is shown.
 */

/** Whether the run judged by plans and counters alone. */
export function countsOnly(record: Pick<RunRecord, "mode">): boolean {
	return record.mode === "counters";
}

/** In place of the claims: they speak of time. */
export const COUNTERS_CLAIMS =
	"Nothing was timed, so no claim is judged: claims speak of time. Without --counters-only they are.";

/** In place of the line on design, pairs and noise floor. */
export function countersMethod({ clock }: Pick<RunRecord, "clock">): string {
	if (clock === undefined || clock.timed === 0) return `Nothing was timed: every query ${COUNTERS_METHOD}`;
	const timed = `Only what evidence leaves open was timed, for at most ${formatNumber(clock.limitSeconds)} s: ${formatNumber(clock.timed)} strata.`;
	return `${timed} Every query ${COUNTERS_METHOD}`;
}

const COUNTERS_METHOD = [
	"ran with the indexes absent and with them built, on one server and one copy of the data,",
	"and is judged by its plan and by the work of one execution: rows, index entries, pages, sorts and groups, each at what it costs on this server.",
	`Surely ${DECISIVE_WORK_FACTOR}x less work, at every plausible price, is faster, surely ${DECISIVE_WORK_FACTOR}x more is slower, the very same is no-change; all else only timing can tell, which is unresolved.`,
	"A few dozen page reads may be the server's own and decide nothing.",
	"A factor is work before divided by work after; it tells the direction, not how much time is saved.",
].join(" ");

/** The work of one execution in both arms, as tables show it; "n/a" where it is not known. */
export interface WorkCells {
	readonly rowsBefore: string;
	readonly rowsAfter: string;
	readonly pagesBefore: string;
	readonly pagesAfter: string;
	/** "3,862x less", "2.1x more", "the same". */
	readonly factor: string;
}

export function workCells({ before, after }: Pick<StratumRecord, "before" | "after">): WorkCells {
	const shown = (count: number | undefined): string => (count === undefined ? "n/a" : formatNumber(count));
	return {
		rowsBefore: shown(rowsOf(before)),
		rowsAfter: shown(rowsOf(after)),
		pagesBefore: shown(pagesOf(before)),
		pagesAfter: shown(pagesOf(after)),
		factor: formatWorkFactor(workFactor({ before, after })),
	};
}

/** "3,862x less", "2.1x more", "the same"; "n/a" of what is not known. */
export function formatWorkFactor(factor: number | undefined): string {
	if (factor === undefined) return "n/a";
	if (factor === 1) return "the same";
	const size = factor > 1 ? factor : 1 / factor;
	return `${formatNumber(size, size < 1.995 ? 2 : size < 9.95 ? 1 : 0)}x ${factor > 1 ? "less" : "more"}`;
}

/** The work of both arms as the sum it is: "6,000 + 150" rows and pages, and the factor between them. */
export function workSums(stratum: Pick<StratumRecord, "before" | "after">): {
	readonly before: string;
	readonly after: string;
	readonly factor: string;
} {
	const { rowsBefore, rowsAfter, pagesBefore, pagesAfter, factor } = workCells(stratum);
	return { before: `${rowsBefore} + ${pagesBefore}`, after: `${rowsAfter} + ${pagesAfter}`, factor };
}

/** "6,000 rows and 150 pages before, 2 rows and 6 pages after, 769x less work". */
export function describeWork(stratum: Pick<StratumRecord, "before" | "after">): string {
	const { rowsBefore, rowsAfter, pagesBefore, pagesAfter, factor } = workCells(stratum);
	return `${rowsBefore} rows and ${pagesBefore} pages before, ${rowsAfter} rows and ${pagesAfter} pages after, ${factor} work`;
}

/** Rows as the verdict counts them: examined, or what the handlers read where that is more. */
function rowsOf(evidence: Evidence): number | undefined {
	if (evidence.timedOutSeconds !== undefined) return undefined;
	const reads = Object.entries(evidence.handlers)
		.filter(([name]) => name.startsWith("Handler_read_"))
		.reduce((sum, [, value]) => sum + value, 0);
	return evidence.pageReads === null
		? (evidence.rowsExamined ?? undefined)
		: Math.max(evidence.rowsExamined ?? 0, reads);
}

function pagesOf(evidence: Evidence): number | undefined {
	return evidence.timedOutSeconds === undefined ? (evidence.pageReads ?? undefined) : undefined;
}
