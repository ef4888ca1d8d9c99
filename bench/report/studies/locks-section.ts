import type { Concurrency, ConcurrencySlice, HeldLocks } from "../../record/studies/locks.ts";
import type { Studies } from "../../record/studies/schema.ts";
import { formatMs, formatNumber } from "../format.ts";
import { timesWithInterval } from "./interval-cells.ts";
import type { ReportSection, ReportTable } from "./section.ts";

type Locks = Studies["locks"];

/** What statements lock without and with the indexes, and what concurrent writers make of it. */
export function locksSection(found: Locks): ReportSection {
	const { held, concurrency, isolation } = found;
	const unreadable = held.some(({ statements }) => statements.some(({ absent }) => absent === null));
	return {
		id: "locks",
		title: "Locks",
		lead: [heldLead(held), concurrencyLead(concurrency)].filter((sentence) => sentence !== "").join(" "),
		tables: [heldTable(held), ...(concurrency.length === 0 ? [] : [concurrencyTable(concurrency)])],
		notes: [
			`Isolation level ${isolation}. Record locks are counted in performance_schema.data_locks after each statement of an open transaction, which is then rolled back: exact, and the same in every run. A scan of a whole table locks some more records than the table has rows: one on each page stands for the gap behind its last row.`,
			...(unreadable
				? ["The user may not read performance_schema.data_locks, so nothing is known of the locks held."]
				: []),
			"Concurrent sessions work on copies of the tables for slices of the same length in both states, in random order; halfway the copies swap roles. The factor is the throughput with the indexes over that without (Hodges-Lehmann over the rounds, 95 %). What the server rolls back is not tried again and does not count as done.",
			"Lock waits and their time are the server's own counters; time is that of all sessions together.",
		],
	};
}

function heldLead(held: readonly HeldLocks[]): string {
	const most = held
		.map(({ title, statements }) => ({ title, end: statements.at(-1) }))
		.toSorted((a, b) => (b.end?.absent ?? 0) - (a.end?.absent ?? 0))[0];
	if (most?.end === undefined || most.end.absent === null || most.end.present === null) return "";
	return `"${most.title}" locks ${formatNumber(most.end.absent)} records without its index and ${formatNumber(most.end.present)} with it.`;
}

function concurrencyLead(concurrency: readonly Concurrency[]): string {
	const [most] = concurrency.toSorted((a, b) => b.throughput.factor - a.throughput.factor);
	if (most === undefined) return "";
	const total = (count: (slice: ConcurrencySlice) => number) =>
		(["absent", "present"] as const).map((state) =>
			concurrency.flatMap(({ rounds }) => rounds).reduce((sum, round) => sum + count(round[state]), 0),
		);
	const [without = 0, present = 0] = total(({ deadlocks }) => deadlocks);
	return `Throughput gains most for "${most.title}" by ${formatNumber(most.sessions)} at once: ${timesWithInterval(most.throughput)}. Deadlocks in all: ${formatNumber(without)} without the indexes, ${formatNumber(present)} with them.`;
}

function heldTable(held: readonly HeldLocks[]): ReportTable {
	return {
		caption: "Record locks held after each statement of one execution",
		titles: ["Write", "Table", "Statement", "without:", "with:"],
		rows: held.flatMap(({ title, tables, statements }) =>
			statements.map(({ sql, absent, present }) => [
				title,
				tables.map(({ table, rows }) => `${table} (${formatNumber(rows)} rows)`).join(", "),
				shortened(sql),
				countCell(absent),
				countCell(present),
			]),
		),
		code: [2],
	};
}

/** The columns of a select say nothing about locks. */
function shortened(sql: string): string {
	const brief = sql.replace(/^select .*? from /i, "select ... from ").replace(/^(insert into `[^`]+`).*$/i, "$1 ...");
	return brief.length > 160 ? `${brief.slice(0, 160)} ...` : brief;
}

function countCell(count: number | null): string {
	return count === null ? "n/a" : formatNumber(count);
}

function concurrencyTable(concurrency: readonly Concurrency[]): ReportTable {
	return {
		caption: "Several sessions at once, without → with",
		titles: [
			"Write",
			"sessions:",
			"done per second:",
			"throughput:",
			"lock waits:",
			"waited:",
			"deadlocks:",
			"given up:",
		],
		rows: concurrency.map(({ title, sessions, rounds, throughput }) => {
			const sum = (state: "absent" | "present", value: (slice: ConcurrencySlice) => number) =>
				rounds.reduce((total, round) => total + value(round[state]), 0);
			const both = (show: (state: "absent" | "present") => string) => `${show("absent")} → ${show("present")}`;
			const counted = (value: (slice: ConcurrencySlice) => number) => both((state) => formatNumber(sum(state, value)));
			return [
				title,
				formatNumber(sessions),
				both((state) => formatNumber(sum(state, ({ done }) => done) / sum(state, ({ seconds }) => seconds))),
				timesWithInterval(throughput),
				counted(({ waits }) => waits),
				both((state) => formatMs(sum(state, ({ waitMs }) => waitMs))),
				counted(({ deadlocks }) => deadlocks),
				counted(({ timeouts }) => timeouts),
			];
		}),
	};
}
