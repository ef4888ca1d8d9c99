import { covers } from "../../mysql/index-spec.ts";
import { type Candidate, candidateId } from "../../schema/candidates/candidate.ts";
import type { AdviceStep, Saved } from "../record/advice/schema.ts";

/** What bounds the set. */
export interface Budgets {
	readonly maxIndexes?: number;
	readonly maxBytes?: number;
	/** Milliseconds a day that writes may take more. */
	readonly maxWriteMs?: number;
}

/** What a candidate costs, whatever else is chosen. */
export interface Cost {
	readonly bytes: number;
	readonly writeMs: number;
}

/** How sets are measured. */
export interface Measuring {
	/** What this candidate saves beside those already in force. */
	readonly marginal: (inForce: ReadonlySet<Candidate>, candidate: Candidate) => Promise<Saved>;
	/** All of the workload that is left with these in force, in milliseconds a day. */
	readonly left: (inForce: ReadonlySet<Candidate>) => Promise<number>;
	/** Whether one of them may change what the other saves: they change a plan of the same stratum. */
	readonly interact: (one: Candidate, other: Candidate) => boolean;
	readonly cost: (candidate: Candidate) => Cost;
	readonly onStep?: (chosen: number, open: number) => void;
}

/** A set in the order in which it was taken, and what would have come next. */
export interface Choice {
	readonly steps: readonly AdviceStep[];
	readonly chosen: ReadonlySet<Candidate>;
}

/** Less than this part of what the workload still takes is nothing that a clock would see. */
export const NOISE_SHARE = 0.001;
/** A smaller index that saves so much of what the best one saves is the better one. */
const NEARLY = 0.95;
/** Two indexes of which one is no larger than this, in parts of the other, are of one size. */
const SAME_SIZE = 1.05;
/** So many further steps are taken to show what was left, when a budget or the noise ended the set. */
const MOST_BEYOND = 8;

interface Open {
	readonly candidate: Candidate;
	saved: Saved;
	isFresh: boolean;
}

/**
 * The additions that pay, one after another: each is the one that saves most beside those chosen before, or per byte
 * where bytes are bounded. Whatever interacts with a chosen one is measured anew before it may be taken. What a later
 * one makes needless is taken out again.
 * @param alone what each saves by itself.
 */
export async function chooseAdditions(
	alone: ReadonlyMap<Candidate, Saved>,
	budgets: Budgets,
	measuring: Measuring,
): Promise<Choice> {
	let open: Open[] = [...alone].map(([candidate, saved]) => ({ candidate, saved, isFresh: true }));
	let chosen: ReadonlySet<Candidate> = new Set();
	const steps: AdviceStep[] = [];
	let beyond: AdviceStep["beyond"];
	let further = 0;
	while (open.length > 0 && further < MOST_BEYOND) {
		const best = await bestOf(open, chosen, budgets, measuring);
		if (best === undefined) break;
		const { candidate, saved } = best;
		const cost = measuring.cost(candidate);
		const net = saved.ms - cost.writeMs;
		if (beyond === undefined && net < NOISE_SHARE * (await measuring.left(chosen))) beyond = "noise";
		const over = beyond ?? exceeded([...chosen, candidate], budgets, measuring);
		// One that is too large may leave room for a smaller one; a full set is full.
		if (over === "count" || over === "noise") beyond = over;
		open = open.filter((one) => one !== best);
		if (over !== undefined) {
			if (beyond !== undefined) further += 1;
			steps.push({ ...stepOf(best, cost), replaces: [], beyond: over });
			continue;
		}
		const grown = new Set([...chosen, candidate]);
		const needless = await needlessIn(grown, candidate, measuring);
		chosen = new Set([...grown].filter((one) => !needless.includes(one)));
		steps.push({ ...stepOf(best, cost), replaces: needless.map(candidateId) });
		measuring.onStep?.(chosen.size, open.length);
		for (const one of open) if (measuring.interact(one.candidate, candidate)) one.isFresh = false;
	}
	return { steps, chosen };
}

function stepOf({ candidate, saved }: Open, { bytes, writeMs }: Cost) {
	return { candidate: candidateId(candidate), saved, writeMs, bytes };
}

