import { remediesOf } from "../../judge/remedies.ts";
import type { RunRecord } from "../../record/schema.ts";
import { countsOnly } from "../counters-wording.ts";
import { counterRows, latencyRows, planRows } from "../evidence-rows.ts";
import { formatCount, formatPct } from "../format.ts";
import { describeChange, type StratumFact, type Summary, withoutStop } from "../summary.ts";
import { remedyWords } from "../words/index-words.ts";
import { stratumWords } from "../words/stratum-words.ts";
import { code, codeBlock, plain, table } from "./markdown-text.ts";
import { scenarioTable } from "./verdict-sections.ts";

/** Regressions shown with both plans. */
const SHOWN = 3;
/** Characters of one parameter list; a blob helps nobody. */
const LONGEST_PARAMETERS = 200;

/** The worst regressions, and strata that could not be compared, with both plans side by side. */
export function regressionSection({ worst, invalid, scenarioCounts, record }: Summary): string {
	const facts = [...invalid, ...worst.slice(0, SHOWN)];
	if (facts.length === 0) {
		const open =
			scenarioCounts.unresolved === 0
				? ""
				: ` ${formatCount(scenarioCounts.unresolved, "stratum is", "strata are")} unresolved.`;
		const least = countsOnly(record)
			? ""
			: ` by more than the practical threshold of ${formatPct(record.threshold.pct)}`;
		return `## Regressions\n\nNo stratum was found slower${least}.${open}`;
	}
	const more = worst
		.slice(SHOWN)
		.map((fact) => `- ${plain(fact.title)}: ${describeChange(fact)}. ${whyOf(fact, record)}`)
		.join("\n");
	return [
		"## Regressions",
		...facts.map((fact) => stratumBlock(fact, record)),
		...(more === "" ? [] : [`### ${worst.length - SHOWN} more got slower`, more]),
	].join("\n\n");
}

/** Gains worth naming, without their plans. */
export function extremesSection(summary: Summary): string {
	const facts = [...summary.worst.slice(0, SHOWN), ...summary.best.slice(0, SHOWN)];
	return facts.length === 0 ? "" : `## Worst and best\n\n${scenarioTable(facts, summary)}`;
}

/** Everything the record holds on every scenario except the raw pairs. */
export function detailSection({ strata, record }: Summary): string {
	return strata.length === 0 ? "" : `## Details\n\n${strata.map((fact) => stratumBlock(fact, record)).join("\n\n")}`;
}

/** How the plan and the work changed, and what could be done about it. */
export function whyOf({ scenario, stratum }: StratumFact, { studies }: RunRecord): string {
	const remedies = stratum.verdict === "slower" ? remediesOf(scenario.id, stratum.id, studies?.attribution) : [];
	return [stratumWords(stratum), ...remedies.map(remedyWords)].map(plain).join(" ");
}

function stratumBlock(fact: StratumFact, record: RunRecord): string {
	const { scenario, stratum } = fact;
	const rows = [...latencyRows(stratum), ...planRows(stratum), ...counterRows(stratum)];
	return [
		`### ${plain(fact.title)}: ${stratum.verdict}`,
		`${describeChange(fact)}. ${whyOf(fact, record)} Caused by: ${plain(withoutStop(scenario.source))}.`,
		codeBlock("sql", scenario.sql),
		`Parameters: ${parametersOf(fact)}`,
		table(
			["", "Before", "After"],
			rows.map((row) => [
				plain(row.label),
				plain(row.before),
				row.differs ? `**${plain(row.after)}**` : plain(row.after),
			]),
		),
		scenario.baselineMatches
			? ""
			: "The arm without the indexes did not match the plan taken with them physically absent.",
	]
		.filter((block) => block !== "")
		.join("\n\n");
}

/** The first parameter lists of a stratum, and how many more there are. */
function parametersOf({ stratum }: StratumFact): string {
	const [first, ...rest] = stratum.parameters;
	if (first === undefined || (first.length === 0 && rest.length === 0)) return "none";
	const text = JSON.stringify(first);
	const cut = text.length > LONGEST_PARAMETERS ? `${text.slice(0, LONGEST_PARAMETERS)}…` : text;
	return rest.length === 0 ? code(cut) : `${code(cut)} and ${rest.length} more`;
}
