import { compareRecords } from "../../judge/compare/compare-records.ts";
import { readRecord } from "../../record/file.ts";
import { renderComparison } from "../../report/compare/render-comparison.ts";
import { command, flag, parseFlags } from "../flags.ts";

/** `pnpm compare <base> <head>`. @returns 0, or 1 with --gate when head is worse. @throws BenchError */
export async function runCompare(argv: readonly string[]): Promise<number> {
	const target = command("compare", "Compares two runs of one suite: plans, counters, verdicts, ratios and costs.")
		.argument("<base>", "folder of the earlier run")
		.argument("<head>", "folder of the later run")
		.addOption(flag("--gate", "exit 1 when head is worse").default(false))
		.addOption(flag("--json", "print the differences as JSON").default(false));
	const parsed = parseFlags<{ gate: boolean; json: boolean }>(target, argv);
	if ("help" in parsed) {
		process.stdout.write(parsed.help);
		return 0;
	}
	const [base, head] = await Promise.all(parsed.operands.slice(0, 2).map(readRecord));
	if (base === undefined || head === undefined) throw new Error("commander lets no operand be missing");
	const comparison = compareRecords(base, head);
	process.stdout.write(
		parsed.flags.json
			? `${JSON.stringify(comparison)}\n`
			: renderComparison(base, head, comparison, process.stdout.columns),
	);
	return parsed.flags.gate && comparison.differences.some((difference) => difference.worse) ? 1 : 0;
}
