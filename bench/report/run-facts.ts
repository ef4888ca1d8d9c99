import type { RunRecord } from "../record/schema.ts";
import { formatBytes, formatCount, formatNumber, formatPct, formatSeconds, formatTime } from "./format.ts";

export type Fact = readonly [label: string, value: string];

/** Where and on what the run was measured. */
export function environmentFacts({ environment, dataset, startedAt, runId }: RunRecord): readonly Fact[] {
	const { mysql, git } = environment;
	const rows = dataset.tables.reduce((sum, table) => sum + table.rows, 0);
	const seeding =
		dataset.tables.length === 0
			? "not loaded before the run ended"
			: dataset.reused
				? "reused from the cache"
				: `seeded in ${formatSeconds(dataset.seconds)}`;
	return [
		["Run", `${runId}, started ${formatTime(startedAt)}`],
		["MySQL", `${mysql.version}, source ${mysql.source}${mysql.image === undefined ? "" : ` (${mysql.image})`}`],
		[
			"Machine",
			`${environment.cpuModel}, ${formatCount(environment.cores, "core")}, ${formatBytes(environment.memoryBytes)}, ${environment.os}`,
		],
		["Software", `${environment.tool}, Node ${environment.node}`],
		...(git === undefined ? [] : [["Commit", `${git.commit}${git.dirty ? " with uncommitted changes" : ""}`] as const]),
		[
			"Dataset",
			`scale ${dataset.scale}, seed ${dataset.seed}, ${formatNumber(rows)} rows in ${formatCount(dataset.tables.length, "table")}, ${seeding}`,
		],
	];
}

/** What someone needs to repeat the run. */
export function reproductionFacts({ command, dataset }: RunRecord): readonly Fact[] {
	return [
		["Command", command],
		["Seed", String(dataset.seed)],
		["Dataset fingerprint", dataset.fingerprint],
	];
}

/** How the figures came about, in one paragraph. */
export function methodLine(record: RunRecord): string {
	const pairs = record.scenarios.reduce(
		(sum, { strata }) => sum + strata.reduce((s, { pairs }) => s + pairs.length, 0),
		0,
	);
	const methods = [
		...new Set(record.scenarios.flatMap(({ strata }) => strata.flatMap(({ change }) => change?.method ?? []))),
	].sort();
	const design =
		record.design === "paired"
			? "before and after are run as pairs in random order on one server and one copy of the data, the indexes invisible in one arm"
			: "all of before is run, the indexes are built, then all of after is run; slow drift of the machine lands on one arm";
	return [
		`Design ${record.design}: ${design}.`,
		`${formatCount(pairs, "pair")} were measured.`,
		methods.length === 0 ? "" : `Estimate: ${methods.join("; ")}; p values and intervals adjusted over the run (Holm).`,
		`Noise floor ${formatPct(record.noiseFloor.pct)} from ${formatCount(record.noiseFloor.pairs, "pair")} of before against before; practical threshold ±${formatPct(record.threshold.pct)}.`,
		"Time saved is the reduction of latency in percent (positive is faster); a factor is before divided by after.",
	]
		.filter((sentence) => sentence !== "")
		.join(" ");
}
