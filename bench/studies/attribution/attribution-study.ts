import type { Connection } from "mysql2/promise";
import { showInvisible } from "../../../mysql/session.ts";
import { indexSetsOf, remediesFor } from "../../../scenarios/asked-indexes.ts";
import type { IndexSpec } from "../../../scenarios/suite.ts";
import { indexSpecText } from "../../../schema/index-spec.ts";
import type { Attribution } from "../../record/studies/attribution.ts";
import { seededRandom } from "../../statistics/random.ts";
import type { Study, StudyContext } from "../study.ts";
import { givenUpPart, limitSessions, openStudySession } from "../study-sessions.ts";
import { compareSetsAndCandidates } from "./comparison.ts";
import { derivedRemedies, type Remedy } from "./derived-remedy.ts";
import { effectsOf, interactionsOf } from "./effects.ts";
import { coveredAmong, extrasOf } from "./extra-indexes.ts";
import { indexStates, restoreIndexes } from "./index-states.ts";
import { buildSecondsOf, isRegression, lookerOn, relevantTo, type Sight, sightsOf, stateKey } from "./sightings.ts";
import { seeDropped, seeHidden } from "./tested-states.ts";

/** Dropping and building again takes no longer than this in a run that was not asked for everything. */
const REBUILD_LIMIT_SECONDS = 20;

/** Which index does what: alone, left out, two together; sets and candidates against each other. */
export const attribution: Study<"attribution"> = {
	id: "attribution",
	title: "attribution",
	wanted: () => true,
	run: attribute,
};

/** Sets and candidates to compare: those asked for; with everything asked for, the suite's own sets and remedies too. */
function askedOf({ options, suite, record }: StudyContext) {
	const { full, indexSets, candidates } = options;
	const slower = record.scenarios.filter(({ strata }) => strata.some((stratum) => isRegression({ stratum })));
	const ids = slower.map(({ id }) => id);
	const remedies = remediesFor(suite, ids);
	const sets = full && indexSets.length === 0 ? indexSetsOf(suite) : indexSets;
	return {
		remedies,
		/** Whether a scenario got slower for which the suite suggests nothing. */
		mayDerive: ids.some((id) => !remedies.some(({ scenario }) => scenario === id)),
		sets: [...new Map(sets.map((set) => [set.id, set])).values()],
		candidates: distinct([...candidates, ...(full ? remedies.map(({ index }) => index) : [])]),
	};
}

function distinct(specs: readonly IndexSpec[]): readonly IndexSpec[] {
	return [...new Map(specs.map((spec) => [spec.name, spec])).values()];
}

async function attribute(context: StudyContext): Promise<Attribution> {
	const started = performance.now();
	const { suite, connect, progress, signal } = context;
	const asked = askedOf(context);
	const { sets } = asked;
	let { candidates } = asked;
	let extras = extrasOf(suite.indexes, sets, candidates);
	const session = await openStudySession(context);
	const observer = await openStudySession(context);
	const unwatch = await limitSessions(context, [session], observer);
	try {
		await showInvisible(session, false);
		const looker = lookerOn(session, observer, context.record.prices);
		const task = progress.task("attribution", 1, "surveys");
		const { sights, notes } = await seeTested(context, extras, session, observer, looker);
		task.finish(`${sights.length} strata, ${looker.executions} executed again`);
		const indexes = suite.indexes.map((spec) => ({
			name: spec.name,
			table: spec.table,
			effects: effectsOf(spec, sights, suite.indexes),
		}));
		const derived = asked.mayDerive ? await derivedRemedies(session, context, sights, { indexes }) : [];
		if (context.options.full) {
			candidates = distinct([...candidates, ...derived.map(({ index }) => index)]);
			extras = extrasOf(suite.indexes, sets, candidates);
		}
		const told = (one: Remedy) => ({ scenario: one.scenario, index: indexSpecText(one.index) });
		const tested = {
			strata: sights.filter((sight) => relevantTo(sight, suite.indexes).length > 0).length,
			indexes,
			interactions: interactionsOf(sights, suite.indexes),
			covered: coveredAmong([...suite.indexes, ...extras]),
			remedies: [...asked.remedies.map(told), ...derived.map((one) => ({ ...told(one), derived: true }))],
		};
		const compared = await compareSetsAndCandidates(context, { sets, candidates, extras }, sights, {
			session,
			observer,
			looker,
			random: seededRandom(`${context.seed}/attribution`),
		});
		return {
			seconds: Math.round(performance.now() - started) / 1000,
			executions: looker.executions,
			...tested,
			...compared,
			...givenUpPart([...looker.givenUp, ...(compared.givenUp ?? [])]),
			notes: [...notes, ...compared.notes],
		};
	} finally {
		unwatch();
		await Promise.all([session, observer].map((connection) => connection.end().catch(() => connection.destroy())));
		await restoreIndexes(connect, suite.indexes, extras).catch((error: unknown) => {
			// After an abort the server may be gone already; what ended the run is told anyway.
			if (!signal.aborted) throw error;
		});
	}
}

/** Every stratum in the states of the indexes under test, each by the way that its plan can be trusted in. */
async function seeTested(
	context: StudyContext,
	extras: readonly IndexSpec[],
	session: Connection,
	observer: Connection,
	looker: ReturnType<typeof lookerOn>,
): Promise<{ readonly sights: readonly Sight[]; readonly notes: string[] }> {
	const { suite, signal, record, options } = context;
	const states = indexStates(observer, suite.indexes);
	const found = sightsOf(context).filter((sight) => relevantTo(sight, [...suite.indexes, ...extras]).length > 0);
	const faithful = found.filter((sight) => sight.baseline === "hidden");
	await seeHidden(faithful, suite.indexes, states, looker, signal);
	const rest = found.filter((sight) => sight.baseline === "doubtful");
	const concerned = new Set(rest.flatMap((sight) => relevantTo(sight, suite.indexes)));
	const seconds = 2 * concerned.size * buildSecondsOf(concerned, record);
	const names = rest.map(({ subject }) => `${subject.scenario.id} ${subject.stratum.id}`).join(", ");
	if (rest.length === 0) return { sights: found, notes: [] };
	if (!options.full && seconds > REBUILD_LIMIT_SECONDS) {
		await seeHidden(rest, suite.indexes, states, looker, signal);
		// What no index at all does, at least, the run has measured.
		for (const { seen, stratum } of rest)
			seen.set(stateKey([]), { visible: [], evidence: stratum.before, executed: false });
		return {
			sights: found,
			notes: [`A hidden index still changes the plan of ${names}: what single indexes do there is doubtful.`],
		};
	}
	const dropped = rest.map((sight): Sight => ({ ...sight, baseline: "dropped" }));
	await seeDropped(dropped, suite.indexes, session, observer, looker, signal);
	return {
		sights: found.map((sight) => dropped.find(({ subject }) => subject === sight.subject) ?? sight),
		notes: [
			`A hidden index still changes the plan of ${names} by its statistics: there, indexes were dropped instead of hidden.`,
		],
	};
}
