import type { RunRecord } from "../../record/schema.ts";
import { countsOnly } from "../counters-wording.ts";
import { formatBytes, formatCount, formatSeconds } from "../format.ts";
import { type IndexStory, indexName, indexStories, nameWithStrength } from "../index-story.ts";
import { environmentFacts, reproductionCommand } from "../run-facts.ts";
import type { StratumFact, Summary } from "../summary.ts";
import { signOf } from "../verdict-look.ts";
import { weightsMark } from "../words/verdict-words.ts";
import { codeBlock, codeCell, plain, table } from "./markdown-text.ts";
import { whyOf } from "./scenario-sections.ts";
import { claimSection, scenarioTable } from "./verdict-sections.ts";

/** A comment on GitHub holds 65,536 characters; what stands around it is to fit as well. */
const MOST_BYTES = 60_000;
/** How much is shown of the rows, from all of them to what fits in any case. */
const STEPS = [Number.POSITIVE_INFINITY, 400, 200, 100, 50, 20, 8, 3, 0];
/** Indexes whose slower strata are named in the open; more are counted. */
const MOST_NAMED = 3;

/**
 * To be pasted into a pull request, or posted there: the answer first, what it rests on folded, and no picture, since those of a
 * run lie where the page cannot reach them. Never more than 60,000 bytes, whatever the run.
 */
export function pullRequestMarkdown(summary: Summary): string {
	for (const most of STEPS) {
		const text = withRows(summary, most);
		if (Buffer.byteLength(text) <= MOST_BYTES) return text;
	}
	return `${Buffer.from(withRows(summary, 0))
		.subarray(0, MOST_BYTES)
		.toString("utf8")
		.replace(/\uFFFD+$/, "")}\n`;
}

function withRows(summary: Summary, most: number): string {
	const { record, strata, worst, invalid } = summary;
	const stories = indexStories(record);
	const slower = [...invalid, ...worst];
	const rest = strata.filter((fact) => !slower.includes(fact));
	const blocks = [
		`## Index impact: ${plain(summary.headline)}`,
		summary.incomplete === null ? "" : `> **Incomplete.** ${plain(summary.incomplete)}`,
		indexTable(stories, record, most),
		folded(`What got slower: ${slower.length}`, slower, most, (facts) =>
			[scenarioTable(facts, summary), ...facts.map((fact) => `- ${plain(fact.title)}: ${whyOf(fact, record)}`)].join(
				"\n\n",
			),
		),
		folded(`All others: ${rest.length}`, rest, most, (facts) => scenarioTable(facts, summary)),
		record.claims.length === 0 || countsOnly(record) || most === 0
			? ""
			: details(`Claims: ${record.claims.length}`, claimSection(summary, "###")),
		details("How it was measured", howMeasured(record)),
	];
	return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function indexTable(stories: readonly IndexStory[], record: RunRecord, most: number): string {
	if (stories.length === 0) return "";
	const shown = stories.slice(0, Math.max(1, most));
	const rows = shown.map(({ index, faster, slower }) => {
		const mark = weightsMark(index);
		const named = slower.slice(0, MOST_NAMED).map(nameWithStrength).map(plain);
		return [
			`${codeCell(indexName(index, record))} on ${codeCell(`${index.table}(${index.columns.join(", ")})`)}`,
			`${signOf(index.verdict)} **${index.verdict}**${mark === undefined ? "" : ` (${mark})`}`,
			formatCount(faster, "stratum", "strata"),
			named.length === 0
				? "none"
				: `${named.join(", ")}${slower.length > MOST_NAMED ? ` and ${slower.length - MOST_NAMED} more` : ""}`,
			formatBytes(index.bytes),
			formatSeconds(index.buildSeconds),
		];
	});
	const left = stories.length - shown.length;
	return [
		table(["Index", "Verdict", "Faster:", "Slower", "Size:", "Build:"], rows),
		left === 0 ? "" : `${formatCount(left, "more index is", "more indexes are")} in the run's report.`,
	]
		.filter((block) => block !== "")
		.join("\n\n");
}

function folded(
	title: string,
	facts: readonly StratumFact[],
	most: number,
	body: (facts: readonly StratumFact[]) => string,
): string {
	const shown = facts.slice(0, most);
	if (shown.length === 0) return facts.length === 0 ? "" : `${title}; they are in the run's report.`;
	const left = facts.length - shown.length;
	return details(title, `${body(shown)}${left === 0 ? "" : `\n\n${left} more are in the run's report.`}`);
}

/** What a reader opens. The empty lines let Markdown be read in it. */
function details(title: string, body: string): string {
	return `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;
}

function howMeasured(record: RunRecord): string {
	const facts = environmentFacts(record).map(([label, value]) => `- ${label}: ${plain(value)}`);
	return [facts.join("\n"), codeBlock("sh", reproductionCommand(record))].join("\n\n");
}
