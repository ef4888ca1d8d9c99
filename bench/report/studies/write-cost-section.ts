import type { Studies } from "../../record/studies/schema.ts";
import type { WriteRecord } from "../../record/studies/writes.ts";
import { formatCount, formatMs, formatNumber, formatPctInterval, formatSignedPct } from "../format.ts";
import { withInterval } from "./interval-cells.ts";
import type { ReportSection, ReportTable } from "./section.ts";

type WriteCosts = Studies["writes"];

/** What every write pays for the indexes, or gains where it finds its rows through one. */
export function writeCostSection(found: WriteCosts): ReportSection {
	const { writes, tables, durability } = found;
	return {
		id: "write-cost",
		title: "Write cost",
		lead: leadOf(writes),
		tables: [timeTable(writes), workTable(writes)],
		notes: [
			`Each write ran on two copies of its tables, one with the indexes present and one without, in pairs of random order; halfway the copies swapped roles, so that a difference between them cancels out. Copied: ${tables.map(copied).join(", ")}.`,
			"The change is a Hodges-Lehmann estimate with its 95 % signed-rank interval, positive where the write gets slower; a time is that of one execution with its commits, as the client sees it, and undoing it is not timed. Intervals are not adjusted for the number of writes.",
			"All copies held the same rows before and after, by row count and CRC-32 sum, and so did the originals.",
			`A commit costs what the server's settings make it: ${Object.entries(durability)
				.map(([name, value]) => `${name}=${value}`)
				.join(", ")}.`,
			"Rows are InnoDB's own counts while nothing else used the server, the same in every run. Page changes are Innodb_buffer_pool_write_requests, which counts a change of a page in memory, undo pages among them, each time and not each page once, and no write to disk; redo log is how far its sequence number moved, with the log's own framing. Both are the lesser of two countings of the same executions, per execution; they differ by a few percent between runs, and by more where the server works in the background or a page happens to split.",
			...(writes.some(({ absent }) => absent.pageWrites === null)
				? ["The server does not tell its page changes."]
				: []),
		],
	};
}

function copied({ table, rows, ofRows }: WriteCosts["tables"][number]): string {
	return rows === ofRows
		? `${table} (all ${formatNumber(rows)} rows)`
		: `${table} (${formatNumber(rows)} of ${formatNumber(ofRows)} rows in evenly spread blocks; --full copies all)`;
}

function leadOf(writes: readonly WriteRecord[]): string {
	const inserts = writes.filter(({ kind }) => kind === "insert").toSorted((a, b) => a.change.pct - b.change.pct);
	const [least, most] = [inserts[0], inserts.at(-1)];
	const searching = writes.filter(({ searches, change }) => searches.length > 0 && change.ci[1] < 0);
	return [
		least === undefined || most === undefined
			? ""
			: inserts.length === 1
				? `With its index present, the time of an insert changes by ${changeCell(least)} (${least.id}).`
				: `With its index present, the time of an insert changes by ${changeCell(least)} (${least.id}) to ${changeCell(most)} (${most.id}).`,
		searching.length === 0
			? ""
			: `${formatCount(searching.length, "write")} ${searching.length === 1 ? "gets" : "get"} faster, since an index finds the rows: ${searching.map(({ id }) => id).join(", ")}.`,
	]
		.filter((sentence) => sentence !== "")
		.join(" ");
}

function changeCell({ change }: WriteRecord): string {
	return `${formatSignedPct(change.pct)} ${formatPctInterval(change.ci)}`;
}

function timeTable(writes: readonly WriteRecord[]): ReportTable {
	return {
		caption: "Time of one execution",
		titles: ["Write", "Indexes", "without:", "with:", "change:", "more per execution:", "as either copy:", "pairs:"],
		rows: writes.map((write) => [
			write.title,
			[...new Set([...write.maintains, ...write.searches])].join(", "),
			formatMs(write.absent.p50),
			formatMs(write.present.p50),
			changeCell(write),
			withInterval(write.change.extraMs, write.change.extraMsCi, formatMs),
			write.change.pctBySide.map((pct) => formatSignedPct(pct)).join(", "),
			formatNumber(write.pairs.length),
		]),
		code: [1],
	};
}

function workTable(writes: readonly WriteRecord[]): ReportTable {
	const both = (write: WriteRecord, value: (arm: WriteRecord["absent"]) => number | null) =>
		[write.absent, write.present].map((arm) => perExecution(value(arm))).join(" → ");
	return {
		caption: "Work of one execution, without → with: rows exactly, page changes and redo log approximately",
		titles: ["Write", "rows written:", "rows read:", "page changes, about:", "bytes of redo log, about:"],
		rows: writes.map((write) => [
			write.title,
			both(write, (arm) => arm.rowsWritten),
			both(write, (arm) => arm.rowsRead),
			both(write, (arm) => arm.pageWrites),
			both(write, (arm) => arm.redoBytes),
		]),
	};
}

function perExecution(value: number | null): string {
	if (value === null) return "n/a";
	return formatNumber(value, Number.isInteger(value) || value >= 100 ? 0 : 1);
}
