import { stratumCells } from "./stratum-cells.ts";
import type { Summary } from "./summary.ts";
import { type Paint, writeTable } from "./terminal-table.ts";

/** One row per stratum; the less a column matters, the sooner it gives way on a narrow terminal. */
export function scenarioTable(summary: Summary, paint: Paint, width: number): string {
	return writeTable({
		columns: [
			{ title: "Scenario", flexible: 1, least: 18, cut: "middle", drop: 0 },
			{ title: "before", right: true, drop: 2 },
			{ title: "after", right: true, drop: 2 },
			{ title: "time saved", right: true, drop: 1 },
			{ title: "interval", drop: 3 },
			{ title: "factor", right: true, drop: 0 },
			{ title: "verdict", drop: 0 },
		],
		rows: summary.strata.map((fact) => {
			const cells = stratumCells(fact);
			const verdict = paint.verdict(fact.stratum.verdict);
			return [fact.title, cells.before, cells.after, cells.saved, cells.interval, cells.factor, verdict];
		}),
		width,
		paint,
	});
}
