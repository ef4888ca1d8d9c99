import { median } from "../../statistics/percentile.ts";
import type { EffectPct } from "./planted.ts";
import type { Outcome, Round } from "./round.ts";

/** Slow-downs planted, percent; 0 shows the false alarms. */
export const PLANTED_PCT: readonly EffectPct[] = [0, 3, 5, 10, 25];

/** How often a slow-down of one size was found. */
export interface PowerPoint {
	readonly effectPct: EffectPct;
	/** Share (0..1) of verdicts that were `slower`. */
	readonly power: number;
	/** Median of pairs per trial. */
	readonly pairs: number;
	/** Mean time of a trial's pairs. */
	readonly seconds: number;
}

/** A power point with what the table and the chart say besides. */
export interface PowerRow extends PowerPoint {
	readonly verdicts: number;
	readonly slower: number;
	readonly noChange: number;
	/** Trials on a machine that was busy with other work. */
	readonly disturbed: number;
	/** Verdicts that would be `slower` if that were not held against them. */
	readonly slowerByInterval: number;
	/** Share (0..1) of plain 95 % intervals that cover the planted effect. */
	readonly coverage95: number;
}

/** One row per planted effect that occurred, smallest first. */
export function powerRows(rounds: readonly Round[]): readonly PowerRow[] {
	const outcomes = rounds.flatMap((round) => round.outcomes);
	const effects = [...new Set(outcomes.map((outcome) => outcome.effectPct))].sort((a, b) => a - b);
	return effects.map((effectPct) =>
		powerRow(
			effectPct,
			outcomes.filter((outcome) => outcome.effectPct === effectPct),
		),
	);
}

function powerRow(effectPct: EffectPct, outcomes: readonly Outcome[]): PowerRow {
	const count = (test: (outcome: Outcome) => boolean) => outcomes.filter(test).length;
	const slower = count(({ verdict }) => verdict === "slower");
	const seconds = outcomes.reduce((sum, outcome) => sum + outcome.seconds, 0) / outcomes.length;
	return {
		effectPct,
		power: slower / outcomes.length,
		pairs: Math.round(median(outcomes.map((outcome) => outcome.pairs))),
		seconds: Number(seconds.toFixed(2)),
		verdicts: outcomes.length,
		slower,
		noChange: count(({ verdict }) => verdict === "no-change"),
		disturbed: count(({ disturbed }) => disturbed),
		slowerByInterval: count(({ undisturbedVerdict }) => undisturbedVerdict === "slower"),
		coverage95:
			count(({ covered }) => covered === true) /
			Math.max(
				1,
				count(({ covered }) => covered !== null),
			),
	};
}

/** The four figures that `--json` promises. */
export function powerPoint({ effectPct, power, pairs, seconds }: PowerRow): PowerPoint {
	return { effectPct, power, pairs, seconds };
}
