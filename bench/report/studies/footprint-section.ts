import type { FootprintRecord, OnlineBuildRecord, WorkloadRecord } from "../../record/studies/footprint.ts";
import { formatBytes, formatCount, formatMs, formatNumber, formatPct, formatSeconds } from "../format.ts";
import { times, timesWithInterval, withInterval } from "./interval-cells.ts";
import type { ReportSection, ReportTable } from "./section.ts";

/** What building the indexes takes of a server at work, and what they take of its memory. */
export function footprintSection(found: FootprintRecord): ReportSection {
	const { builds, workload, workloadMissing } = found;
	const built = builds.filter(({ rounds }) => rounds.length > 0);
	return {
		id: "footprint",
		title: "Build and footprint",
		lead: [buildLead(built), writeLead(built, found.writesPerSecond), failureLead(builds), workloadLead(workload)]
			.filter((sentence) => sentence !== "")
			.join(" "),
		tables: [
			...(built.length === 0 ? [] : [buildTable(built), writeTable(built)]),
			...(workload === undefined ? [] : [workloadTable(workload)]),
		],
		notes: [
			`Each index is built with ALGORITHM=INPLACE, LOCK=NONE on a copy of its table, alone and under ${formatNumber(found.writesPerSecond)} single-row writes a second, in random order; seconds are medians with 95 % intervals, ratios are Hodges-Lehmann estimates over the rounds with their signed-rank intervals.`,
			"A write is counted from the moment it was due, so that a stall falls on every write that came meanwhile. Writes outside a build are those of half a second before and after it; quantiles have 95 % intervals where there are enough writes, the maximum has none.",
			`A build that meets more concurrent changes than innodb_online_alter_log_max_size holds (${formatBytes(found.alterLogBytes)} here) fails and is rolled back.`,
			...builds.flatMap(({ index, errors }) => errors.map((error) => `${index}: ${error}`)),
			...(workload === undefined
				? []
				: [
						`Pages are those that one execution of each of ${formatCount(workload.executions, "unit of work", "units of work")} read into an empty buffer pool, read-ahead included.${workload.failures === 0 ? "" : ` ${formatNumber(workload.failures)} of them failed.`}`,
					]),
			...(workloadMissing === undefined ? [] : [workloadMissing]),
		],
	};
}

function buildLead(built: readonly OnlineBuildRecord[]): string {
	if (built.length === 0) return "No index could be built online.";
	const sum = (seconds: (build: OnlineBuildRecord) => number) => built.reduce((all, build) => all + seconds(build), 0);
	const worst = worstOf(built, ({ slowdown }) => slowdown);
	const what =
		built.length === 1 ? `${built[0]?.index} takes` : `Together, ${formatCount(built.length, "index", "indexes")} take`;
	const faster = built.some(({ slowdown }) => isResolved(slowdown) && slowdown.ci[1] < 1);
	const slowed =
		worst === undefined
			? ""
			: worst.ratio.ci[0] > 1
				? `; the most slowed, ${worst.build.index}, takes ${timesWithInterval(worst.ratio)} as long`
				: `, which ${faster ? "proves none slower" : "is no proven difference"} (at most ${timesWithInterval(worst.ratio)} as long)`;
	return `${what} ${formatSeconds(sum((build) => build.alone?.median ?? 0))} to build online, ${formatSeconds(sum((build) => build.underWrites?.median ?? 0))} while rows are written${slowed}. Stored, the indexes built so take ${formatBytes(sum((build) => build.bytes))}.`;
}

function writeLead(built: readonly OnlineBuildRecord[], perSecond: number): string {
	const worst = worstOf(built, ({ p95Change }) => p95Change);
	const slowest = built
		.filter((build) => build.during !== undefined)
		.toSorted((a, b) => (b.during?.max ?? 0) - (a.during?.max ?? 0))[0];
	if (slowest?.during === undefined) return "";
	const maximum = `the slowest write during a build took ${formatMs(slowest.during.max)} (${slowest.index})`;
	if (worst?.build.p50Change === undefined)
		return `The builds are too short for quantiles of writes during one; ${maximum}.`;
	return `Of ${formatNumber(perSecond)} writes a second, those during a build suffer most with ${worst.build.index}: the median takes ${timesWithInterval(worst.build.p50Change)} and the 95th percentile ${timesWithInterval(worst.ratio)} as long; ${maximum}.`;
}

type Ratio = NonNullable<OnlineBuildRecord["slowdown"]>;

/** Fewer rounds than a 95 % interval takes may by luck all say the same. */
function isResolved(ratio: Ratio | undefined): ratio is Ratio {
	return ratio !== undefined && ratio.level >= 0.95;
}

