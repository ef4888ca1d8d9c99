import { strataOfIndex } from "../../judge/strata-of-index.ts";
import type { ClaimRecord, IndexRecord, RunRecord } from "../../record/schema.ts";
import { formatCount, formatFactor, formatPct, formatPctInterval, formatRange, formatTime } from "../format.ts";
import { indexStories, nameWithStrength } from "../index-story.ts";

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

const WEIGHTS_NOTE =
	"† the verdict is another one under equal weights or as a geometric mean: it rests on how often each operation is assumed to run.";

function indexTable(record: RunRecord): string {
	const rows = indexStories(record).map(({ index, faster, slower, warning }) => {
		const worse = slower.map((one) => nameWithStrength(one)).join(", ") || "none";
		const verdict = `**${index.verdict}**${warning === null ? "" : `: ${warning}`}`;
		return [titleOf(index), verdict, formatCount(faster, "stratum", "strata"), worse];
	});
	return table(["Index", "Verdict", "Faster", "Slower"], rows);
}

function titleOf({ table, columns }: IndexRecord): string {
	return `\`${table}(${columns.join(", ")})\``;
}

/** How much faster and slower the strata of all indexes got. */
function extent(record: RunRecord): string {
	const touched = record.indexes.flatMap(({ name }) =>
		strataOfIndex(name, record.scenarios, record.studies?.attribution),
	);
	const strata = [...new Set(touched.map(({ stratum }) => stratum))];
	const factors = strata
		.filter(({ verdict }) => verdict === "faster")
		.flatMap(({ change }) => change?.factor ?? [])
		.toSorted((a, b) => a - b);
	const slower = strata.filter(({ verdict }) => verdict === "slower");
	const worst = Math.min(...slower.flatMap(({ change }) => change?.factor ?? []));
	const times = (factor: number) => formatFactor(factor).replace(/x .*/, "");
	const middle = factors[Math.floor(factors.length / 2)] ?? 1;
	const gain = `Of the ${strata.length} strata that an index touches, ${factors.length} got faster, by ${times(factors[0] ?? 1)} to ${times(factors.at(-1) ?? 1)} times, half of them by ${times(middle)} times or more`;
	const loss =
		slower.length === 0
			? "none got slower"
			: `${slower.length} got slower, by up to ${times(worst)} times, because the optimizer trusts the new index`;
	return `${gain}; ${loss}. No flat percentage describes that.`;
}

function claimTable({ claims }: RunRecord): string {
	const rows = claims.map((claim) => [
		claim.statement.replace(/\.$/, ""),
		formatRange(claim.range),
		claim.observed === null ? "not measured" : formatPct(claim.observed.reductionPct, claim.observed.ci),
		claim.observed === null ? "" : formatPctInterval(claim.observed.ci),
		`**${claim.verdict}**${dependsOnWeights(claim) ? " †" : ""}`,
	]);
	return table(["Claim", "Estimated", "Measured", "Interval", "Verdict"], rows);
}

function dependsOnWeights({ verdict, alternatives }: ClaimRecord): boolean {
	return Object.values(alternatives).some((other) => other.verdict !== verdict);
}

/** Columns as wide as their widest cell, which is how the repository's formatter wants them. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length)));
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
	const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
	return [line(head), rule, ...rows.map(line)].join("\n");
}
