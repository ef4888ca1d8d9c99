import type { Task } from "../../base/progress.ts";
import { judge } from "../judge/judge-run.ts";
import type { MeasuredStratum } from "../record/measured.ts";
import { seededRandom } from "../statistics/random.ts";
import { LEAST_THRESHOLD_PCT, logThreshold } from "../statistics/threshold.ts";
import type { Arms } from "./arms.ts";
import type { Candidate } from "./candidate.ts";
import { countedTimes } from "./execution-times.ts";
import type { Measurement } from "./measurement.ts";
import { isDisturbed, type Need, nextNeed } from "./next-need.ts";
import { observeTrial } from "./observed-trial.ts";
import { measuredStratum, type ObservedTrial } from "./subject-record.ts";

/**
 * Spends what is left of the budget where it decides most: a trial could not know what those after it would need.
 * Pairs of a later visit join those of the first, in time order; a visit that was itself disturbed leaves no trace, which
 * is decided by what the machine did and not by what the clock said. Arms that return different results, or a query
 * that fails, make the stratum invalid at whatever visit that is seen.
 */
export async function visitAgain(
	measurement: Measurement,
	arms: Arms,
	candidates: readonly Candidate[],
	task: Task,
	started: number,
): Promise<void> {
	const { budgetMs, journal, signal } = measurement;
	const known = new Map(candidates.map((candidate) => [nameOf(candidate), candidate]));
	const spent = new Set(
		journal.measured.scenarios
			.flatMap(({ id, strata }) => strata.map((stratum) => `${id}/${stratum.id}`))
			.filter((name) => !known.has(name)),
	);
	const next = (): Need | undefined => {
		const remaining = budgetMs - (performance.now() - started);
		return remaining > 0 ? nextNeed(judge(journal.measured), remaining, spent) : undefined;
	};
	for (let need = next(); need !== undefined; need = next()) {
		signal.throwIfAborted();
		const name = `${need.scenario}/${need.stratum}`;
		task.update((performance.now() - started) / 1000, `${need.scenario} ${need.stratum}, once more`);
		const candidate = known.get(name);
		if (candidate === undefined || !(await visit(measurement, arms, candidate, need))) spent.add(name);
	}
}

function nameOf({ subject }: Candidate): string {
	return `${subject.scenario.id}/${subject.stratum.id}`;
}

/** @returns whether the stratum has more pairs than it had. */
async function visit(measurement: Measurement, arms: Arms, candidate: Candidate, need: Need): Promise<boolean> {
	const { seed, journal } = measurement;
	const scenario = journal.measured.scenarios.find(({ id }) => id === need.scenario);
	const stratum = scenario?.strata.find(({ id }) => id === need.stratum);
	if (scenario === undefined || stratum === undefined) return false;
	const plan = {
		level: candidate.level,
		threshold: logThreshold(LEAST_THRESHOLD_PCT),
		allowanceMs: need.ms * 1.5,
		pairMs: candidate.cost.pairMs,
		pairs: need.pairs,
		decidedByEvidence: candidate.cost.decidedByEvidence,
	};
	const random = seededRandom(`${seed}/${nameOf(candidate)}/after ${stratum.pairs.length} pairs`);
	const save = async (grown: MeasuredStratum) =>
		await journal.addScenario({
			...scenario,
			strata: scenario.strata.map((other) => (other === stratum ? grown : other)),
		});
	const { subject, evidence } = candidate;
	let more: ObservedTrial | undefined;
	const found = await measuredStratum(subject, evidence, undefined, async () => {
		more = await observeTrial(measurement, arms, candidate, plan, random);
		return more;
	});
	if (found.failure !== undefined || found.mismatch !== undefined) {
		await save(found);
		return false;
	}
	if (more === undefined || more.disturbances.length > 0 || more.planFlip !== undefined || more.timeout !== undefined)
		return false;
	await save(joined(stratum, more));
	return true;
}

/** The stratum with the pairs of another visit; a trial that had been disturbed gives way to one that was not. */
function joined(stratum: MeasuredStratum, { trial }: ObservedTrial): MeasuredStratum {
	const fresh = isDisturbed(stratum);
	const { disturbances: _, planFlip: __, executions, ...rest } = stratum;
	const pairs = [...(fresh ? [] : stratum.pairs), ...trial.pairs].map(([b, a]): [number, number] => [b, a]);
	return {
		...rest,
		pairs,
		order: [...(fresh ? [] : stratum.order), ...trial.order],
		warmupPairs: (fresh ? 0 : stratum.warmupPairs) + trial.warmupPairs,
		...(trial.executions === undefined
			? {}
			: {
					executions: {
						before: countedTimes(trial.executions.before, fresh ? [] : executions?.before),
						after: countedTimes(trial.executions.after, fresh ? [] : executions?.after),
					},
				}),
	};
}
