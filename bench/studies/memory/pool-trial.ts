import { statementsFor } from "../../../scenarios/statements.ts";
import type { Arms } from "../../measure/arms.ts";
import { timedArm } from "../../measure/measurement.ts";
import { keyRounds, runPair } from "../../measure/pairs.ts";
import { planOf } from "../../measure/plan.ts";
import type { Subject } from "../../measure/survey.ts";
import { planSignature } from "../../record/plan-signature.ts";
import { seededRandom } from "../../statistics/random.ts";
import { type DiskReads, diskReads, readsBetween } from "./disk-reads.ts";

/** One pair with what each arm read from disk. */
export interface PoolPair {
	readonly beforeMs: number;
	readonly afterMs: number;
	readonly order: "BA" | "AB";
	readonly before: DiskReads;
	readonly after: DiskReads;
}

/** The pairs of one stratum with one pool. */
export interface PoolTrial {
	readonly pairs: readonly PoolPair[];
	readonly plans: { readonly before: string; readonly after: string };
}

export interface PairLimits {
	readonly pairs: number;
	/** So many are run whatever they take. */
	readonly leastPairs: number;
	readonly allowanceMs: number;
	readonly seed: number;
	readonly signal: AbortSignal;
}

/**
 * One pair to warm up, then pairs of one execution each, every one with the next key: a batch would read its pages once
 * and find them in the smallest pool ever after. Keys and orders come from the seed alone, so that the i-th pairs of two
 * pools compare.
 */
export async function runPoolTrial(arms: Arms, subject: Subject, limits: PairLimits): Promise<PoolTrial> {
	const random = seededRandom(`${limits.seed}/${subject.scenario.id}/${subject.stratum.id}/memory`);
	const keys = keyRounds(subject.keys, random);
	const watched = (name: "before" | "after") => {
		const arm = timedArm(arms[name], subject, 1);
		const enter = async () => {
			looks.push(await diskReads(arms.observer));
			await arm.enter();
		};
		return { ...arm, enter };
	};
	let looks: DiskReads[] = [];
	const pair = async (): Promise<PoolPair> => {
		looks = [];
		const { beforeMs, afterMs, order } = await runPair(watched("before"), watched("after"), keys.next().value, random);
		const [start, middle] = looks;
		if (start === undefined || middle === undefined) throw new Error("a pair enters two arms");
		const first = readsBetween(start, middle);
		const second = readsBetween(middle, await diskReads(arms.observer));
		const [before, after] = order === "BA" ? [first, second] : [second, first];
		return { beforeMs, afterMs, order, before, after };
	};
	const started = performance.now();
	await pair();
	const pairs: PoolPair[] = [];
	while (pairs.length < limits.pairs) {
		limits.signal.throwIfAborted();
		if (pairs.length >= limits.leastPairs && performance.now() - started > limits.allowanceMs) break;
		pairs.push(await pair());
	}
	return {
		pairs,
		plans: { before: await planIn(arms, subject, "before"), after: await planIn(arms, subject, "after") },
	};
}

async function planIn(arms: Arms, subject: Subject, arm: "before" | "after"): Promise<string> {
	await arms[arm].enter();
	return planSignature(await planOf(arms[arm].connection, statementsFor(subject.stratum, subject.keys[0] ?? [])));
}
