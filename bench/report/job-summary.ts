import type { RunRecord } from "../record/schema.ts";
import { FACTOR_NOTE } from "./format.ts";
import { plain, table } from "./markdown/markdown-text.ts";
import { claimSection, indexSection } from "./markdown/verdict-sections.ts";
import { stratumCells } from "./stratum-cells.ts";
import { type StratumFact, summarize } from "./summary.ts";
import { signOf } from "./verdict-look.ts";

/** Rows of the scenario table; a job summary is read, not searched. */
const MOST_ROWS = 60;
/** One block is a tenth of the time before; longer bars are cut here and marked. */
const BLOCKS = 10;
const MOST_BLOCKS = 20;

/** The run as Markdown for a CI job's summary page: verdicts, then a table with bars made of characters. */
export function renderJobSummary(record: RunRecord): string {
	const summary = summarize(record);
	const { strata, worst, best } = summary;
	// The regressions first: that is what a reviewer looks for.
	const rest = strata.filter((fact) => !worst.includes(fact) && !best.includes(fact));
	const rows = [...worst, ...best, ...rest].slice(0, MOST_ROWS);
	const blocks = [
		`## Index impact: ${plain(summary.headline)}`,
		summary.incomplete === null ? "" : `> **Incomplete.** ${plain(summary.incomplete)}`,
		plain(summary.answer),
		indexSection(summary, "###"),
		claimSection(summary, "###"),
		rows.length === 0 ? "" : `### Scenarios\n\n${scenarioRows(rows)}`,
		rows.length < strata.length ? `${strata.length - rows.length} more strata are in the report.` : "",
		rows.some((fact) => fact.fragile) ? FACTOR_NOTE : "",
	];
	return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function scenarioRows(facts: readonly StratumFact[]): string {
	const rows = facts.map((fact) => {
		const cells = stratumCells(fact);
		const { verdict } = fact.stratum;
		return [
			plain(fact.title),
			cells.before,
			cells.after,
			timeBar(fact),
			cells.saved,
			cells.factor,
			`${signOf(verdict)} ${verdict}`,
		];
	});
	return table(
		[
			"Scenario",
			"Before:",
			"After:",
			`Time left (${"█".repeat(BLOCKS)} = before)`,
			"Time saved:",
			"Factor:",
			"Verdict",
		],
		rows,
	);
}

/** What is left of the time before, as blocks. */
export function timeBar({ stratum: { change } }: StratumFact): string {
	if (change === undefined || !(change.factor > 0)) return "n/a";
	const eighths = Math.round((BLOCKS * 8) / change.factor);
	if (eighths > MOST_BLOCKS * 8) return `${"█".repeat(MOST_BLOCKS)}▶`;
	const partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8] ?? "";
	return `${"█".repeat(Math.floor(eighths / 8))}${partial}` || "▏";
}
