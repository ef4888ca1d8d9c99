import { counterRows, latencyRows, planRows } from "../evidence-rows.ts";
import { formatCount, formatPct } from "../format.ts";
import { describeChange, type StratumFact, type Summary, withoutStop } from "../summary.ts";
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
		return `## Regressions\n\nNo stratum was found slower by more than the practical threshold of ${formatPct(record.threshold.pct)}.${open}`;
	}
	const more =
		worst.length > SHOWN ? `\n\n${worst.length - SHOWN} more got slower; the table of all scenarios has them.` : "";
	return `## Regressions\n\n${facts.map((fact) => stratumBlock(fact, "###")).join("\n\n")}${more}`;
}

/** Gains worth naming, without their plans. */
export function extremesSection({ best, worst }: Summary): string {
	const facts = [...worst.slice(0, SHOWN), ...best.slice(0, SHOWN)];
	return facts.length === 0 ? "" : `## Worst and best\n\n${scenarioTable(facts)}`;
}

/** Everything the record holds on every scenario except the raw pairs. */
export function detailSection({ strata }: Summary): string {
	return strata.length === 0 ? "" : `## Details\n\n${strata.map((fact) => stratumBlock(fact, "###")).join("\n\n")}`;
}

function stratumBlock(fact: StratumFact, level: string): string {
	const { scenario, stratum } = fact;
	const rows = [...latencyRows(stratum), ...planRows(stratum), ...counterRows(stratum)];
	return [
		`${level} ${plain(fact.title)}: ${stratum.verdict}`,
		`${describeChange(fact)}. ${plain(stratum.reason)} Caused by: ${plain(withoutStop(scenario.source))}.`,
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
