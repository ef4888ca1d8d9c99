import { join } from "node:path";
import { runRecordSchema } from "../../record/schema.ts";
import { writeManyScenarios } from "./many-scenarios.ts";
import { type Checkout, timedCommand } from "./timed-command.ts";

/** What the benchmark of the commands themselves measures, in the order of a round. */
export const FIGURES = [
	"startMs",
	"reportSeconds",
	"gateSeconds",
	"repeatGateSeconds",
	"oneIndexGateSeconds",
	"benchSeconds",
	"overheadRatio",
] as const;

export type Figure = (typeof FIGURES)[number];

/** Figures of one round; one that the checkout cannot give is absent. */
export type SelfRound = Partial<Record<Figure, number>>;

/** What a round is to measure, and where it may write. */
export interface SelfSetting {
	readonly folder: string;
	readonly round: number;
	readonly scale: string;
	readonly figures: readonly Figure[];
	/** Whether the checkout keeps evidence: an older one measures all anew and has no flag for it. */
	readonly keepsEvidence: boolean;
	readonly server: readonly string[];
}

/** Scenarios of the report that is timed. */
const REPORTED = 200;
const ONE_MORE = "./bench/lab/self-benchmark/one-more-index.ts";

/** Takes every figure of one checkout once. */
export async function selfRound(checkout: Checkout, setting: SelfSetting): Promise<SelfRound> {
	const { folder, round, scale, figures, keepsEvidence, server } = setting;
	const found: SelfRound = {};
	const wanted = (...names: readonly Figure[]) => names.some((name) => figures.includes(name));
	const bench = (...flags: readonly string[]) => ["bench", "--scale", scale, "--out", folder, ...server, ...flags];
	const gate = (...flags: readonly string[]) => bench("--counters-only", "--gate", ...flags);
	if (wanted("startMs")) found.startMs = 1000 * (await timedCommand(checkout, ["bench", "--help"])).seconds;
	if (wanted("reportSeconds")) {
		const run = join(folder, "many");
		await writeManyScenarios(run, REPORTED);
		found.reportSeconds = (await timedCommand(checkout, ["report", run])).seconds;
	}
	if (wanted("gateSeconds", "repeatGateSeconds", "oneIndexGateSeconds")) {
		found.gateSeconds = (await timedCommand(checkout, gate(...(keepsEvidence ? ["--fresh"] : [])))).seconds;
	}
	if (wanted("repeatGateSeconds")) found.repeatGateSeconds = (await timedCommand(checkout, gate())).seconds;
	if (wanted("oneIndexGateSeconds") && keepsEvidence) {
		const env = { SELF_ROUND: `${process.pid}_${round}` };
		found.oneIndexGateSeconds = (await timedCommand(checkout, gate("--suite", ONE_MORE), env)).seconds;
	}
	if (wanted("benchSeconds", "overheadRatio")) {
		const { seconds, stdout } = await timedCommand(checkout, bench("--json"));
		found.benchSeconds = seconds;
		const { overhead } = runRecordSchema.parse(JSON.parse(stdout));
		if (overhead !== undefined) found.overheadRatio = 1 + overhead.pct / 100;
	}
	return found;
}
