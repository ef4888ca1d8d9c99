import { QueryTimeout } from "../../mysql/errors.ts";
import type { Key } from "../../scenarios/suite.ts";
import { timeBatch } from "./stopwatch.ts";

/** One way to run a unit of work: the seam that tests fake. */
export type Execution = (key: Key) => Promise<unknown[][][]>;

/** One arm of a trial. */
export interface TimedArm {
	/** Runs before each sample, outside the timed window. */
	readonly enter: () => Promise<void>;
	readonly execute: Execution;
	/** Executions per sample; a sample is their mean. */
	readonly batch: number;
}

/** The same work with the same key in both arms. */
export interface Pair {
	/** Milliseconds of one execution. */
	readonly beforeMs: number;
	readonly afterMs: number;
	/** Which arm ran first. */
	readonly order: "BA" | "AB";
	readonly key: Key;
	/** Milliseconds of every execution of both batches, in no order. */
	readonly executions: { readonly before: readonly number[]; readonly after: readonly number[] };
	/** What the last execution of each arm returned. */
	readonly results: { readonly before: unknown[][][]; readonly after: unknown[][][] };
}

/** Below this, the clock, the event loop and the change of connection are no longer small beside the query. */
const SHORTEST_SAMPLE_MS = 5;
/** Beside a slow arm a longer sample of the quick one costs nothing, and averages over the machine's short bursts. */
const PART_OF_SLOWER_ARM = 0.04;
const LARGEST_BATCH = 50;
/** Arms this close get the same batch: whatever it does to a sample, it does to both. */
const ALIKE = 2;

/**
 * How many executions make a sample in each arm, from rough times of one execution: enough that a sample takes 5 ms, or
 * a twenty-fifth of the slower arm's time.
 */
export function batchesFor(beforeMs: number, afterMs: number): { readonly before: number; readonly after: number } {
	const shortest = Math.max(SHORTEST_SAMPLE_MS, PART_OF_SLOWER_ARM * Math.max(beforeMs, afterMs));
	const batch = (ms: number) => Math.min(LARGEST_BATCH, Math.max(1, Math.ceil(shortest / Math.max(ms, 1e-3))));
	const quicker = Math.min(beforeMs, afterMs);
	if (Math.max(beforeMs, afterMs) <= ALIKE * quicker) return { before: batch(quicker), after: batch(quicker) };
	return { before: batch(beforeMs), after: batch(afterMs) };
}

/** A query of one arm was given up at the query timeout. */
export class ArmTimeout extends Error {
	readonly arm: "before" | "after";
	readonly timeout: QueryTimeout;

	constructor(arm: "before" | "after", timeout: QueryTimeout) {
		super(timeout.message, { cause: timeout });
		this.name = "ArmTimeout";
		this.arm = arm;
		this.timeout = timeout;
	}
}

/** One sample of an arm. */
export interface Sample {
	/** Of one execution, as the mean of the arm's batch. */
	readonly ms: number;
	/** Of every execution of the batch, in no order. */
	readonly executions: readonly number[];
	/** What the last one returned. */
	readonly value: unknown[][][];
}

export async function sampleOf(arm: TimedArm, key: Key): Promise<Sample> {
	await arm.enter();
	const { samples, value } = await timeBatch(() => arm.execute(key), arm.batch);
	return { ms: samples.reduce((sum, ms) => sum + ms, 0) / samples.length, executions: samples, value };
}

/**
 * Runs one pair. Which arm goes first is drawn anew for every pair: a fixed pattern such as ABBA meets the
 * machine's own rhythms and cries wolf.
 * @throws ArmTimeout when a query did not answer in time.
 */
export async function runPair(before: TimedArm, after: TimedArm, key: Key, random: () => number): Promise<Pair> {
	const order = random() < 0.5 ? "BA" : "AB";
	const pair = (b: Sample, a: Sample): Pair => ({
		beforeMs: b.ms,
		afterMs: a.ms,
		order,
		key,
		executions: { before: b.executions, after: a.executions },
		results: { before: b.value, after: a.value },
	});
	const sample = (name: "before" | "after") =>
		sampleOf(name === "before" ? before : after, key).catch((error: unknown) => {
			throw error instanceof QueryTimeout ? new ArmTimeout(name, error) : error;
		});
	if (order === "BA") {
		const b = await sample("before");
		return pair(b, await sample("after"));
	}
	const a = await sample("after");
	return pair(await sample("before"), a);
}

/** Endless keys: every key once per round, each round in a new random order. */
export function* keyRounds(keys: readonly Key[], random: () => number): Generator<Key, never> {
	while (true) {
		const round = [...keys];
		while (round.length > 0) {
			const [key] = round.splice(Math.floor(random() * round.length), 1);
			if (key !== undefined) yield key;
		}
	}
}
