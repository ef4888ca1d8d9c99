import { COUNTERS_CLAIMS, countsOnly, workCells } from "../counters-wording.ts";
import { FACTOR_NOTE, formatBytes, formatPctInterval, formatRange, formatSeconds, formatSignedPct } from "../format.ts";
import { indexName, indexStories, whySentences } from "../index-story.ts";
import { stratumCells } from "../stratum-cells.ts";
import { type StratumFact, type Summary, withoutStop } from "../summary.ts";
import { savedCells, savedWithInterval } from "../time-saved.ts";
import { signOf, type Verdict } from "../verdict-look.ts";
import { doubtMark } from "../words/stratum-words.ts";
import { weightsMark } from "../words/verdict-words.ts";
import { codeCell, plain, table } from "./markdown-text.ts";

function verdictCell(verdict: Verdict, mark?: string): string {
	return `${signOf(verdict)} **${verdict}**${mark === undefined ? "" : ` (${mark})`}`;
}

/** Every claim beside what was measured. */
export function claimSection({ record }: Summary, heading = "##"): string {
	if (record.claims.length === 0) return "";
	if (countsOnly(record)) return `${heading} Claims\n\n${plain(COUNTERS_CLAIMS)}`;
	const rows = record.claims.map((claim) => {
		const { estimate, interval } =
			claim.observed === null
				? { estimate: "n/a", interval: "" }
				: savedCells(claim.observed.reductionPct, claim.observed.ci);
		return [
			plain(claim.statement),
			formatRange(claim.range),
			estimate,
			interval,
			verdictCell(claim.verdict, weightsMark(claim)),
			plain(claim.source),
		];
	});
	const doubts = record.claims.flatMap((claim) => {
		const others = Object.entries(claim.alternatives).filter(([, other]) => other.verdict !== claim.verdict);
		return others.map(
			([weighting, other]) =>
				`- ${plain(withoutStop(claim.statement))}: under ${plain(weighting)} the verdict would be ${other.verdict} (${savedWithInterval(other.reductionPct, other.ci)}).`,
		);
	});
	return [
		`${heading} Claims`,
		table(["Claim", "Estimated", "Time saved:", "Interval", "Verdict", "Source"], rows),
		doubts.length === 0 ? "" : `The weights of scenarios are assumptions. They matter here:\n\n${doubts.join("\n")}`,
	]
		.filter((block) => block !== "")
		.join("\n\n");
}

/** The verdict on every index, its reasons and its costs; how plans change is told with the regressions. */
export function indexSection(summary: Summary, heading = "##"): string {
	const { indexes } = summary.record;
	if (indexes.length === 0) return "";
	const timed = !countsOnly(summary.record);
	const rows = indexStories(summary.record).map((story) => [
		`${codeCell(indexName(story.index, summary.record))} on ${codeCell(`${story.index.table}(${story.index.columns.join(", ")})`)}`,
		verdictCell(story.index.verdict, weightsMark(story.index)),
		whySentences(story).map(plain).join(" "),
		formatSeconds(story.index.buildSeconds),
		formatBytes(story.index.bytes),
		...(timed ? [writeCostCell(story.index.writeCost)] : []),
	]);
	const cost = timed ? " Write cost is the change of the time of a write with the index present." : "";
	const total = `Together: ${formatSeconds(summary.totalBuildSeconds)} to build, ${formatBytes(summary.totalIndexBytes)} to store.${cost}`;
	const titles = ["Index", "Verdict", "Why", "Build:", "Size:", ...(timed ? ["Write cost:"] : [])];
	return [`${heading} Indexes`, table(titles, rows), total].join("\n\n");
}

function writeCostCell(cost: Summary["record"]["indexes"][number]["writeCost"]): string {
	return cost === undefined ? "n/a" : `${formatSignedPct(cost.changePct, cost.ci)} ${formatPctInterval(cost.ci)}`;
}

/** One row per stratum. */
export function scenarioTable(facts: readonly StratumFact[], { record }: Summary): string {
	if (countsOnly(record)) return workTable(facts);
	const rows = facts.map((fact) => {
		const cells = stratumCells(fact);
		return [
			plain(fact.title),
			cells.before,
			cells.after,
			cells.saved,
			cells.interval,
			cells.factor,
			verdictCell(fact.stratum.verdict, doubtMark(fact.stratum)),
		];
	});
	const notes = facts.some((fact) => fact.fragile) ? `\n\n${FACTOR_NOTE}` : "";
	return `${table(["Scenario", "Before p50:", "After p50:", "Time saved:", "Interval", "Factor:", "Verdict"], rows)}${notes}`;
}

/** One row per stratum of a run that timed nothing. */
function workTable(facts: readonly StratumFact[]): string {
	const rows = facts.map(({ title, stratum }) => {
		const cells = workCells(stratum);
		return [
			plain(title),
			cells.rowsBefore,
			cells.rowsAfter,
			cells.pagesBefore,
			cells.pagesAfter,
			cells.factor,
			verdictCell(stratum.verdict),
		];
	});
	return table(["Scenario", "Rows before:", "Rows after:", "Pages before:", "Pages after:", "Work:", "Verdict"], rows);
}
