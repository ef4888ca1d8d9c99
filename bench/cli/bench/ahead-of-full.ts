import type { Scale } from "../../../seed/scale.ts";
import { RECORD_FILE, readRecord } from "../../record/file.ts";
import { newestFolders } from "../../record/run-names.ts";
import type { RunPlan } from "../../run/plan.ts";

/** So many runs are looked at for one that was full. */
const MOST_LOOKED_AT = 5;

/** What a full run will do, and what the last one like it took here, by the seconds of its stages. */
export async function aheadOfFull(plan: RunPlan, sizes: readonly Scale[]): Promise<string> {
	const { scenarios, budgetSeconds, resume } = plan;
	const curve = sizes.length === 0 ? "" : `, and a scale curve up to ${sizes.at(-1)?.name}`;
	const seconds = await secondsOfLast(plan);
	const last = seconds === undefined ? "" : ` The last one here took ${Math.ceil(seconds / 60)} min without its curve.`;
	const rest = resume === undefined ? "" : " What is measured already is left as it is.";
	return `A full run: ${scenarios.length} scenarios within ${budgetSeconds} s, then every study${curve}.${last}${rest} All is saved step by step, and --resume continues.`;
}

async function secondsOfLast({ out, suite, scale }: RunPlan): Promise<number | undefined> {
	const folders = await newestFolders(out, [RECORD_FILE]);
	for (const folder of folders
		.filter((name) => name.includes(`-${suite.id}-${scale.name}-`))
		.slice(0, MOST_LOOKED_AT)) {
		const record = await readRecord(folder).catch(() => undefined);
		if (record?.status !== "complete" || record.options?.full !== true) continue;
		return Object.values(record.timing).reduce((sum, stage) => sum + stage, 0);
	}
	return undefined;
}
