import { loadSuite } from "../../../scenarios/suites.ts";
import { parseScale } from "../../../seed/scale.ts";
import { oneFlag } from "../../cli/flags/flag.ts";
import { text } from "../../cli/flags/readers.ts";
import { FLAGS, pick, SERVER_FLAGS } from "../../cli/flags/table.ts";
import { defineCommand } from "../../cli/program.ts";
import { progressDisplay } from "../../cli/progress-display.ts";
import { serverSettings } from "../../cli/server-settings.ts";
import { formatNumber } from "../../report/format.ts";
import { coreScenarios } from "../../run/plan.ts";
import { compareTwin, type TwinComparison } from "../twin/compare-twin.ts";

const TWIN_FLAGS = {
	...SERVER_FLAGS,
	...pick("suite", "seed", "full", "json"),
	scale: oneFlag({ ...FLAGS.scale, read: text, usual: "0.1" }),
};

/** `pnpm bench:twin`. Exit code 1 where a verdict on the twin is the opposite of that on the original. */
export const command = defineCommand({
	name: "twin",
	description:
		"Captures a suite's dataset while its queries run, makes a twin from the statistics alone, and holds the verdicts on both against each other.",
	flags: TWIN_FLAGS,
	async run({ flags }, { environment, signal }) {
		const suite = await loadSuite(flags.suite ?? "perf-001");
		const scenarios = flags.full ? suite.scenarios : coreScenarios(suite);
		const server = serverSettings({ ...flags, allowSharedServer: false }, environment);
		const progress = progressDisplay(process.stderr);
		try {
			const setting = { server, seed: flags.seed, progress, signal };
			const found = await compareTwin({ ...suite, scenarios }, parseScale(flags.scale), setting);
			process.stdout.write(flags.json ? `${JSON.stringify(found)}\n` : textOf(found));
			return found.opposite > 0 ? 1 : 0;
		} finally {
			progress.close();
		}
	},
});

function textOf({ original, strata, agree, opposite, pairs, unbound, ...rest }: TwinComparison): string {
	const figure = (value: number | null) => (value === null ? "n/a" : formatNumber(value, 2));
	const { kappa, factorSpearman, workWithin1_5, planParity, capture } = rest;
	const other = pairs.filter(({ original, twin }) => original !== twin);
	return [
		`${original}: of ${strata} strata that the original resolves, ${agree} have the same verdict on the twin and ${opposite} the opposite one.`,
		`Kappa ${figure(kappa)}; rank correlation of factors ${figure(factorSpearman)}; work within 1.5 times ${figure(workWithin1_5)}; same plans ${figure(planParity)}.`,
		`Captured in ${formatNumber(capture.seconds, 1)} s, ${formatNumber(capture.rowsRead)} rows read, ${formatNumber(capture.bundleBytes)} bytes.`,
		...other.map(({ stratum, original, twin, plans }) =>
			[`  ${stratum}: ${original}, on the twin ${twin}`, `    ${plans.original}`, `    ${plans.twin}`].join("\n"),
		),
		...unbound.map((text) => `  ${text}`),
		"",
	].join("\n");
}
