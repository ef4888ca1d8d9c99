import type { IndexSet, IndexSpec } from "../../../scenarios/suite.ts";
import { sameColumns } from "../../../schema/index-spec.ts";
import type { RunRecord } from "../../record/schema.ts";
import type { StudyContext } from "../study.ts";
import { contendersOf, namesOf } from "./compared.ts";
import { extrasOf } from "./extra-indexes.ts";
import { buildSecondsOf, relevantTo, type Sight, sightsOf, stateKey } from "./sightings.ts";
import { LEAST_ROUNDS, MOST_ROUNDS } from "./timed-rounds.ts";

/** Besides the rounds: one execution of each plan to warm up, and those that the evidence of new plans takes. */
const OTHER_ROUNDS = 2;
const SHORTEST_SAMPLE_MS = 5;
/**
 * Part of the states besides none and all in which a stratum has a plan that no other state has, weighed by time: in
 * full runs of perf-001, rounds took 1.0 and 1.1 times as long as the two arms of all strata, with up to 19 states.
 */
const OWN_PLAN_SHARE = 0.05;
/** Of a build's time: built, and read once. */
const BUILT_AND_READ = 2;

interface Compared {
	readonly sets: readonly IndexSet[];
	readonly candidates: readonly IndexSpec[];
}

/** Rough seconds of comparing sets and candidates, from what the run has measured; 0 where there are none. */
export function comparisonSeconds(
	context: Pick<StudyContext, "suite" | "scenarios" | "record">,
	{ sets, candidates }: Compared,
): number {
	if (sets.length + candidates.length === 0) return 0;
	const { suite, record } = context;
	const extras = extrasOf(suite.indexes, sets, candidates);
	const specs = [...suite.indexes, ...extras];
	const none: ReadonlySet<string> = new Set();
	const all = new Set(suite.indexes.map(({ name }) => name));
	const own = (candidate: IndexSpec) => extras.find((extra) => sameColumns(extra, candidate)) ?? candidate;
	const compared = [
		...sets.map((set) => ({ reference: none, visible: new Set(namesOf(set.indexes, specs)) })),
		...candidates.flatMap((spec) =>
			contendersOf(own(spec), suite.indexes).map(({ visible }) => ({ reference: all, visible })),
		),
	];
	const roundMs = (sight: Sight): number => {
		const relevant = relevantTo(sight, specs);
		const key = (visible: ReadonlySet<string>) => stateKey(relevant.filter((name) => visible.has(name)));
		if (compared.every(({ reference, visible }) => key(visible) === key(reference))) return 0;
		const { before, after } = sight.stratum;
		if (before.p50 === undefined || after.p50 === undefined) return 0;
		const states = new Set([none, all, ...compared.map(({ visible }) => visible)].map(key));
		const arms = Math.max(SHORTEST_SAMPLE_MS, before.p50) + Math.max(SHORTEST_SAMPLE_MS, after.p50);
		return arms * (1 + (OWN_PLAN_SHARE * (states.size - 2)) / 2);
	};
	const round = sightsOf(context).reduce((sum, sight) => sum + roundMs(sight), 0) / 1000;
	const rounds = Math.max(LEAST_ROUNDS * round, Math.min(record.budgetSeconds, MOST_ROUNDS * round));
	return rounds + OTHER_ROUNDS * round + buildsSeconds(extras, record);
}

/** As long per row as the indexes under test took. */
function buildsSeconds(extras: readonly IndexSpec[], record: RunRecord): number {
	const rowsOf = (table: string) => record.dataset.tables.find(({ name }) => name === table)?.rows ?? 0;
	const rows = record.indexes.reduce((sum, { table }) => sum + rowsOf(table), 0);
	const seconds = buildSecondsOf(
		record.indexes.map(({ name }) => name),
		record,
	);
	const perRow = rows === 0 ? 0 : seconds / rows;
	return extras.reduce((sum, { table }) => sum + BUILT_AND_READ * perRow * rowsOf(table), 0);
}
