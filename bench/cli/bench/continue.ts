import { BenchError } from "../../../base/errors.ts";
import { curveFileAt, readCurve } from "../../record/curve/file.ts";
import type { CurveRecord } from "../../record/curve/schema.ts";
import { readRecord } from "../../record/file.ts";
import type { RunRecord } from "../../record/schema.ts";
import { runOfCurve } from "../../run/curve/curve-of-run.ts";
import type { Flag } from "../flags/flag.ts";
import { restoredValues, startedWith } from "../flags/options.ts";
import { parseUsage, type Surroundings } from "../flags/parse.ts";
import { BENCH_FLAGS, type BenchFlags } from "../flags/table.ts";

/** A run that is to be continued, and what it was started with. */
export interface Earlier {
	readonly path: string;
	readonly record: RunRecord | CurveRecord;
	/** Whether it is a scale curve of its own, and no run. */
	readonly isCurve: boolean;
	readonly started: BenchFlags;
	/** What is asked of it now: what it was started with, unless it is said otherwise. */
	readonly flags: BenchFlags;
}

/**
 * Reads what is to be continued; the curve of a full run is continued as the run that it is a part of.
 * @param argv the words after `bench`. @throws BenchError kind "usage".
 */
export async function readEarlier(
	resumed: string,
	argv: readonly string[],
	surroundings: Surroundings,
): Promise<Earlier> {
	const file = await curveFileAt(resumed);
	const run = file === undefined ? resumed : await runOfCurve(file);
	const record = await (run === undefined ? readCurve(resumed) : readRecord(run));
	if ("mergedFrom" in record && record.mergedFrom !== undefined) {
		throw new BenchError(
			"usage",
			`${resumed} cannot be continued: it was put together from ${record.mergedFrom.length} runs.`,
			"Continue the one that is not whole, and merge them again.",
		);
	}
	if (record.options === undefined) {
		throw new BenchError(
			"usage",
			`${resumed} cannot be continued: its record does not tell what it was asked.`,
			"Use the index-impact that wrote it, or measure again.",
		);
	}
	const restored = restoredValues(BENCH_FLAGS, record.options, resumed);
	const path = run ?? resumed;
	const flags = flagsOf(argv, { ...surroundings, restored });
	refuseOtherServer(resumed, record, flags, surroundings.environment);
	return {
		path,
		record,
		isCurve: run === undefined,
		started: startedWith(BENCH_FLAGS, restored, surroundings.home),
		flags: { ...flags, resume: path },
	};
}

/** A record keeps no URL, and a server that is found in its place would hold half of the run. */
function refuseOtherServer(
	resumed: string,
	record: RunRecord | CurveRecord,
	{ server, url }: BenchFlags,
	{ DATABASE_URL }: NodeJS.ProcessEnv,
): void {
	const mysql = record.environment?.mysql;
	const wasByUrl = typeof mysql === "object" && mysql.source === "url";
	if (!wasByUrl || server !== "auto" || url !== undefined || DATABASE_URL) return;
	throw new BenchError(
		"usage",
		`${resumed} was measured on a server named by its URL, which a record does not keep.`,
		"Set DATABASE_URL as before, or add --url mysql://user:password@host:3306.",
	);
}

function flagsOf(argv: readonly string[], surroundings: Surroundings): BenchFlags {
	const parsed = parseUsage({ name: "bench", description: "", flags: BENCH_FLAGS }, argv, surroundings);
	if ("help" in parsed) throw new Error("help was not asked for");
	return parsed.flags;
}

/**
 * Whether nothing is left to measure: it is complete, no study failed, and nothing else is asked of it than it was started
 * with. Flags that say what to do with the record ask for nothing; the curve of a full run is seen to afterwards.
 */
export function isFinished({ record, started, flags }: Earlier): boolean {
	const failures = "studyFailures" in record ? (record.studyFailures ?? []) : [];
	return record.status === "complete" && failures.length === 0 && questions(flags) === questions(started);
}

/** What is asked of a run, to be held against another: whatever is restored and says more than how. */
function questions(flags: BenchFlags): string {
	const values: Readonly<Record<string, unknown>> = { ...flags, ...(flags.full ? { curve: undefined } : {}) };
	const asking = Object.entries<Flag<unknown>>(BENCH_FLAGS).filter(([, flag]) => flag.restored && !flag.manner);
	return JSON.stringify(asking.map(([key]) => inAnyOrder(values[key])));
}

function inAnyOrder(value: unknown): unknown {
	return Array.isArray(value) ? [...new Set(value.map(String))].sort() : value;
}
