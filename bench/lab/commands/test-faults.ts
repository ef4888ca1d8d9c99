import Table from "cli-table3";
import { command, flag, parseFlags, positiveNumber, wholeNumber } from "../../cli/flags.ts";
import { progressDisplay } from "../../cli/progress-display.ts";
import type { CaseResult } from "../faults/case.ts";
import { runEndurance, showEndurance } from "../faults/endurance.ts";
import { isSound } from "../faults/growth.ts";
import { type MatrixResult, runMatrix } from "../faults/matrix.ts";
import { runSoak, showSoak } from "../faults/soak.ts";

interface FaultFlags {
	readonly only?: string;
	readonly endurance?: number;
	readonly soak?: number;
	readonly scale: string;
	readonly json: boolean;
}

const DESCRIPTION =
	"Kills, cuts, freezes and fills up real runs at every stage, and checks that nothing is lost and nothing is left.";

/** `pnpm test:faults`. @returns the exit code: 1 when a case fails. @throws BenchError */
export async function runTestFaults(argv: readonly string[], signal: AbortSignal): Promise<number> {
	const parsed = parseFlags<FaultFlags>(
		command("test:faults", DESCRIPTION)
			.addOption(flag("--only <glob>", "cases to do, by id or by fault: SIGKILL/*, */trials, 'server killed'"))
			.addOption(
				flag("--endurance <runs>", "instead: so many smoke runs in a row, and whether they take ever more").argParser(
					wholeNumber,
				),
			)
			.addOption(
				flag(
					"--soak <minutes>",
					"instead: one run that measures for so long, and whether it takes ever more",
				).argParser(positiveNumber),
			)
			.addOption(flag("--scale <scale>", "of the run of --soak").default("x10"))
			.addOption(flag("--json", "print the result on standard output and nothing else there").default(false)),
		argv,
	);
	if ("help" in parsed) {
		process.stdout.write(parsed.help);
		return 0;
	}
	const { only, endurance, soak, scale, json } = parsed.flags;
	const progress = progressDisplay(process.stderr);
	try {
		if (endurance !== undefined) {
			const found = await runEndurance(endurance, progress, signal);
			process.stdout.write(json ? `${JSON.stringify(found)}\n` : showEndurance(found));
			return isSound(found) ? 0 : 1;
		}
		if (soak !== undefined) {
			const found = await runSoak(soak, scale, progress, signal);
			process.stdout.write(json ? `${JSON.stringify(found)}\n` : showSoak(found));
			return isSound(found) ? 0 : 1;
		}
		const result = await runMatrix(only, progress, signal);
		process.stdout.write(json ? `${JSON.stringify(result)}\n` : showMatrix(result));
		return result.survived === result.total ? 0 : 1;
	} finally {
		progress.close();
	}
}

function showMatrix({ survived, total, cases }: MatrixResult): string {
	const table = new Table({
		head: ["Fault", "Stage", "Outcome", "Exit", "Ends after"],
		style: { head: [], border: [] },
	});
	for (const one of cases) {
		const { fault, stage, outcome, exitCode } = one;
		table.push([fault, stage, outcome, exitCode === null ? "-" : String(exitCode), `${one.secondsToEnd.toFixed(1)} s`]);
	}
	const said = cases.filter(({ complaints }) => complaints.length > 0).flatMap(describe);
	return `${table.toString()}\n${said.join("")}${survived} of ${total} cases survived.\n`;
}

function describe({ id, outcome, complaints }: CaseResult): readonly string[] {
	return complaints.map((complaint) => `${outcome}: ${id}: ${complaint}\n`);
}
