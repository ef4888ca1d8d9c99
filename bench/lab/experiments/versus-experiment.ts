import { executionOn } from "../../measure/measurement.ts";
import { type EffectPct, effectOf, slowedBy } from "./planted.ts";
import type { Rig } from "./rig.ts";
import type { Round } from "./round.ts";
import { type Call, callEach, callWithCare, mannWhitney, sampleSequentially, welch } from "./usual-way.ts";

/** Half of the strata of each round are null pairs, the other half 10 % slower; they change places each round. */
export const VERSUS_EFFECTS: readonly EffectPct[] = [0, 10];

/** What one way to judge made of the comparisons. */
export interface VersusRow {
	readonly way: string;
	readonly nullVerdicts: number;
	readonly falseAlarms: number;
	readonly plantedVerdicts: number;
	/** Planted slow-downs that were called slower. */
	readonly found: number;
	readonly secondsPerVerdict: number;
}

/** One round's comparisons by one way. */
interface Calls {
	readonly way: string;
	readonly calls: readonly { readonly effectPct: EffectPct; readonly call: Call }[];
	readonly seconds: number;
}

/** The same strata with the same planted effects, sampled one arm after the other and judged by both usual tests. */
export async function sequentialRound(rig: Rig, round: number): Promise<readonly Calls[]> {
	const { arms, subjects, signal } = rig;
	const results = { welch: [] as ReturnType<typeof welch>[], mannWhitney: [] as ReturnType<typeof mannWhitney>[] };
	const effects = subjects.map((_, position) => effectOf(VERSUS_EFFECTS, position, round));
	const started = performance.now();
	await arms.before.enter();
	for (const [position, subject] of subjects.entries()) {
		signal.throwIfAborted();
		const key = subject.keys[0] ?? [];
		const execution = executionOn(arms.before.connection, subject);
		const slowed = slowedBy(effects[position] ?? 0, execution);
		const samples = await sampleSequentially(
			() => execution(key),
			() => slowed(key),
		);
		results.welch.push(welch(samples));
		results.mannWhitney.push(mannWhitney(samples));
	}
	const seconds = (performance.now() - started) / 1000;
	const told = (way: string, calls: readonly Call[]): Calls => ({
		way,
		calls: calls.map((call, i) => ({ effectPct: effects[i] ?? 0, call })),
		seconds,
	});
	return [
		told("tinybench, one arm after the other, Welch's t-test at 5 %", callEach(results.welch)),
		told("tinybench, one arm after the other, Mann-Whitney at 5 %", callEach(results.mannWhitney)),
		told("the same, Welch, Holm-adjusted and beyond 5 %", callWithCare(results.welch)),
		told("the same, Mann-Whitney, Holm-adjusted and beyond 5 %", callWithCare(results.mannWhitney)),
	];
}

/** The tool's own verdicts of one round as calls. */
export function ownCalls({ outcomes, seconds }: Round): Calls {
	return {
		way: "index-impact",
		calls: outcomes.map(({ effectPct, verdict }) => ({
			effectPct,
			call: verdict === "faster" || verdict === "slower" ? verdict : "no call",
		})),
		seconds,
	};
}

/** One row per way, in the order in which they first occur. */
export function versusRows(rounds: readonly Calls[]): readonly VersusRow[] {
	return [...new Set(rounds.map(({ way }) => way))].map((way) => {
		const own = rounds.filter((round) => round.way === way);
		const calls = own.flatMap((round) => round.calls);
		const nulls = calls.filter(({ effectPct }) => effectPct === 0);
		const planted = calls.filter(({ effectPct }) => effectPct !== 0);
		return {
			way,
			nullVerdicts: nulls.length,
			falseAlarms: nulls.filter(({ call }) => call !== "no call").length,
			plantedVerdicts: planted.length,
			found: planted.filter(({ call }) => call === "slower").length,
			secondsPerVerdict: Number((own.reduce((sum, { seconds }) => sum + seconds, 0) / calls.length).toFixed(2)),
		};
	});
}
