import type { NullFinding } from "./null-experiment.ts";
import type { PowerRow } from "./power-experiment.ts";
import { proportionInterval } from "./proportion.ts";
import type { Round } from "./round.ts";
import type { VersusRow } from "./versus-experiment.ts";

/** Findings of the experiments as Markdown tables: readable on a terminal, and a document can take them as they are. */
function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
	const rule = `| ${widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
	return [line(head), rule, ...rows.map(line)].join("\n");
}

function percent(share: number, digits = 1): string {
	return `${(100 * share).toFixed(digits)} %`;
}

/** Hits, their share and its 95 % interval. */
function shareOf(hits: number, of: number): string {
	const [low, high] = proportionInterval(hits, of);
	return `${percent(hits / Math.max(1, of))} (${percent(low)} to ${percent(high)})`;
}

export function nullTable(finding: NullFinding, rounds: readonly Round[]): string {
	const outcomes = rounds.flatMap((round) => round.outcomes);
	const judged = outcomes.filter(({ covered }) => covered !== null);
	const covered = judged.filter((outcome) => outcome.covered).length;
	const count = (verdict: string) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
	const thresholds = rounds.map((round) => round.thresholdPct);
	return markdownTable(
		["identical arms", "found", "target"],
		[
			["verdicts", String(finding.verdicts), ""],
			["false alarms", shareOf(finding.falseAlarms, finding.verdicts), "at most 1 %"],
			["95 % intervals that cover zero", shareOf(covered, judged.length), "93 to 97 %"],
			["no-change", String(count("no-change")), ""],
			["unresolved", String(count("unresolved")), ""],
			["trials on a busy machine", String(outcomes.filter((outcome) => outcome.disturbed).length), ""],
			["pairs", outcomes.reduce((sum, { pairs }) => sum + pairs, 0).toLocaleString("en-US"), ""],
			["threshold", `${Math.min(...thresholds).toFixed(1)} to ${Math.max(...thresholds).toFixed(1)} %`, ""],
			["harness overhead", overheadOf(rounds), "at most 5 %"],
			["seconds", finding.seconds.toFixed(0), ""],
		],
	);
}

/** The middle one of the rounds' overheads. */
function overheadOf(rounds: readonly Round[]): string {
	const sorted = rounds.flatMap(({ overhead }) => overhead ?? []).sort((a, b) => a.pct - b.pct);
	const middle = sorted[Math.floor(sorted.length / 2)];
	return middle === undefined
		? "not measured"
		: `${middle.pct.toFixed(1)} % (${middle.ci.map((bound) => bound.toFixed(1)).join(" to ")} %)`;
}

export function powerTable(rows: readonly PowerRow[]): string {
	return markdownTable(
		[
			"planted slow-down",
			"verdicts",
			"slower (95 % interval)",
			"no-change",
			"on a busy machine",
			"slower by the interval alone",
			"pairs",
			"s",
			"covered",
		],
		rows.map((row) => [
			`${row.effectPct} %`,
			String(row.verdicts),
			shareOf(row.slower, row.verdicts),
			percent(row.noChange / row.verdicts, 0),
			String(row.disturbed),
			percent(row.slowerByInterval / row.verdicts, 0),
			String(row.pairs),
			row.seconds.toFixed(1),
			percent(row.coverage95),
		]),
	);
}

export function versusTable(rows: readonly VersusRow[]): string {
	return markdownTable(
		["way to judge", "false alarms (95 % interval)", "10 % found (95 % interval)", "seconds per verdict"],
		rows.map((row) => [
			row.way,
			`${row.falseAlarms} of ${row.nullVerdicts}: ${shareOf(row.falseAlarms, row.nullVerdicts)}`,
			`${row.found} of ${row.plantedVerdicts}: ${shareOf(row.found, row.plantedVerdicts)}`,
			row.secondsPerVerdict.toFixed(1),
		]),
	);
}
