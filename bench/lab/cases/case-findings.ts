import type { IndexJudgement } from "./judge-case.ts";
import type { Observation } from "./observation.ts";
import type { RefusedQuery } from "./observe-case.ts";

/** What the judge got wrong, and by which command it is seen again. */
export interface CaseFailure {
	readonly kind: "opposite" | "wrong-index-verdict" | "missed-slowdown" | "wrongly-shared" | "query-failed";
	readonly told: string;
	readonly repeat: string;
	readonly observation?: Observation;
	readonly judgement?: IndexJudgement;
}

/** What the judge says of the index of a case. */
export interface JudgedCase {
	readonly case: number;
	readonly index: string;
	readonly judgement: IndexJudgement;
}

export interface CaseFindings {
	readonly cases: number;
	/** Queries looked at in both arms. */
	readonly strata: number;
	/** Strata in which the index changes what the server does. */
	readonly changed: number;
	/** Evidence or gate says one direction and the clock, beyond 1.1 times, the other. */
	readonly opposite: number;
	/** Cases in which queries were changed and each could be timed: their index has a verdict. */
	readonly judgedIndexes: number;
	/** Of these, verdicts of a run by counters or of a timed run that are the opposite of a proven net effect. */
	readonly wrongIndexVerdicts: number;
	/** Of all strata, those of which evidence alone says nothing. */
	readonly unresolvedPct: number;
	/** Slower by 1.25 times and more, by an interval beyond 1.1: by the clock, and found by evidence and by the gate. */
	readonly slowdowns: number;
	readonly slowdownsByEvidence: number;
	readonly slowdownsByGate: number;
	readonly missedSlowdowns: number;
	/** Slower by 1.5 times and more, and passed. */
	readonly missedBy150: number;
	/** Faster by 1.25 times and more, and found so by evidence. */
	readonly gains: number;
	readonly gainsByEvidence: number;
	/** Strata of which a run takes the evidence of both arms from one execution, and those where that is wrong. */
	readonly shared: number;
	readonly wronglyShared: number;
	readonly failures: readonly CaseFailure[];
}

const NOTABLE = 1.25;

/** Sums up what a run of cases showed. @param seed of the run, for the commands that repeat a failure. */
export function findingsOf(
	cases: number,
	observations: readonly Observation[],
	judged: readonly JudgedCase[],
	refused: readonly RefusedQuery[],
	seed: number,
): CaseFindings {
	const changed = observations.filter(({ evidence }) => evidence !== "same");
	const open = changed.filter(({ evidence }) => evidence === "alike" || evidence === "unknown");
	const slower = changed.filter((one) => one.truth === "slower" && (one.slowdown?.estimate ?? 1) >= NOTABLE);
	const faster = changed.filter((one) => one.truth === "faster" && (one.slowdown?.estimate ?? 1) <= 1 / NOTABLE);
	const opposite = changed.filter(isOpposite);
	const wrong = judged.filter(({ judgement }) => judgement.wrong);
	const missed = slower.filter(({ gate }) => gate !== "slower");
	const wronglyShared = observations.filter(({ shared }) => shared === "wrongly");
	const repeat = (number: number) => `pnpm bench:cases --seed ${seed} --case ${number}`;
	const told = (kind: CaseFailure["kind"], one: Observation, what: string): CaseFailure => ({
		kind,
		told: `${what}: ${one.index} and ${one.sql}: ${one.plans.join(" becomes ")}`,
		repeat: repeat(one.case),
		observation: one,
	});
	return {
		cases,
		strata: observations.length,
		changed: changed.length,
		opposite: opposite.length,
		judgedIndexes: judged.length,
		wrongIndexVerdicts: wrong.length,
		unresolvedPct: percent(open.length, observations.length),
		slowdowns: slower.length,
		slowdownsByEvidence: slower.filter(({ evidence }) => evidence === "more").length,
		slowdownsByGate: slower.length - missed.length,
		missedSlowdowns: missed.length,
		missedBy150: missed.filter(({ slowdown }) => (slowdown?.estimate ?? 1) >= 1.5).length,
		gains: faster.length,
		gainsByEvidence: faster.filter(({ evidence }) => evidence === "less").length,
		shared: observations.filter(({ shared }) => shared !== undefined).length,
		wronglyShared: wronglyShared.length,
		failures: [
			...opposite.map((one) => told("opposite", one, `says ${one.gate}, the clock ${times(one)}`)),
			...wrong.map(
				({ case: number, index, judgement }): CaseFailure => ({
					kind: "wrong-index-verdict",
					told: `${index}: by counters ${judgement.counters.verdict} (${judgement.counters.because}), timed ${judgement.timed.verdict}, the clock saves ${judgement.netPct.toFixed(0)} %`,
					repeat: repeat(number),
					judgement,
				}),
			),
			...missed
				.filter((one) => !isOpposite(one))
				.map((one) => told("missed-slowdown", one, `passes, the clock ${times(one)}`)),
			...wronglyShared.map((one) => told("wrongly-shared", one, "same plan and steps, other work")),
			...refused.map(
				({ case: number, shape, sql, message }): CaseFailure => ({
					kind: "query-failed",
					told: `case ${number}, ${shape}: ${message}: ${sql}`,
					repeat: repeat(number),
				}),
			),
		],
	};
}

function isOpposite({ gate, truth }: Observation): boolean {
	return (gate === "faster" && truth === "slower") || (gate === "slower" && truth === "faster");
}

function times({ slowdown }: Observation): string {
	if (slowdown === undefined) return "nothing";
	const { estimate, interval } = slowdown;
	return `${estimate.toFixed(2)}x the time (${interval.map((bound) => bound.toFixed(2)).join(" to ")})`;
}

function percent(part: number, whole: number): number {
	return whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10;
}
