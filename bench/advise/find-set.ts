import { dropIndexes } from "../../mysql/index-set.ts";
import { type Candidate, candidateId } from "../../schema/candidates/candidate.ts";
import { mayStillGo } from "../../schema/candidates/from-schema.ts";
import type { Advice, AdviceStep, Saved } from "../record/advice/schema.ts";
import { buildCandidates, roomOf } from "./build-candidates.ts";
import { chooseAdditions, chooseDrops, inOrderOfGain, type Measuring, NOISE_SHARE } from "./choose.ts";
import type { AdviceDraft } from "./draft.ts";
import { savedBy } from "./gain.ts";
import type { Findings, Tools } from "./measure-all.ts";
import type { AdvisePlan } from "./plan.ts";
import { changesBetween, type Workplace } from "./workplace.ts";
import { writeCostOf } from "./write-load.ts";

/** So many of those that pay alone are weighed against each other; the rest save less than any of these. */
const MOST_FINALISTS = 48;

interface Search {
	readonly plan: AdvisePlan;
	readonly draft: AdviceDraft;
	/** Has seen the workload with nothing built. */
	readonly origin: Workplace;
	/** One that has seen nothing yet: plans may be others when other indexes are there, hidden or not. */
	readonly newWorkplace: () => Workplace;
	readonly tools: Tools;
}

/**
 * The set: the finalists are built together and weighed against each other; then all others are dropped, and what is left
 * is measured once more, each with it really gone. In the end nothing of it is there.
 */
export async function findSet(search: Search): Promise<void> {
	const { plan, draft, newWorkplace, tools } = search;
	const { observer, connect, signal } = tools;
	const { findings } = draft;
	const finalists = await finalistsOf(findings, draft, tools);
	const names = (some: Iterable<Candidate>) => [...some].map(({ index }) => index);
	const task = tools.progress.task("choosing the set", 0, "indexes");
	task.update(0, `building ${finalists.size} that pay alone`);
	await buildCandidates(connect, [...finalists.keys()], signal);
	const crowd = newWorkplace();
	const measuring = measuringIn(crowd, draft, (chosen, open) => task.update(chosen, `${open} left`));
	const weighed = await chooseAdditions(finalists, plan.budgets, measuring);
	await crowd.hideAll();
	await dropIndexes(observer, names([...finalists.keys()].filter((one) => !weighed.chosen.has(one))));
	task.update(weighed.chosen.size, "each of them left out once");
	const kept = await withoutNeedless(weighed.chosen, search, task.update);
	const order = await inOrderOfGain(kept, weighed.steps, measuringIn(newWorkplace(), draft));
	const ordered = await oneByOne(kept, order, search, task.update);
	const exact = newWorkplace();
	const exactly = measuringIn(exact, draft);
	const drops = [...findings.alone.keys()].filter(({ change }) => change === "drop");
	draft.chosen = kept;
	draft.steps = [...ordered, ...weighed.steps.filter(({ beyond }) => beyond !== undefined)];
	const dropped = await chooseDrops(drops, kept, exactly, (drop, inForce) =>
		mayStillGo(
			drop,
			[...inForce].filter(({ change }) => change === "drop"),
			plan.suite.tables,
		),
	);
	draft.chosen = dropped.chosen;
	draft.steps = [...draft.steps, ...dropped.steps];
	draft.set = await setOf(dropped.chosen, exact, search);
	await exact.hideAll();
	await dropIndexes(observer, names(kept));
	draft.reference = await referenceOf(search);
	task.finish(`${kept.size} additions and ${dropped.steps.length} drops chosen`);
}

/** Additions that pay alone, those that save most first, as many as their tables have room for. */
async function finalistsOf(
	{ alone }: Findings,
	{ load }: AdviceDraft,
	{ observer }: Tools,
): Promise<ReadonlyMap<Candidate, Saved>> {
	const netOf = (one: Candidate, saved: Saved) => saved.ms - writeCostOf(one, load).ms;
	const paying = [...alone]
		.filter(([one, { saved }]) => one.change === "add" && saved.low > Math.max(0, writeCostOf(one, load).ms))
		.toSorted(([a, x], [b, y]) => netOf(b, y.saved) - netOf(a, x.saved) || (candidateId(a) < candidateId(b) ? -1 : 1));
	const room = await roomOf(observer, [...new Set(paying.map(([{ index }]) => index.table))]);
	const taken = new Map<Candidate, Saved>();
	for (const [one, { saved }] of paying.slice(0, MOST_FINALISTS)) {
		const there = [...taken.keys()].filter(({ index }) => index.table === one.index.table).length;
		if (there < room(one.index.table)) taken.set(one, saved);
	}
	return taken;
}

