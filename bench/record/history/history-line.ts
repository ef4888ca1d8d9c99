import { z } from "zod";
import { logRatioOfReduction } from "../../statistics/log-ratio.ts";
import type { RunRecord } from "../schema.ts";
import { claimVerdict, indexVerdict, scenarioVerdict } from "../verdicts.ts";

const text = z.string();
const finite = z.number();
const interval = z.tuple([finite, finite]);

/**
 * What the history keeps of a run, version 1: enough to follow every ratio and verdict over the years, and to tell which
 * runs may be put in one series. Ratios are ln(after / before), negative is faster; the times themselves are left out,
 * since those of different nights and machines do not compare.
 */
export const historyLineSchema = z.object({
	historyVersion: z.literal(1),
	runId: text.min(1),
	startedAt: z.iso.datetime(),
	suite: text,
	scale: text,
	seed: z.int(),
	fingerprint: text,
	design: z.enum(["paired", "sequential"]),
	mode: z.enum(["timed", "counters", "null"]),
	mysql: text,
	cpu: text,
	commit: text.optional(),
	thresholdPct: finite,
	strata: z.array(
		z.object({
			scenario: text,
			stratum: text,
			/** Absent where nothing was timed. */
			ratio: finite.optional(),
			ci: interval.optional(),
			verdict: scenarioVerdict,
		}),
	),
	/** Two tables may have indexes of one name; lines of before do not tell the table. */
	indexes: z.array(z.object({ name: text, table: text.optional(), verdict: indexVerdict })),
	claims: z.array(
		z.object({ id: text, reductionPct: finite.optional(), ci: interval.optional(), verdict: claimVerdict }),
	),
});

export type HistoryLine = z.infer<typeof historyLineSchema>;

/** The line that a run leaves in the history. */
export function historyLineOf(record: RunRecord): HistoryLine {
	const { environment, dataset } = record;
	return {
		historyVersion: 1,
		runId: record.runId,
		startedAt: record.startedAt,
		suite: record.suite,
		scale: dataset.scale,
		seed: dataset.seed,
		fingerprint: dataset.fingerprint,
		design: record.design,
		mode: record.mode ?? "timed",
		mysql: environment.mysql.version,
		cpu: environment.cpuModel,
		...(environment.git === undefined ? {} : { commit: environment.git.commit }),
		thresholdPct: record.threshold.pct,
		strata: record.scenarios.flatMap((scenario) =>
			scenario.strata.map(({ id, change, verdict }) => ({
				scenario: scenario.id,
				stratum: id,
				...(change === undefined ? {} : ratioOf(change)),
				verdict,
			})),
		),
		indexes: record.indexes.map(({ name, table, verdict }) => ({ name, table, verdict })),
		claims: record.claims.map(({ id, observed, verdict }) => ({ id, ...(observed ?? {}), verdict })),
	};
}

/** The bounds change places: the largest reduction is the smallest ratio. */
function ratioOf({ reductionPct, ci }: { reductionPct: number; ci: readonly [number, number] }) {
	const [low, high] = [logRatioOfReduction(ci[1]), logRatioOfReduction(ci[0])];
	return { ratio: logRatioOfReduction(reductionPct), ci: [low, high] as [number, number] };
}
