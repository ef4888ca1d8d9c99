import type { Evidence, PlanStep, StratumRecord } from "../record/schema.ts";
import { formatMs, formatNumber } from "./format.ts";

/** One line of a before/after comparison. */
export interface EvidenceRow {
	readonly label: string;
	readonly before: string;
	readonly after: string;
	readonly differs: boolean;
}

/** A step of a plan in one line: "ledgerEntries: ref by idx_ledger_entries_account_id, about 38 rows". */
function describeStep(step: PlanStep): string {
	const key = step.key === null ? "no key" : `by ${step.key}`;
	const rows = step.rows === null ? "" : `, about ${formatNumber(step.rows)} rows`;
	const extra = step.extra === undefined || step.extra === "" ? "" : ` (${step.extra})`;
	return `${step.table}: ${step.access}, ${key}${rows}${extra}`;
}

/** Both plans side by side, step by step in the order the server joins. */
export function planRows({ before, after }: Pick<StratumRecord, "before" | "after">): readonly EvidenceRow[] {
	const steps = Math.max(before.plan.length, after.plan.length);
	return Array.from({ length: steps }, (_, at) => {
		const [was, is] = [before.plan[at], after.plan[at]];
		return row(
			`plan, step ${at + 1}`,
			was ? describeStep(was) : "none",
			is ? describeStep(is) : "none",
			samePath(was, is),
		);
	});
}

/** What both arms read, counter by counter; the rows that are zero or untold in both are left out. */
export function counterRows({ before, after }: Pick<StratumRecord, "before" | "after">): readonly EvidenceRow[] {
	const names = [...new Set([...Object.keys(before.handlers), ...Object.keys(after.handlers)])].sort();
	return [
		counterRow("rows examined", before.rowsExamined, after.rowsExamined),
		counterRow("page reads", before.pageReads, after.pageReads),
		...names.map((name) => counterRow(name, before.handlers[name] ?? 0, after.handlers[name] ?? 0)),
		counterRow("rows returned", before.resultRows, after.resultRows),
	].filter(({ before: was, after: is }) => !((was === "0" || was === "n/a") && was === is));
}

/** The latencies of both arms. */
export function latencyRows({ before, after }: Pick<StratumRecord, "before" | "after">): readonly EvidenceRow[] {
	return (["p50", "p95", "p99", "mean"] as const)
		.filter((name) => before[name] !== undefined || after[name] !== undefined)
		.map((name) => row(name, formatMs(before[name]), formatMs(after[name])));
}

/** Whether both arms returned the same result. */
export function sameResult(before: Evidence, after: Evidence): boolean {
	return before.digest === after.digest && before.resultRows === after.resultRows;
}

function samePath(was: PlanStep | undefined, is: PlanStep | undefined): boolean {
	return was?.table === is?.table && was?.access === is?.access && was?.key === is?.key;
}

function counterRow(label: string, before: number | null, after: number | null): EvidenceRow {
	const shown = (count: number | null): string => (count === null ? "n/a" : formatNumber(count));
	return row(label, shown(before), shown(after));
}

function row(label: string, before: string, after: string, same = before === after): EvidenceRow {
	return { label, before, after, differs: !same };
}