/** The build of which a ratio is largest: one that is proven to be above 1 before any that is not. */
function worstOf(builds: readonly OnlineBuildRecord[], of: (build: OnlineBuildRecord) => Ratio | undefined) {
	const known = builds.flatMap((build) => {
		const ratio = of(build);
		return isResolved(ratio) ? [{ build, ratio }] : [];
	});
	const proven = known.filter(({ ratio }) => ratio.ci[0] > 1);
	return (proven.length > 0 ? proven : known).toSorted((a, b) => b.ratio.factor - a.ratio.factor)[0];
}

function changeCell(ratio: Ratio | undefined): string {
	return isResolved(ratio) ? timesWithInterval(ratio) : "too few rounds";
}

function failureLead(builds: readonly OnlineBuildRecord[]): string {
	const failed = builds.filter(({ errors }) => errors.length > 0);
	if (failed.length === 0) return "No write and no build failed.";
	return `Builds or writes failed with ${failed.map(({ index }) => index).join(", ")}.`;
}

function workloadLead(workload: WorkloadRecord | undefined): string {
	if (workload === undefined) return "";
	const [before, after] = [touched(workload, "before"), touched(workload, "after")];
	const share = (pages: number) => formatPct((100 * pages * workload.pageBytes) / workload.poolBytes);
	const size = (pages: number) => formatBytes(pages * workload.pageBytes);
	return `The workload touches ${size(before)} of pages without the indexes and ${size(after)} with them: ${share(before)} and ${share(after)} of a buffer pool of ${formatBytes(workload.poolBytes)}.`;
}

function touched({ indexes }: WorkloadRecord, arm: "before" | "after"): number {
	return indexes.reduce((sum, index) => sum + index[arm], 0);
}

function buildTable(built: readonly OnlineBuildRecord[]): ReportTable {
	return {
		caption: "Online builds",
		titles: ["Index", "Rows:", "Size:", "Alone:", "Under writes:", "Times as long:", "Rounds:"],
		code: [0],
		rows: built.map((build) => [
			build.index,
			formatNumber(build.rows),
			formatBytes(build.bytes),
			...[build.alone, build.underWrites].map((found) =>
				found === undefined ? "n/a" : withInterval(found.median, found.ci, formatSeconds),
			),
			changeCell(build.slowdown),
			formatNumber(build.rounds.length),
		]),
	};
}

function writeTable(built: readonly OnlineBuildRecord[]): ReportTable {
	const cells = (latency: OnlineBuildRecord["during"]) =>
		latency === undefined
			? ["0", "n/a", "n/a", "n/a"]
			: [
					formatNumber(latency.writes),
					withInterval(latency.p50, latency.p50Ci, formatMs),
					withInterval(latency.p95, latency.p95Ci, formatMs),
					formatMs(latency.max),
				];
	return {
		caption: "Latency of single-row writes outside and during the builds",
		titles: ["Index", "Writes", "Number:", "p50:", "p95:", "Max:", "p50 times as long:", "p95 times as long:"],
		code: [0],
		rows: built.flatMap((build) => [
			[build.index, "outside", ...cells(build.outside), "", ""],
			[build.index, "during", ...cells(build.during), changeCell(build.p50Change), changeCell(build.p95Change)],
		]),
	};
}

/** Every index under test by itself; of other indexes those that anything was read of. */
function workloadTable(workload: WorkloadRecord): ReportTable {
	const size = (pages: number) => formatBytes(pages * workload.pageBytes);
	const part = (pages: number, whole: number) => (whole === 0 ? "n/a" : formatPct((100 * pages) / whole));
	const shown = workload.indexes
		.filter(({ underTest, before, after }) => underTest || before + after > 0)
		.toSorted((a, b) => Number(b.underTest) - Number(a.underTest) || b.before + b.after - a.before - a.after);
	return {
		caption: "What the workload reads into an empty buffer pool",
		titles: ["Table", "Index", "Size:", "Without:", "of it:", "With:", "of it:"],
		code: [0, 1],
		rows: [
			...shown.map(({ table, index, pages, before, after }) => [
				table,
				index,
				size(pages),
				size(before),
				part(before, pages),
				size(after),
				part(after, pages),
			]),
			[
				"all",
				"",
				size(workload.indexes.reduce((sum, { pages }) => sum + pages, 0)),
				size(touched(workload, "before")),
				"",
				size(touched(workload, "after")),
				times(touched(workload, "after") / Math.max(1, touched(workload, "before"))),
			],
		],
	};
}
