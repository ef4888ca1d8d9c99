import type { Connection } from "mysql2/promise";
import { sameIndex } from "../../../mysql/index-spec.ts";
import type { IndexSet, IndexSpec } from "../../../scenarios/suite.ts";
import type { Attribution } from "../../record/studies/attribution.ts";
import type { StudyContext } from "../study.ts";
import { givenUpPart } from "../study-sessions.ts";
import { ALL, candidateRecord, contendersOf, NONE, namesOf, setContender, setRecord } from "./compared.ts";
import { buildExtras, builtRecord } from "./extra-indexes.ts";
import { indexStates } from "./index-states.ts";
import { findMoved, movedNotes, whyNotComparable } from "./moved-plans.ts";
import { type Looker, relevantTo, type Sight, sightingOf, stateKey } from "./sightings.ts";
import { type EvidenceUnder, isConcerned, judgeRounds, stopRule } from "./timed-changes.ts";
import { type Contender, findStandIns, runRounds, type TakesPart, type TimedStratum } from "./timed-rounds.ts";

/** What is to be compared, and the indexes that have to be built for it. */
interface Asked {
	readonly sets: readonly IndexSet[];
	readonly candidates: readonly IndexSpec[];
	readonly extras: readonly IndexSpec[];
}

interface Hands {
	readonly session: Connection;
	readonly observer: Connection;
	readonly looker: Looker;
	readonly random: () => number;
}

type Compared = Pick<Attribution, "sets" | "candidates" | "built" | "rounds" | "givenUp" | "notes">;

/** Builds what is missing, looks at every stratum under every set and candidate, and times those whose plan differs. */
export async function compareSetsAndCandidates(
	context: StudyContext,
	{ sets, candidates, extras }: Asked,
	seen: readonly Sight[],
	{ session, observer, looker, random }: Hands,
): Promise<Compared> {
	if (sets.length + candidates.length === 0) return { sets: [], candidates: [], built: [], rounds: 0, notes: [] };
	const { record, progress, signal } = context;
	const tested = context.suite.indexes;
	const built = await buildExtras(observer, extras, progress, signal);
	const there = built.filter((extra) => !("failure" in extra)).map(({ spec }) => spec);
	const specs = [...tested, ...there];
	const states = indexStates(observer, specs);
	// A set may have the same index as a candidate, of which one is built.
	const isCandidate = (spec: IndexSpec) => candidates.some((candidate) => sameIndex(candidate, spec));
	const attempts = there.filter(isCandidate).flatMap((spec) => contendersOf(spec, tested));
	const possible: Contender[] = [
		{ id: NONE, visible: new Set() },
		{ id: ALL, visible: new Set(tested.map(({ name }) => name)) },
		...sets.map((set) => ({ id: setContender(set), visible: new Set(namesOf(set.indexes, specs)) })),
		...attempts,
	];
	const wanted = [
		...sets.map((set) => ({ reference: NONE, contender: setContender(set) })),
		...attempts.flatMap(({ id }) => [NONE, ALL].map((reference) => ({ reference, contender: id }))),
	];
	const timed = possible.filter(({ id }) => wanted.some((one) => one.reference === id || one.contender === id));
	const sights = seen.map((sight) => ({ ...sight, seen: new Map(sight.seen) }));
	const moved = await findMoved(sights, tested, session, states, signal);
	const againstNoneAlone = new Set([NONE, ...sets.map(setContender)]);
	// Where a hidden index changes the plan, "none" is to be had by dropping indexes only, and not from round to round.
	const takesPart: TakesPart = (sight, id) =>
		!moved.has(sight) && (sight.stratum.hidden === undefined || !againstNoneAlone.has(id));
	for (const { id, visible } of timed) {
		await states.show(visible);
		for (const sight of sights.filter((one) => takesPart(one, id))) {
			signal.throwIfAborted();
			const own = relevantTo(sight, specs).filter((name) => visible.has(name));
			if (!sight.seen.has(stateKey(own))) await looker.look(sight, own);
		}
	}
	const contenders = new Map(timed.map((one) => [one.id, one]));
	const under: EvidenceUnder = (sight, id) =>
		sightingOf(sight, contenders.get(id)?.visible ?? [], relevantTo(sight, specs))?.evidence;
	const givenUp: string[] = [];
	const rig = { session, states, random, progress, signal, onGivenUp: (text: string) => givenUp.push(text) };
	const strata = await findStandIns(sights, timed, takesPart, rig);
	const isGivenUp = ({ sight, standIn }: TimedStratum) =>
		[...standIn.keys()].some((id) => under(sight, id)?.timedOutSeconds !== undefined);
	// Without sets, what a candidate does is of interest where it changes something beside or in place of those under test.
	const ofInterest = sets.length > 0 ? wanted : wanted.filter(({ reference }) => reference === ALL);
	const concerned = strata.filter((stratum) => !isGivenUp(stratum) && isConcerned(stratum, ofInterest));
	const threshold = record.threshold.pct;
	const enough = stopRule(concerned, wanted, under, threshold);
	const rounds = await runRounds(concerned, timed, rig, record.budgetSeconds * 1000, enough);
	const changeOf = judgeRounds(concerned, wanted, under, threshold);
	const whyNot = (sight: Sight) => whyNotComparable(sight, moved, there);
	return {
		sets: sets.map((set) => setRecord(set, sights, tested, specs, changeOf, whyNot)),
		candidates: built
			.filter(({ spec }) => isCandidate(spec))
			.map((extra) => candidateRecord(extra, sights, tested, specs, changeOf, threshold, moved)),
		built: built.map(builtRecord),
		rounds,
		...givenUpPart(givenUp),
		notes: [...movedNotes(moved, there)],
	};
}
