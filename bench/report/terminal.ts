import { styleText } from "node:util";
import type { RunRecord } from "../record/schema.ts";
import {
	FACTOR_NOTE,
	formatBytes,
	formatCount,
	formatPct,
	formatPctInterval,
	formatRange,
	formatSeconds,
} from "./format.ts";
import { stratumCells } from "./stratum-cells.ts";
import { sectionTerminal } from "./studies/section-terminal.ts";
import { studySections } from "./studies/sections.ts";
import { describeCounts, type StratumFact, type Summary, summarize } from "./summary.ts";
import type { TerminalOptions } from "./terminal-options.ts";
import { scenarioTable } from "./terminal-scenarios.ts";
import { type Paint, type Rows, wrapLine, writeTable } from "./terminal-table.ts";
import { signOf, type Tone, toneOf, type Verdict } from "./verdict-look.ts";

/** Strata named above the table, of each kind. */
const EXTREMES = 3;

const COLORS = {
	good: "green",
	bad: "red",
	neutral: "gray",
	open: "yellow",
	broken: "magenta",
} as const satisfies Record<Tone, string>;

/** The answer on one screen, then the table of scenarios. Ends with a line break. */
export function renderTerminal(record: RunRecord, { width, color }: TerminalOptions): string {
	const summary = summarize(record);
	const paint = painter(color);
	const columns = Math.max(40, Math.floor(width));
	const blocks = [
		opening(summary, paint, columns),
		indexBlock(summary, paint, columns),
		claimBlock(summary, paint, columns),
		invalidBlock(summary.invalid, paint, columns),
		extremesBlock("Worst", summary.worst, paint, columns),
		extremesBlock("Best", summary.best, paint, columns),
		scenarioTable(summary, paint, columns),
		...studySections(summary.record).map((part) => sectionTerminal(part, paint, columns)),
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

function opening(summary: Summary, paint: Paint, columns: number): string {
	const { environment, dataset, suiteTitle, runId } = summary.record;
	const place = `MySQL ${environment.mysql.version}, scale ${dataset.scale}, seed ${dataset.seed}, run ${runId}`;
	return [
		...(summary.incomplete === null ? [] : [paint.warning(wrapLine(`INCOMPLETE  ${summary.incomplete}`, columns))]),
		paint.strong(wrapLine(`${suiteTitle}: ${summary.headline}`, columns)),
		paint.faint(wrapLine(place, columns)),
	].join("\n");
}

function indexBlock(summary: Summary, paint: Paint, columns: number): string {
	const rows: Rows = summary.record.indexes.map((index) => [
		index.name,
		paint.verdict(index.verdict),
		formatBytes(index.bytes),
		formatSeconds(index.buildSeconds),
		index.reasons.join(" "),
	]);
	return writeTable({
		columns: [
			{ title: "Index", flexible: 3, least: 28, drop: 0 },
			{ title: "verdict", drop: 0 },
			{ title: "size", right: true, drop: 1 },
			{ title: "build", right: true, drop: 1 },
			{ title: "why", flexible: 1, least: 20, drop: 2 },
		],
		rows,
		width: columns,
		paint,
	});
}

function claimBlock(summary: Summary, paint: Paint, columns: number): string {
	const rows: Rows = summary.record.claims.map((claim) => [
		claim.statement,
		formatRange(claim.range),
		claim.observed === null ? "n/a" : formatPct(claim.observed.reductionPct),
		claim.observed === null ? "" : formatPctInterval(claim.observed.ci),
		paint.verdict(claim.verdict),
	]);
	return writeTable({
		columns: [
			{ title: "Claim", flexible: 1, least: 16, drop: 0 },
			{ title: "claimed", right: true, drop: 1 },
			{ title: "time saved", right: true, drop: 0 },
			{ title: "interval", drop: 2 },
			{ title: "verdict", drop: 0 },
		],
		rows,
		width: columns,
		paint,
	});
}

function extremesBlock(title: string, facts: readonly StratumFact[], paint: Paint, columns: number): string {
	const shown = facts.slice(0, EXTREMES);
	const more = facts.length > shown.length ? ` (${shown.length} of ${facts.length})` : "";
	return writeTable({
		columns: [
			{ title: `${title}${more}`, flexible: 1, least: 14, cut: "middle", drop: 0 },
			{ title: "before", right: true, drop: 1 },
			{ title: "after", right: true, drop: 1 },
			{ title: "time saved", right: true, drop: 0 },
			{ title: "factor", right: true, drop: 0 },
		],
		rows: shown.map((fact) => {
			const cells = stratumCells(fact);
			return [fact.title, cells.before, cells.after, cells.saved, cells.factor];
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
		rows: facts.map((fact) => [fact.title, fact.stratum.reason]),
		width: columns,
		paint,
	});
}

function closing(summary: Summary, columns: number): string {
	const { record, strata } = summary;
	const proven = strata.filter((fact) => fact.stratum.decidedBy === "evidence").length;
	const level = strata.find((fact) => fact.stratum.change !== undefined)?.stratum.change?.level;
	const lines = [
		...(strata.length === 0
			? []
			: [
					`${formatCount(strata.length, "stratum", "strata")}: ${describeCounts(summary.scenarioCounts)}; threshold ±${formatPct(record.threshold.pct)}`,
				]),
		...(proven === 0
			? []
			: [`${formatCount(proven, "verdict rests", "verdicts rest")} on evidence (plans and counters), not on timing`]),
		...(level === undefined
			? []
			: [`before and after are medians (p50); intervals of scenarios at ${formatPct(level * 100)}`]),
		...(strata.some((fact) => fact.fragile) ? [FACTOR_NOTE] : []),
		...record.notices.map((notice) => `note: ${notice}`),
	];
	return lines.map((line) => wrapLine(line, columns)).join("\n");
}
