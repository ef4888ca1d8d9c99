import Table from "cli-table3";
import { InvalidArgumentError } from "commander";
import { runCommand } from "../cli/command.ts";
import { command, flag, parseFlags } from "../cli/flags.ts";
import { keepsNominal, simulateAlternatives, simulateCoverage } from "./simulation/coverage.ts";
import type { CoverageRow } from "./simulation/coverage-row.ts";

function runsOf(text: string): number {
	const runs = Number(text);
	if (!Number.isInteger(runs) || runs < 100) throw new InvalidArgumentError("Give a whole number of at least 100.");
	return runs;
}

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

async function run(): Promise<number> {
	const target = command(
		"coverage",
		"Simulates how often the method's intervals contain the truth, on made-up and on recorded noise.",
	)
		.addOption(flag("--runs <count>", "simulated trials per row").default(8000).argParser(runsOf))
		.addOption(flag("--json", "print the rows as JSON and nothing else").default(false));
	const parsed = parseFlags<{ runs: number; json: boolean }>(target, process.argv.slice(2));
	if ("help" in parsed) {
		process.stdout.write(parsed.help);
		return 0;
	}
	const { runs, json } = parsed.flags;
	const rows = [...simulateCoverage(runs), ...simulateAlternatives(Math.ceil(runs / 20))];
	const failing = rows.filter((row) => row.used && !keepsNominal(row));
	process.stdout.write(`${json ? JSON.stringify(rows, null, "\t") : tableOf(rows)}\n`);
	if (failing.length === 0) return 0;
	process.stderr.write(`${failing.length} intervals cover less than they say, by more than 2 points.\n`);
	return 1;
}

await runCommand(run);
