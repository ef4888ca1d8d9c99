import type { Connection } from "mysql2/promise";
import { isQueryError, QueryTimeout } from "../../../mysql/errors.ts";
import type { WriteScenario } from "../../../scenarios/suite.ts";
import { batchesFor } from "../../measure/pairs.ts";
import { timeOnce } from "../../measure/stopwatch.ts";
import { givenUpText } from "../study-sessions.ts";
import { untilQuiet } from "../twins/quiet.ts";
import { otherSide, type Side, type TwinTable, twinNames } from "../twins/twin-tables.ts";
import { type ChangedKeys, changedKeys, undo } from "../twins/undo.ts";
import type { UnitSource } from "./draw-units.ts";
import { leastCounters, type WriteCounters, writeCountersMoved } from "./write-counters.ts";
import { send, textsOf } from "./write-work.ts";

/** One write without and with the index, on one server, at nearly the same time. */
export interface WritePair {
	/** Milliseconds of one execution. */
	readonly absentMs: number;
	readonly presentMs: number;
	/** Which arm ran first: A without the index, P with it. */
	readonly order: "AP" | "PA";
	/** Which twin had the index. */
	readonly side: Side;
}

/** What a trial works with; nothing else uses the server meanwhile. */
export interface WriteRig {
	readonly session: Connection;
	readonly observer: Connection;
	readonly twins: readonly TwinTable[];
	readonly write: WriteScenario;
	readonly units: UnitSource;
	readonly random: () => number;
	readonly signal: AbortSignal;
}

/** How many executions make a sample in each arm. */
interface Executions {
	readonly absent: number;
	readonly present: number;
}

/** Does a piece of work on one side and undoes it, also when it fails: then its transaction is still open. */
async function undone<T>(
	{ session, twins }: WriteRig,
	side: Side,
	changed: ChangedKeys,
	work: () => Promise<T>,
): Promise<T> {
	const found = await work().catch(async (error: unknown) => {
		if (!isQueryError(error)) throw error;
		await session.query("ROLLBACK");
		await undo(session, twins, side, changed);
		throw error;
	});
	await undo(session, twins, side, changed);
	return found;
}

/** Runs the same executions on both twins, in random order; each is undone outside the timed window. */
async function runPair(rig: WriteRig, side: Side, executions: Executions): Promise<WritePair> {
	const { session, twins, write, units, random } = rig;
	const drawn = Array.from({ length: Math.max(executions.absent, executions.present) }, units);
	const sample = async (on: Side, count: number) => {
		const done = drawn.slice(0, count);
		const changed = await changedKeys(session, done);
		const names = twinNames(twins, on);
		const texts = done.flatMap((unit) => textsOf(session, write, unit, names));
		const { ms } = await undone(rig, on, changed, () => timeOnce(() => send(session, texts)));
		if (write.kind === "bulk") await untilQuiet(rig.observer);
		return ms / count;
	};
	const absent = () => sample(otherSide(side), executions.absent);
	const present = () => sample(side, executions.present);
	if (random() < 0.5) return { absentMs: await absent(), presentMs: await present(), order: "AP", side };
	const presentMs = await present();
	return { absentMs: await absent(), presentMs, order: "PA", side };
}

/** How long a trial may take in one of its two halves. */
export interface HalfPlan {
	readonly allowanceMs: number;
	readonly leastPairs: number;
	readonly mostPairs: number;
}

/** Pairs of one write so far, and the logical work of its two arms. */
export interface WriteTrial {
	readonly rig: WriteRig;
	readonly pairs: readonly WritePair[];
	readonly executions?: Executions;
	readonly work?: { readonly absent: WriteCounters; readonly present: WriteCounters };
	/** Why there is no more of it: a statement was given up. */
	readonly givenUp?: string;
}

/** Goes on with a trial, unless a statement of it has been given up. */
export async function unlessGivenUp(trial: WriteTrial, work: () => Promise<WriteTrial>): Promise<WriteTrial> {
	if (trial.givenUp !== undefined) return trial;
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof QueryTimeout)) throw error;
		return { ...trial, givenUp: givenUpText(trial.rig.write.id, error) };
	}
}

export function startTrial(rig: WriteRig): WriteTrial {
	return { rig, pairs: [] };
}

/** Counts the work of both arms; the server must not purge meanwhile. */
export async function countBoth(trial: WriteTrial, side: Side): Promise<WriteTrial> {
	const { rig } = trial;
	return { ...trial, work: { absent: await countWork(rig, otherSide(side)), present: await countWork(rig, side) } };
}

/** Single executions, thrown away; the quickest tell how many make a sample. */
const WARMUP_PAIRS = 4;

async function warmUp({ rig }: WriteTrial, side: Side): Promise<Executions> {
	const { kind } = rig.write;
	let [absent, present] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
	for (let i = 0; i < (kind === "bulk" ? 1 : WARMUP_PAIRS); i++) {
		const pair = await runPair(rig, side, { absent: 1, present: 1 });
		absent = Math.min(absent, pair.absentMs);
		present = Math.min(present, pair.presentMs);
	}
	// A second deletion of the same rows would find none of them.
	if (kind === "bulk") return { absent: 1, present: 1 };
	// An insert differs by percents: only the clock's luck could make it seem more.
	const batch = kind === "insert" ? batchesFor(absent, absent) : batchesFor(absent, present);
	return { absent: batch.before, present: batch.after };
}

/**
 * One half of a trial: pairs while `side` has the indexes. The other half, with the roles swapped and as many pairs,
 * takes back whatever one twin has over the other by chance.
 */
export async function continueTrial(trial: WriteTrial, side: Side, plan: HalfPlan): Promise<WriteTrial> {
	const { rig } = trial;
	const started = performance.now();
	const warm = await warmUp(trial, side);
	const executions = trial.executions ?? warm;
	const pairs: WritePair[] = [];
	const enough = () => pairs.length >= plan.leastPairs && performance.now() - started >= plan.allowanceMs;
	const done = () =>
		trial.pairs.length > 0 ? pairs.length >= trial.pairs.length : pairs.length >= plan.mostPairs || enough();
	while (!done()) {
		rig.signal.throwIfAborted();
		pairs.push(await runPair(rig, side, executions));
	}
	return { ...trial, pairs: [...trial.pairs, ...pairs], executions };
}

/** Executions that counters are taken over: page splits, which only some rows cause, count for what they are. */
const COUNTED = { insert: 50, unit: 20, bulk: 1 } as const;
const COUNTED_REPEATS = 2;

/** Logical work of one execution on one side. */
async function countWork(rig: WriteRig, side: Side): Promise<WriteCounters> {
	const { session, observer, twins, write, units, signal } = rig;
	const names = twinNames(twins, side);
	const drawn = Array.from({ length: COUNTED[write.kind] }, units);
	const texts = drawn.flatMap((unit) => textsOf(session, write, unit, names));
	const changed = await changedKeys(session, drawn);
	const seen: WriteCounters[] = [];
	for (let i = 0; i < COUNTED_REPEATS; i++) {
		signal.throwIfAborted();
		seen.push(await undone(rig, side, changed, () => writeCountersMoved(observer, () => send(session, texts))));
	}
	return leastCounters(seen, drawn.length);
}
