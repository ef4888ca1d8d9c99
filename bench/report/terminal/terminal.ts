import { styleText } from "node:util";
import type { RunRecord } from "../../record/schema.ts";
import { COUNTERS_CLAIMS, countersMethod, countsOnly, workSums } from "../counters-wording.ts";
import { FACTOR_NOTE, formatCount, formatPct, formatRange } from "../format.ts";
import { stratumCells } from "../stratum-cells.ts";
import { sectionTerminal } from "../studies/section-terminal.ts";
import { studySections } from "../studies/sections.ts";
import { describeCounts, type StratumFact, type Summary, summarize } from "../summary.ts";
import { savedCells } from "../time-saved.ts";
import { signOf, type Tone, toneOf, type Verdict } from "../verdict-look.ts";
import { stratumWords } from "../words/stratum-words.ts";
import { BY_WEIGHTS_NOTE, BY_WEIGHTS_SIGN, weightsMark } from "../words/verdict-words.ts";
import { doubtsOf } from "./terminal-doubts.ts";
import { indexBlock, markedVerdict } from "./terminal-indexes.ts";
import type { TerminalOptions } from "./terminal-options.ts";
import { scenarioTable, stratumName } from "./terminal-scenarios.ts";
import { type Paint, type Rows, wrapLine, writeTable } from "./terminal-table.ts";

/** Strata named in the answer, of each kind. */
const EXTREMES = 3;

const COLORS = {
	good: "green",
	bad: "red",
	neutral: "gray",
	open: "yellow",
	broken: "magenta",
} as const satisfies Record<Tone, string>;

/**
 * The table of scenarios and what the studies found, then the answer: a terminal is read from its end, where a run of
 * minutes leaves its user, and a table of sixty rows would scroll an answer above it away. Who pages from the top sees
 * the headline there too. Ends with a line break.
 */
