import Table from "cli-table3";
import { pick } from "../../cli/flags/table.ts";
import { defineCommand } from "../../cli/program.ts";
import { LAB_FLAGS } from "../flags.ts";
import { keepsNominal, simulateAlternatives, simulateCoverage } from "../simulation/coverage.ts";
import type { CoverageRow } from "../simulation/coverage-row.ts";

/** `pnpm coverage`. Exit code 1 when an interval covers less than it says. */
export const command = defineCommand({
	name: "coverage",
	description: "Simulates how often the method's intervals contain the truth, on made-up and on recorded noise.",
	flags: { runs: LAB_FLAGS.runs, ...pick("json") },
	run: async ({ flags: { runs, json } }) => {
		const rows = [...simulateCoverage(runs), ...simulateAlternatives(Math.ceil(runs / 20))];
		const failing = rows.filter((row) => row.used && !keepsNominal(row));
		process.stdout.write(`${json ? JSON.stringify(rows, null, "\t") : tableOf(rows)}\n`);
		if (failing.length === 0) return 0;
		process.stderr.write(`${failing.length} intervals cover less than they say, by more than 2 points.\n`);
		return 1;
	},
});

function tableOf(rows: readonly CoverageRow[]): string {
	const table = new Table({
		head: ["interval", "noise", "setting", "nominal %", "covers %", "given %", "verdict"],
		style: { head: [], border: [], compact: true },
		colAligns: ["left", "left", "left", "right", "right", "right", "left"],
	});
	for (const row of rows) {
		const verdict = keepsNominal(row) ? "holds" : row.used ? "FAILS" : "not used";
		const covers = row.coveragePct?.toFixed(1) ?? "-";
		table.push([
			row.subject,
			row.noise,
			row.setting,
			row.nominalPct.toFixed(1),
			covers,
			row.givenPct.toFixed(0),
			verdict,
		]);
	}
	return table.toString();
}