/** The next one to take, measured beside those chosen; undefined where none surely pays. */
async function bestOf(
	open: readonly Open[],
	chosen: ReadonlySet<Candidate>,
	budgets: Budgets,
	measuring: Measuring,
): Promise<Open | undefined> {
	const refresh = async (one: Open) => {
		if (!one.isFresh) one.saved = await measuring.marginal(chosen, one.candidate);
		one.isFresh = true;
	};
	const score = ({ candidate, saved }: Open) => {
		const { bytes, writeMs } = measuring.cost(candidate);
		const net = saved.ms - writeMs;
		return budgets.maxBytes === undefined ? net : net / Math.max(1, bytes);
	};
	const pays = ({ candidate, saved }: Open) => saved.low > Math.max(0, measuring.cost(candidate).writeMs);
	for (;;) {
		const ranked = open
			.filter((one) => !one.isFresh || pays(one))
			.toSorted((a, b) => score(b) - score(a) || order(a.candidate, b.candidate));
		const [best] = ranked;
		if (best === undefined) return undefined;
		if (!best.isFresh) {
			await refresh(best);
			continue;
		}
		const near = ranked.filter(
			(one) => one.candidate.index.table === best.candidate.index.table && score(one) >= NEARLY * score(best),
		);
		const stale = near.filter(({ isFresh }) => !isFresh);
		for (const one of stale) await refresh(one);
		if (stale.length > 0) continue;
		const smallest = Math.min(...near.map(({ candidate }) => measuring.cost(candidate).bytes));
		// Sizes and counts of pages vary a little from one build to the next, and must not decide between equals.
		return near
			.filter(({ candidate }) => measuring.cost(candidate).bytes <= SAME_SIZE * smallest)
			.toSorted((a, b) => order(a.candidate, b.candidate))[0];
	}
}

/** Two runs take candidates in one order, whatever the order they were found in. */
function order(one: Candidate, other: Candidate): number {
	return one.index.columns.length - other.index.columns.length || (candidateId(one) < candidateId(other) ? -1 : 1);
}

function exceeded(
	set: readonly Candidate[],
	{ maxIndexes, maxBytes, maxWriteMs }: Budgets,
	{ cost }: Measuring,
): AdviceStep["beyond"] {
	const sum = (of: keyof Cost) => set.reduce((total, one) => total + cost(one)[of], 0);
	if (maxIndexes !== undefined && set.length > maxIndexes) return "count";
	if (maxBytes !== undefined && sum("bytes") > maxBytes) return "bytes";
	return maxWriteMs !== undefined && sum("writeMs") > maxWriteMs ? "write-cost" : undefined;
}

/** Those chosen before that save nothing worth their place beside a new one. */
async function needlessIn(
	set: ReadonlySet<Candidate>,
	added: Candidate,
	measuring: Measuring,
): Promise<readonly Candidate[]> {
	const needless: Candidate[] = [];
	const all = await measuring.left(set);
	for (const one of set) {
		const isSuspect = one !== added && (measuring.interact(one, added) || covers(added.index, one.index));
		if (!isSuspect) continue;
		const without = new Set([...set].filter((other) => other !== one && !needless.includes(other)));
		const saved = await measuring.marginal(without, one);
		if (saved.ms - measuring.cost(one).writeMs < NOISE_SHARE * all) needless.push(one);
	}
	return needless;
}

/**
 * A set in the order of what each brings beside those before it, with that. Nothing is taken out or in.
 * @param history how the set came about: what each of it replaced.
 */
export async function inOrderOfGain(
	set: ReadonlySet<Candidate>,
	history: readonly AdviceStep[],
	{ marginal, cost }: Measuring,
): Promise<readonly AdviceStep[]> {
	const steps: AdviceStep[] = [];
	let inForce: ReadonlySet<Candidate> = new Set();
	while (inForce.size < set.size) {
		const open: Open[] = [];
		for (const candidate of set) {
			if (!inForce.has(candidate)) open.push({ candidate, saved: await marginal(inForce, candidate), isFresh: true });
		}
		const net = ({ candidate, saved }: Open) => saved.ms - cost(candidate).writeMs;
		const [best] = open.toSorted((a, b) => net(b) - net(a) || order(a.candidate, b.candidate));
		if (best === undefined) break;
		inForce = new Set([...inForce, best.candidate]);
		const replaces = history.find(({ candidate }) => candidate === candidateId(best.candidate))?.replaces ?? [];
		steps.push({ ...stepOf(best, cost(best.candidate)), replaces });
	}
	return steps;
}

/** The drops that nobody would miss, given what is chosen: what they cost reads is no more than what writes save. */
export async function chooseDrops(
	drops: readonly Candidate[],
	chosen: ReadonlySet<Candidate>,
	measuring: Measuring,
	mayGo: (drop: Candidate, gone: ReadonlySet<Candidate>) => boolean = () => true,
): Promise<Choice> {
	let inForce = chosen;
	const steps: AdviceStep[] = [];
	for (const candidate of drops.toSorted((a, b) => measuring.cost(b).bytes - measuring.cost(a).bytes || order(a, b))) {
		if (!mayGo(candidate, inForce)) continue;
		const saved = await measuring.marginal(inForce, candidate);
		const cost = measuring.cost(candidate);
		const all = await measuring.left(inForce);
		// What any price allows to be a loss is one.
		if (saved.low - cost.writeMs < -NOISE_SHARE * all) continue;
		inForce = new Set([...inForce, candidate]);
		steps.push({ candidate: candidateId(candidate), saved, writeMs: cost.writeMs, bytes: -cost.bytes, replaces: [] });
	}
	return { steps, chosen: inForce };
}
