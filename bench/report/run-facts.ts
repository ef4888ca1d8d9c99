import type { RunRecord } from "../record/schema.ts";
import { countersMethod, countsOnly } from "./counters-wording.ts";
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

/** What someone needs to repeat the run, besides the command. */
export function reproductionFacts({ dataset }: RunRecord): readonly Fact[] {
	return [
		["Seed", String(dataset.seed)],
		["Dataset fingerprint", dataset.fingerprint],
	];
}

/** The command that repeats the run, with the kind of server that was found when none was asked for. */
export function reproductionCommand({ command, environment }: RunRecord): string {
	const { source, image } = environment.mysql;
	const tag = source === "container" ? /:([\w.-]+)$/.exec(image ?? "")?.[1] : undefined;
	const asked = (name: string): boolean => command.includes(` ${name} `);
	return [
		command,
		...(asked("--server") ? [] : [`--server ${source}`]),
		...(tag === undefined || asked("--mysql") ? [] : [`--mysql ${tag}`]),
	].join(" ");
}

/** On which server the command gives the same again. */
export function reproductionNote({ environment }: RunRecord): string {
	const { version, source } = environment.mysql;
	const measured = `Measured on MySQL ${version}, from ${ORIGINS[source]}.`;
	if (source === "container") return measured;
	return `${measured} Which version that is, is not the command's to say: another one may choose other plans.`;
}

const ORIGINS: Readonly<Record<RunRecord["environment"]["mysql"]["source"], string>> = {
	container: "a container",
	packages: "the distribution's packages (--server packages)",
	local: "the mysqld on this machine's PATH (--server local)",
	url: "a server named by its address (--server url --url mysql://…)",
};

/** How the figures came about, in one paragraph. */
export function methodLine(record: RunRecord): string {
	if (countsOnly(record)) return countersMethod(record);
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
