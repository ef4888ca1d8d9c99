import { gigabytes } from "../../base/disk-space.ts";
import { estimateBytes, estimateRows } from "../../seed/estimate.ts";
import { type Config, defaultBudgetSeconds } from "../cli/config.ts";
import type { Server } from "../server/server.ts";
import { fullRunSeconds } from "../studies/full-run-estimate.ts";
import { sessionsFor } from "../studies/load/sessions.ts";
import { indexesInRun, writesInRun } from "../studies/writes/select-writes.ts";
import { curveSeconds } from "./curve/curve-estimate.ts";
import { diskNeed } from "./seeding-room.ts";

/**
 * How long a full run takes, said when there is a server. The studies take as long as the queries turn out to be slow: a
 * closer figure for them comes once those are measured.
 */
export async function aheadOfFull(config: Config, server: Pick<Server, "restart" | "freeDisk">): Promise<string> {
	const { budgetSeconds, scenarios, studies, suite, scale, sizes = [], mode, design, resume } = config;
	const saved = "All is saved step by step, and --resume continues.";
	const { scenarios: measuring, studies: studying } = fullRunSeconds({
		budgetSeconds,
		rows: estimateRows(suite.dataset, scale),
		scenarios: scenarios.length,
		indexes: indexesInRun({ suite, scenarios }).length,
		writes: writesInRun({ suite, scenarios, options: studies }).length,
		restarts: server.restart !== undefined,
		loadLevels: sessionsFor(studies.load).length,
	});
	const budgets = sizes.map((size) => Math.min(budgetSeconds, defaultBudgetSeconds(size, suite, [])));
	const growing = sizes.length === 0 ? 0 : curveSeconds({ suite, sizes, scenarios: scenarios.length, budgets });
	const minutes = (seconds: number) => `about ${Math.ceil(seconds / 60)} min`;
	const many = `${scenarios.length} scenarios`;
	if (mode !== "timed" || design !== "paired") return `A full run: ${minutes(measuring)} for ${many}. ${saved}`;
	const curve = growing === 0 ? "" : `, ${minutes(growing)} for a scale curve up to ${sizes.at(-1)?.name} at its end`;
	const whole = `${minutes(measuring + studying + growing)}, of which ${minutes(measuring)} for ${many}${curve}, and the rest for every study`;
	const course = resume === undefined ? whole : `${whole}, less what is measured already`;
	const warning = await tooLarge(config, server);
	return `A full run: ${course}; longer on a slow machine. How long the studies take is said again before they begin. ${saved}${warning}`;
}

/** What to know before hours are spent: the curve goes beyond the run's own size. */
async function tooLarge({ suite, sizes = [] }: Config, { freeDisk }: Pick<Server, "freeDisk">): Promise<string> {
	const largest = sizes.at(-1);
	const room = await freeDisk?.();
	if (largest === undefined || room === undefined) return "";
	const { run: needed } = diskNeed(estimateBytes(suite.dataset, largest));
	if (room.bytes >= needed) return "";
	return ` The curve will end early: ${largest.name} needs about ${gigabytes(needed)} of disk, and ${gigabytes(room.bytes)} can be had ${room.where}; --curve takes other sizes, or none.`;
}
