import Table from "cli-table3";
import type { RunRecord } from "../record/schema.ts";
import { printableLine } from "../report/printable.ts";
import type { Comparison } from "./compare-records.ts";

/** The comparison as text: what is worse first, then what merely differs. */
export function renderComparison(base: RunRecord, head: RunRecord, { caveats, differences }: Comparison): string {
	const lines = [
		`base ${base.runId}`,
		`head ${head.runId}`,
		"Ratios and counters are compared; times of different runs are not, since machines differ from day to day.",
		...caveats,
		"",
	];
	if (differences.length === 0) return `${lines.join("\n")}No difference in plans, work, verdicts, ratios or costs.\n`;
	const table = new Table({ head: ["", "what", "base", "head"], style: { head: [], border: [] }, wordWrap: true });
	for (const { subject, what, base: from, head: to, worse } of differences.toSorted(
		(a, b) => Number(b.worse) - Number(a.worse),
	)) {
		table.push([printableLine(subject), worse ? `${what}, worse` : what, printableLine(from), printableLine(to)]);
	}
	const worse = differences.filter((difference) => difference.worse).length;
	return `${lines.join("\n")}${table.toString()}\n${differences.length} differences, ${worse} of them worse.\n`;
}
