import type { Connection } from "mysql2/promise";
import type { IndexSet, IndexSpec } from "../../../scenarios/suite.ts";
import type { Attribution } from "../../record/studies/attribution.ts";
import type { StudyContext } from "../study.ts";
import { givenUpPart } from "../study-sessions.ts";
import { ALL, candidateRecord, contendersOf, NONE, namesOf, setContender, setRecord } from "./compared.ts";
import { buildExtras, builtRecord } from "./extra-indexes.ts";
import { indexStates } from "./index-states.ts";
import { type Looker, relevantTo, type Sight, sightingOf, stateKey } from "./sightings.ts";
import { type EvidenceUnder, judgeRounds, stopRule } from "./timed-changes.ts";
import { type Contender, findStandIns, runRounds } from "./timed-rounds.ts";

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

type Compared = Pick<Attribution, "sets" | "candidates" | "built" | "rounds" | "givenUp">;

/** Builds what is missing, looks at every stratum under every set and candidate, and times those whose plan differs. */
export async function compareSetsAndCandidates(
	context: StudyContext,
	{ sets, candidates, extras }: Asked,
	tested: readonly Sight[],
	{ session, observer, looker, random }: Hands,
): Promise<Compared> {
	if (sets.length + candidates.length === 0) return { sets: [], candidates: [], built: [], rounds: 0 };
	const { suite, record, progress, signal } = context;
	const built = await buildExtras(observer, extras, progress, signal);
	const specs = [...suite.indexes, ...built.filter((extra) => !("failure" in extra)).map(({ spec }) => spec)];
	const states = indexStates(observer, specs);
	const tried = candidates.filter((spec) => specs.includes(spec));
	const attempts = tried.flatMap((spec) => contendersOf(spec, suite.indexes));
	const possible: Contender[] = [
		{ id: NONE, visible: new Set() },
		{ id: ALL, visible: new Set(suite.indexes.map(({ name }) => name)) },
		...sets.map((set) => ({ id: setContender(set), visible: new Set(namesOf(set.indexes, specs)) })),
		...attempts,
	];
	const wanted = [
		...sets.map((set) => ({ reference: NONE, contender: setContender(set) })),
		...attempts.flatMap(({ id }) => [NONE, ALL].map((reference) => ({ reference, contender: id }))),
	];
	const timed = possible.filter(({ id }) => wanted.some((one) => one.reference === id || one.contender === id));
	const sights = tested.map((sight) => ({ ...sight, seen: new Map(sight.seen) }));
	for (const { visible } of timed) {
		await states.show(visible);
		for (const sight of sights) {
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
	const strata = await findStandIns(sights, timed, rig);
	const isGivenUp = ({ sight }: (typeof strata)[number]) =>
		timed.some(({ id }) => under(sight, id)?.timedOutSeconds !== undefined);
	const ofUse = strata.filter((stratum) => !isGivenUp(stratum));
	const concerned = ofUse.filter((stratum) =>
		wanted.some(
			({ reference, contender: id }) =>
				(sets.length > 0 || reference === ALL) && stratum.standIn.get(reference) !== stratum.standIn.get(id),
		),
	);
	const threshold = record.threshold.pct;
	const enough = stopRule(concerned, wanted, under, threshold);
	const rounds = await runRounds(concerned, timed, rig, record.budgetSeconds * 1000, enough);
	const changeOf = judgeRounds(concerned, wanted, under, threshold);
	return {
		sets: sets.map((set) => setRecord(set, sights, specs, changeOf)),
		candidates: built
			.filter(({ spec }) => candidates.includes(spec))
			.map((extra) => candidateRecord(extra, sights, suite.indexes, specs, changeOf, threshold)),
		built: built.map(builtRecord),
		rounds,
		...givenUpPart(givenUp),
	};
}
