import type { MeasuredRun } from "../../record/measured.ts";
import { commandText } from "../../record/options.ts";
import type { Attribution } from "../../record/studies/attribution.ts";
import { type Part, requireMergeable } from "./mergeable.ts";

/**
 * The facts of all parts as those of one run; whoever judges them corrects for all comparisons together. The largest noise
 * floor of any part counts for all: pairs of one machine say nothing of another's noise.
 * @param asked options that say what a run measures.
 * @throws BenchError kind "usage" where they are not the parts of one run.
 */
export function mergeRuns(given: readonly Part[], asked: readonly string[]): Omit<MeasuredRun, "runId"> {
	requireMergeable(given, asked);
	const runs = given.map(({ run }) => run).toSorted((a, b) => (a.shard?.index ?? 0) - (b.shard?.index ?? 0));
	const [first] = runs;
	if (first === undefined) throw new Error("there is no run to merge, and nobody said so");
	const { shard: _, runId: __, clock, studies, studyFailures, studyRequests, overhead, ...rest } = first;
	const { shard: ___, ...options } = first.options ?? {};
	const place = new Map(first.published.scenarios.map(({ id }, at) => [id, at]));
	const inOrder = <T>(all: readonly T[], id: (one: T) => string) =>
		all.toSorted((a, b) => (place.get(id(a)) ?? 0) - (place.get(id(b)) ?? 0));
	const failures = runs.flatMap((run) => run.studyFailures ?? []);
	const overheads = runs.flatMap((run) => run.overhead ?? []);
	return {
		...rest,
		startedAt: runs.map(({ startedAt }) => startedAt).toSorted()[0] ?? first.startedAt,
		finishedAt:
			runs
				.map(({ finishedAt }) => finishedAt)
				.toSorted()
				.at(-1) ?? null,
		command: commandText(options),
		options,
		mergedFrom: runs.map((run) => ({
			runId: run.runId,
			startedAt: run.startedAt,
			cpuModel: run.environment.cpuModel,
			cores: run.environment.cores,
			noiseFloorPct: run.noiseFloor.pct,
			scenarios: run.scenarios.map(({ id }) => id),
		})),
		budgetSeconds: sum(runs.map(({ budgetSeconds }) => budgetSeconds)),
		noiseFloor: {
			pct: Math.max(...runs.map(({ noiseFloor }) => noiseFloor.pct)),
			pairs: sum(runs.map(({ noiseFloor }) => noiseFloor.pairs)),
			trials: runs.flatMap(({ noiseFloor }) => noiseFloor.trials),
		},
		...(overheads.length === 0 ? {} : { overhead: overheads.reduce((a, b) => (a.pct > b.pct ? a : b)) }),
		...(clock === undefined ? {} : { clock: clocksOf(runs) }),
		scenarios: inOrder(
			runs.flatMap(({ scenarios }) => scenarios),
			({ id }) => id,
		),
		planned: inOrder(
			runs.flatMap(({ planned }) => planned),
			(id) => id,
		),
		...(studies === undefined ? {} : { studies: { ...studies, ...attributionOf(runs) } }),
		...(failures.length === 0 ? {} : { studyFailures: failures }),
		...(studyRequests === undefined ? {} : { studyRequests: requestsOf(runs) }),
		notices: [...new Set(runs.flatMap(({ notices }) => notices))],
		timing: timingOf(runs),
	};
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((a, b) => a + b, 0);
}

function clocksOf(runs: readonly MeasuredRun[]): NonNullable<MeasuredRun["clock"]> {
	const clocks = runs.flatMap(({ clock }) => clock ?? []);
	return {
		limitSeconds: sum(clocks.map(({ limitSeconds }) => limitSeconds)),
		timed: sum(clocks.map(({ timed }) => timed)),
		left: sum(clocks.map(({ left }) => left)),
	};
}

/** What each stratum's attribution says does not depend on other strata, so that the parts add up. */
function attributionOf(runs: readonly MeasuredRun[]): { attribution?: Attribution } {
	const all = runs.flatMap(({ studies }) => studies?.attribution ?? []);
	const [first] = all;
	// Without that of one part, an index would look unused in what that part measured.
	if (first === undefined || all.length < runs.length) return {};
	const givenUp = all.flatMap((one) => one.givenUp ?? []);
	return {
		attribution: {
			...first,
			...(givenUp.length === 0 ? {} : { givenUp }),
			seconds: Math.max(...all.map(({ seconds }) => seconds)),
			strata: sum(all.map(({ strata }) => strata)),
			executions: sum(all.map(({ executions }) => executions)),
			indexes: first.indexes.map((index) => ({
				...index,
				effects: all.flatMap(
					({ indexes }) =>
						indexes.find(({ name, table }) => name === index.name && table === index.table)?.effects ?? [],
				),
			})),
			interactions: all.flatMap(({ interactions }) => interactions),
			remedies: all.flatMap(({ remedies }) => remedies),
			notes: [...new Set(all.flatMap(({ notes }) => notes))],
		},
	};
}

function requestsOf(runs: readonly MeasuredRun[]): NonNullable<MeasuredRun["studyRequests"]> {
	const found: NonNullable<MeasuredRun["studyRequests"]> = {};
	for (const [id, request] of runs.flatMap(({ studyRequests }) => Object.entries(studyRequests ?? {}))) {
		found[id] = { ...request, scenarios: [...(found[id]?.scenarios ?? []), ...request.scenarios] };
	}
	return found;
}

/** The parts ran side by side: the longest of each stage is what one waited for. */
function timingOf(runs: readonly MeasuredRun[]): MeasuredRun["timing"] {
	const found: MeasuredRun["timing"] = {};
	for (const [stage, seconds] of runs.flatMap(({ timing }) => Object.entries(timing))) {
		found[stage] = Math.max(found[stage] ?? 0, seconds);
	}
	return found;
}
