import type { Round } from "./round.ts";

/** What runs on identical arms showed. */
export interface NullFinding {
	/** Verdicts given. */
	readonly verdicts: number;
	/** Those that were `faster` or `slower`: nothing was either. */
	readonly falseAlarms: number;
	/** Share (0..1) of plain 95 % intervals that cover zero. */
	readonly coverage95: number;
	/** Wall time of noise floors and trials. */
	readonly seconds: number;
}

/** Rounds needed for at least `verdicts` verdicts. */
export function roundsFor(verdicts: number, strata: number): number {
	return Math.max(1, Math.ceil(verdicts / strata));
}

/** Counts what identical arms were made out to be. */
export function nullFinding(rounds: readonly Round[]): NullFinding {
	const outcomes = rounds.flatMap((round) => round.outcomes);
	const judged = outcomes.filter((outcome) => outcome.covered !== null);
	const alarms = outcomes.filter(({ verdict }) => verdict === "faster" || verdict === "slower");
	return {
		verdicts: outcomes.length,
		falseAlarms: alarms.length,
		coverage95: judged.filter((outcome) => outcome.covered).length / Math.max(1, judged.length),
		seconds: seconds(rounds),
	};
}

function seconds(rounds: readonly Round[]): number {
	return Number(rounds.reduce((sum, round) => sum + round.seconds, 0).toFixed(1));
}
