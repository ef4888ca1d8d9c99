import { strataOfIndex } from "../../judge/strata-of-index.ts";
import type { IndexRecord, RunRecord } from "../../record/schema.ts";
import { formatCount, formatPct, formatPctInterval, formatRange, formatTime, formatTimes } from "../format.ts";
import { indexStories, nameWithStrength } from "../index-story.ts";
import { withoutStop } from "../summary.ts";
import { BY_WEIGHTS_NOTE, weightsMark } from "../words/verdict-words.ts";

/** Marks of the README between which a run is shown. */
const BEGIN = "<!-- results:begin -->";
const END = "<!-- results:end -->";

/**
 * The README with a run's results between its marks.
 * @param folder of the run, as the README links it.
 * @throws Error where the README has no such marks.
 */
export function withResults(readme: string, record: RunRecord, folder: string): string {
	const [start, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
	if (start < 0 || end < start) throw new Error(`the README has no ${BEGIN} and ${END}`);
	return `${readme.slice(0, start)}${BEGIN}\n\n${readmeResults(record, folder)}\n\n${readme.slice(end)}`;
}

function readmeResults(record: RunRecord, folder: string): string {
	const { mysql } = record.environment;
	return [
		`A real run at ${record.dataset.scale} scale, MySQL ${mysql.version}, ${formatTime(record.startedAt).slice(0, 10)} ([the whole report](${folder}/report.md)):`,
		indexTable(record),
		extent(record),
		claimTable(record),
		WEIGHTS_NOTE,
	].join("\n\n");
}

const WEIGHTS_NOTE = `† ${BY_WEIGHTS_NOTE}.`;

function indexTable(record: RunRecord): string {
	const rows = indexStories(record).map(({ index, faster, slower }) => {
		const worse = slower.map((one) => nameWithStrength(one)).join(", ") || "none";
		const verdict = `**${index.verdict}**${weightsMark(index) === undefined ? "" : " †"}`;
		return [titleOf(index), verdict, formatCount(faster, "stratum", "strata"), worse];
	});
	return table(["Index", "Verdict", "Faster", "Slower"], rows);
}

function titleOf({ table, columns }: IndexRecord): string {
	return `\`${table}(${columns.join(", ")})\``;
}

/** How much faster and slower the strata of all indexes got. */
function extent(record: RunRecord): string {
	const touched = record.indexes.flatMap((index) =>
		strataOfIndex(index, record.scenarios, record.studies?.attribution),
	);
	const strata = [...new Set(touched.map(({ stratum }) => stratum))];
	const factors = strata
		.filter(({ verdict }) => verdict === "faster")
		.flatMap(({ change }) => change?.factor ?? [])
		.toSorted((a, b) => a - b);
	const slower = strata.filter(({ verdict }) => verdict === "slower");
	const worst = Math.min(...slower.flatMap(({ change }) => change?.factor ?? []));
	const middle = factors[Math.floor(factors.length / 2)] ?? 1;
	const gain = `Of the ${strata.length} strata that an index touches, ${factors.length} got faster, by ${formatTimes(factors[0] ?? 1)} to ${formatTimes(factors.at(-1) ?? 1)}, half of them by ${formatTimes(middle)} or more`;
	const loss =
		slower.length === 0
			? "none got slower"
			: `${slower.length} got slower, by up to ${formatTimes(1 / worst)}, because the optimizer trusts the new index`;
	return `${gain}; ${loss}. No flat percentage describes that.`;
}

function claimTable({ claims }: RunRecord): string {
	const rows = claims.map((claim) => [
		withoutStop(claim.statement),
		formatRange(claim.range),
		claim.observed === null ? "not measured" : formatPct(claim.observed.reductionPct, claim.observed.ci),
		claim.observed === null ? "" : formatPctInterval(claim.observed.ci),
		`**${claim.verdict}**${weightsMark(claim) === undefined ? "" : " †"}`,
	]);
	return table(["Claim", "Estimated", "Measured", "Interval", "Verdict"], rows);
}

/** Columns as wide as their widest cell, which is how the repository's formatter wants them. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length)));
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
	const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
	return [line(head), rule, ...rows.map(line)].join("\n");
}