function measuringIn(workplace: Workplace, draft: AdviceDraft, onStep?: Measuring["onStep"]): Measuring {
	const { alone } = draft.findings;
	const strata = new Map(
		[...alone].map(([one, { effects }]) => [
			one,
			new Set(effects.map(({ scenario, stratum }) => `${scenario}/${stratum}`)),
		]),
	);
	return {
		marginal: (inForce, candidate) => workplace.marginal(inForce, candidate),
		left: (inForce) => workplace.total(inForce),
		interact: (one, other) => {
			if (one.index.table === other.index.table) return true;
			const theirs = strata.get(other) ?? new Set();
			return [...(strata.get(one) ?? [])].some((stratum) => theirs.has(stratum));
		},
		cost: (candidate) => ({
			bytes: alone.get(candidate)?.bytes ?? 0,
			writeMs: writeCostOf(candidate, draft.load).ms,
		}),
		...(onStep === undefined ? {} : { onStep }),
	};
}

/**
 * The set without those that are not missed when they are really gone, tried from the one that is worth least on. Nothing
 * else of the candidates is there.
 */
async function withoutNeedless(
	chosen: ReadonlySet<Candidate>,
	{ draft, newWorkplace, tools }: Search,
	tell: (done: number, detail: string) => void,
): Promise<ReadonlySet<Candidate>> {
	const { connect, observer, signal } = tools;
	const costOf = (one: Candidate) => writeCostOf(one, draft.load).ms;
	const first = newWorkplace();
	const order = await inOrderOfGain(chosen, [], measuringIn(first, draft));
	let kept = new Set(chosen);
	let total = await first.total(kept);
	await first.hideAll();
	for (const { candidate: id } of order.toReversed()) {
		const one = [...kept].find((candidate) => candidateId(candidate) === id);
		if (one === undefined || kept.size === 1) continue;
		signal.throwIfAborted();
		tell(kept.size, `without ${one.index.name}`);
		await dropIndexes(observer, [one.index]);
		const without = new Set([...kept].filter((other) => other !== one));
		const workplace = newWorkplace();
		const left = await workplace.total(without);
		await workplace.hideAll();
		if (left - total - costOf(one) < NOISE_SHARE * left) {
			kept = without;
			total = left;
		} else await buildCandidates(connect, [one], signal);
	}
	return kept;
}

/** The set built one after another, and what each brings beside those before it. In the end all of it is there. */
async function oneByOne(
	set: ReadonlySet<Candidate>,
	order: readonly AdviceStep[],
	{ origin, newWorkplace, tools }: Search,
	tell: (done: number, detail: string) => void,
): Promise<readonly AdviceStep[]> {
	const { connect, observer, signal } = tools;
	await newWorkplace().hideAll();
	await dropIndexes(
		observer,
		[...set].map(({ index }) => index),
	);
	const steps: AdviceStep[] = [];
	let inForce: ReadonlySet<Candidate> = new Set();
	let was = await origin.seen(inForce, origin.subjects);
	for (const step of order) {
		const one = [...set].find((candidate) => candidateId(candidate) === step.candidate);
		if (one === undefined) continue;
		signal.throwIfAborted();
		tell(inForce.size, `with ${one.index.name}`);
		await buildCandidates(connect, [one], signal);
		inForce = new Set([...inForce, one]);
		const workplace = newWorkplace();
		const is = await workplace.seen(inForce, workplace.subjects);
		steps.push({ ...step, saved: savedBy([...changesBetween(was, is).values()]) });
		was = is;
	}
	return steps;
}

/** What a set does, against the workload with nothing built. Nothing else of the candidates is there. */
async function setOf(
	set: ReadonlySet<Candidate>,
	workplace: Workplace,
	{ origin, draft }: Search,
): Promise<Advice["set"]> {
	const { cost } = measuringIn(workplace, draft);
	const sum = (of: (candidate: Candidate) => number) => [...set].reduce((total, one) => total + of(one), 0);
	const was = await origin.seen(new Set(), origin.subjects);
	const is = await workplace.seen(set, workplace.subjects);
	return {
		saved: savedBy([...changesBetween(was, is).values()]),
		writeMs: sum((one) => cost(one).writeMs),
		bytes: sum((one) => (one.change === "add" ? 1 : -1) * cost(one).bytes),
	};
}

/** The indexes that the suite has under test, as a set; undefined where it has none, or not all could be built. */
async function referenceOf(search: Search): Promise<Advice["reference"]> {
	const { plan, draft, newWorkplace, tools } = search;
	const own = [...draft.findings.alone.keys()].filter((one) => plan.reference.includes(candidateId(one)));
	if (own.length === 0 || own.length < plan.reference.length) return undefined;
	await buildCandidates(tools.connect, own, tools.signal);
	const workplace = newWorkplace();
	const found = await setOf(new Set(own), workplace, search);
	await workplace.hideAll();
	await dropIndexes(
		tools.observer,
		own.map(({ index }) => index),
	);
	return { ids: own.map(candidateId), ...found };
}