export function renderTerminal(record: RunRecord, { width, color }: TerminalOptions): string {
	const summary = summarize(record);
	const paint = painter(color);
	const columns = Math.max(40, Math.floor(width));
	const doubts = doubtsOf(summary);
	const blocks = [
		[headline(summary, paint, columns), place(summary.record, paint, columns)].join("\n"),
		scenarioTable(summary, doubts, paint, columns),
		legend(summary, doubts.legend, columns),
		...studySections(summary.record).map((part) => sectionTerminal(part, paint, columns)),
		summary.record.notices.map((notice) => wrapLine(`note: ${notice}`, columns)).join("\n"),
		summary.strata.length === 0 ? "" : paint.faint("─".repeat(columns)),
		summary.strata.length === 0 ? "" : headline(summary, paint, columns),
		indexBlock(summary, paint, columns),
		claimBlock(summary, paint, columns),
		invalidBlock(summary.invalid, paint, columns),
		extremesBlock(summary, paint, columns),
		closing(summary, columns),
	];
	return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function painter(color: boolean): Paint {
	// `validateStream: false`: the caller decided about colour, not the stream this process happens to write to.
	const style = (format: Parameters<typeof styleText>[0], text: string): string =>
		color ? styleText(format, text, { validateStream: false }) : text;
	return {
		strong: (text) => style("bold", text),
		faint: (text) => style("dim", text),
		warning: (text) => style(["bold", "yellow"], text),
		verdict: (verdict: Verdict) => style(COLORS[toneOf(verdict)], `${signOf(verdict)} ${verdict}`),
	};
}

function headline({ record, incomplete, headline }: Summary, paint: Paint, columns: number): string {
	return [
		...(incomplete === null ? [] : [paint.warning(wrapLine(`INCOMPLETE  ${incomplete}`, columns))]),
		paint.strong(wrapLine(`${record.suiteTitle}: ${headline}`, columns)),
	].join("\n");
}

function place({ environment, dataset, runId }: RunRecord, paint: Paint, columns: number): string {
	const { version } = environment.mysql;
	return paint.faint(wrapLine(`MySQL ${version}, scale ${dataset.scale}, seed ${dataset.seed}, run ${runId}`, columns));
}

/** What the table's signs and figures mean. */
function legend({ strata, record }: Summary, doubts: readonly string[], columns: number): string {
	const level = strata.find((fact) => fact.stratum.change !== undefined)?.stratum.change?.level;
	const lines = [
		...doubts,
		...(strata.some((fact) => fact.fragile) ? [FACTOR_NOTE] : []),
		...(level === undefined
			? []
			: [`before and after are medians (p50); intervals of scenarios at ${formatPct(level * 100)}`]),
		...(countsOnly(record) ? [countersMethod(record)] : []),
		...([...record.indexes, ...record.claims].some((one) => weightsMark(one) !== undefined)
			? [`${BY_WEIGHTS_SIGN} ${BY_WEIGHTS_NOTE}`]
			: []),
	];
	return lines.map((line) => wrapLine(line, columns)).join("\n");
}

function claimBlock({ record }: Summary, paint: Paint, columns: number): string {
	if (record.claims.length > 0 && countsOnly(record)) return wrapLine(COUNTERS_CLAIMS, columns);
	const rows: Rows = record.claims.map((claim) => {
		const { observed } = claim;
		const cells = observed === null ? undefined : savedCells(observed.reductionPct, observed.ci);
		return [
			claim.statement,
			formatRange(claim.range),
			cells?.estimate ?? "n/a",
			cells?.interval ?? "",
			markedVerdict(paint, claim),
		];
	});
	return writeTable({
		columns: [
			{ title: "Claim", flexible: 1, least: 34, drop: 0 },
			// What is claimed is said by most claims themselves.
			{ title: "claimed", right: true, drop: 2 },
			{ title: "time saved", right: true, drop: 0 },
			{ title: "interval", drop: 1 },
			{ title: "verdict", drop: 0 },
		],
		rows,
		width: columns,
		paint,
	});
}

/** The strata that lost most, then those that gained most. */
function extremesBlock({ worst, best, record }: Summary, paint: Paint, columns: number): string {
	const counted = countsOnly(record);
	return writeTable({
		columns: [
			{ title: "Worst and best", flexible: 1, least: 40, cut: "middle", drop: 0 },
			{ title: counted ? "rows + pages before" : "before", right: true, drop: 1 },
			{ title: "after", right: true, drop: 1 },
			{ title: counted ? "work" : "factor", right: true, drop: 0 },
		],
		rows: [...worst.slice(0, EXTREMES), ...best.slice(0, EXTREMES)].map((fact) => {
			const { before, after, factor } = counted ? workSums(fact.stratum) : stratumCells(fact);
			return [stratumName(fact), before, after, factor];
		}),
		width: columns,
		paint,
	});
}

function invalidBlock(facts: readonly StratumFact[], paint: Paint, columns: number): string {
	return writeTable({
		columns: [
			{ title: "Invalid", flexible: 1, least: 14, cut: "middle", drop: 0 },
			{ title: "why", flexible: 2, least: 20, drop: 1 },
		],
		rows: facts.map((fact) => [stratumName(fact), stratumWords(fact.stratum)]),
		width: columns,
		paint,
	});
}

function closing({ record, strata, scenarioCounts }: Summary, columns: number): string {
	if (strata.length === 0) return "";
	const proven = strata.filter((fact) => fact.stratum.decidedBy === "evidence").length;
	const verdicts = `${formatCount(strata.length, "stratum", "strata")}: ${describeCounts(scenarioCounts)}`;
	const facts = countsOnly(record)
		? [verdicts]
		: [
				verdicts,
				`threshold ±${formatPct(record.threshold.pct)}`,
				...(proven === 0 ? [] : [`${proven} by evidence (plans and counters), not by timing`]),
			];
	const notes = record.notices.length === 0 ? [] : [`${formatCount(record.notices.length, "note")} above`];
	return wrapLine([...facts, ...notes].join("; "), columns);
}
