import type { Comparison } from "../../judge/compare/compare-records.ts";
import type { Difference } from "../../judge/compare/difference.ts";
import type { RunRecord } from "../../record/schema.ts";
import { printableLine } from "../printable.ts";
import { type Paint, wrapLine, writeTable } from "../terminal/terminal-table.ts";
import { caveatWords, differenceCells } from "../words/difference-words.ts";

const same = (text: string): string => text;
const PLAIN: Paint = { strong: same, faint: same, warning: same, verdict: same };

/** The comparison as text: the answer, what is worse, then what merely differs. Ends with a line break. */
export function renderComparison(
	base: RunRecord,
	head: RunRecord,
	{ caveats, differences }: Comparison,
	width = 120,
): string {
	const columns = Math.max(60, width);
	const worse = differences.filter((difference) => difference.worse);
	const rest = differences.filter((difference) => !difference.worse);
	const answer =
		differences.length === 0
			? "No difference in queries, results, plans, work, verdicts, ratios or costs."
			: `${differences.length} differences, ${worse.length} of them worse.`;
	const blocks = [
		answer,
		[
			`base ${base.runId}`,
			`head ${head.runId}`,
			"Ratios and counters are compared; times of different runs are not, since machines differ from day to day.",
			...caveats.map(caveatWords),
		]
			.map((line) => wrapLine(printableLine(line), columns))
			.join("\n"),
		differenceTable("Worse", worse, columns),
		differenceTable("Different", rest, columns),
	];
	return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function differenceTable(title: string, differences: readonly Difference[], width: number): string {
	return writeTable({
		columns: [
			{ title, flexible: 2, least: 16, cut: "middle", drop: 0 },
			{ title: "what", drop: 0 },
			{ title: "base", flexible: 3, least: 12, cut: "middle", drop: 0 },
			{ title: "head", flexible: 3, least: 12, cut: "middle", drop: 0 },
		],
		rows: differences.map((difference) => differenceCells(difference).map(printableLine)),
		width,
		paint: PLAIN,
	});
}
