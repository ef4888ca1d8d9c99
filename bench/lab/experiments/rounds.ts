import type { Progress } from "../../../base/progress.ts";
import { type EffectPct, effectOf } from "./planted.ts";
import type { Rig } from "./rig.ts";
import { type Round, runRound } from "./round.ts";

/** Runs rounds one after another, each with random streams of its own and the effects shifted by one stratum. */
export async function runRounds(
	rig: Rig,
	count: number,
	effects: readonly EffectPct[],
	progress: Progress,
	after: (round: number) => Promise<void> = async () => {},
): Promise<readonly Round[]> {
	const task = progress.task("rounds", count, "rounds");
	const rounds: Round[] = [];
	for (let number = 0; number < count; number++) {
		rig.signal.throwIfAborted();
		const round = await runRound(rig, rig.plan.seed + number, (position) => effectOf(effects, position, number));
		rounds.push(round);
		await after(number);
		task.update(rounds.length);
		progress.notice(`round ${rounds.length} of ${count}: ${tally(round)}`);
	}
	task.finish(`${count} rounds of ${rig.subjects.length} strata`);
	return rounds;
}

/** One line for a log: verdicts, disturbed trials, threshold. */
function tally({ outcomes, thresholdPct, seconds }: Round): string {
	const counts = new Map<string, number>();
	for (const { verdict } of outcomes) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
	const verdicts = [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(", ");
	const disturbed = outcomes.filter((outcome) => outcome.disturbed).length;
	return `${verdicts}; ${disturbed} disturbed; threshold ${thresholdPct.toFixed(1)} %; ${seconds.toFixed(0)} s`;
}
