import { countsOnly, workSums } from "../counters-wording.ts";
import { stratumCells } from "../stratum-cells.ts";
import type { StratumFact, Summary } from "../summary.ts";
import type { Doubts } from "./terminal-doubts.ts";
import { type Column, type Paint, type Rows, writeTable } from "./terminal-table.ts";

/** A stratum as reasons, the gate and waivers name it: what a user may copy into --only or a waiver. */
export function stratumName({ scenario, stratum }: Pick<StratumFact, "scenario" | "stratum">): string {
	return `${scenario.id} ${stratum.id}`;
}

const TIMED: readonly Column[] = [
	{ title: "before", right: true, drop: 1 },
	{ title: "after", right: true, drop: 1 },
	{ title: "time saved", right: true, drop: 0 },
	{ title: "interval", drop: 2 },
	{ title: "factor", right: true, drop: 3 },
];
const COUNTED: readonly Column[] = [
	{ title: "rows + pages before", right: true, drop: 1 },
	{ title: "after", right: true, drop: 1 },
	{ title: "work", right: true, drop: 0 },
];
const LEAST_NAME = 32;
/** What the columns beside the name take where none is dropped that a reader of before and after wants. */
const ROOM_BESIDE_NAME = { timed: 48, counted: 68 };

/**
 * One row per stratum; the less a column matters, the sooner it gives way on a narrow terminal. Where whole ids do not fit
 * beside the figures, what comes before their slash stands on a line of its own above its rows.
 */
export function scenarioTable(summary: Summary, doubts: Doubts, paint: Paint, width: number): string {
	const { strata, record } = summary;
	const longest = Math.max(0, ...strata.map((fact) => stratumName(fact).length));
	const grouped = longest + ROOM_BESIDE_NAME[countsOnly(record) ? "counted" : "timed"] > width;
	// Whole ids, since they are what one copies; only a terminal too narrow for before and after beside them cuts some.
	const least = grouped ? Math.min(longest, LEAST_NAME) : longest;
	const rows: Rows[number][] = [];
	let group = "";
	for (const fact of strata) {
		const name = stratumName(fact);
		const slash = grouped ? name.indexOf("/") : -1;
		const own = name.slice(0, slash + 1);
		if (own !== group && own !== "") rows.push([paint.faint(own)]);
		group = own;
		const shown = slash === -1 ? name : ` ${name.slice(slash + 1)}`;
		const sign = doubts.signOf(fact.stratum);
		const verdict = `${paint.verdict(fact.stratum.verdict)}${sign}`;
		rows.push([shown, ...figuresOf(fact, record), verdict]);
	}
	return writeTable({
		columns: [
			{ title: "Scenario", flexible: 1, least, cut: "middle", drop: 0 },
			...(countsOnly(record) ? COUNTED : TIMED),
			{ title: "verdict", drop: 0 },
		],
		rows,
		width,
		paint,
	});
}

function figuresOf(fact: StratumFact, record: Summary["record"]): readonly string[] {
	if (countsOnly(record)) {
		const { before, after, factor } = workSums(fact.stratum);
		return [before, after, factor];
	}
	const { before, after, saved, interval, factor } = stratumCells(fact);
	return [before, after, saved, interval, factor];
}
