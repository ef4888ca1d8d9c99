import type { Progress } from "../../base/progress.ts";
import { statementsFor } from "../../scenarios/statements.ts";
import { sameWork } from "../judge/evidence-match.ts";
import type { Prices } from "../record/work.ts";
import type { Arm } from "./arms.ts";
import type { Subject, Survey } from "./survey.ts";
import { takeWork } from "./take-work.ts";

/** A query that takes longer is not run twice more to be priced: its counters alone then say what they can. */
const MOST_MS = 5000;

/**
 * Both surveys with the priced work of every subject that the indexes change; of all others nothing is asked.
 * Work is counted by session and by executed tree, and no clock is read, so that both arms work at the same time.
 * @param arms each on a session of its own.
 * @returns new surveys; a subject whose work could not be taken in both arms keeps its evidence as it was.
 */
export async function pricedSurveys(
	arms: { readonly before: Arm; readonly after: Arm },
	subjects: readonly Subject[],
	surveys: { readonly before: Survey; readonly after: Survey },
	prices: Prices,
	progress: Progress,
	signal: AbortSignal,
): Promise<{ readonly before: Survey; readonly after: Survey }> {
	const changed = subjects.filter((subject) => isChanged(subject, surveys));
	const task = progress.task("pricing what changed", changed.length, "strata");
	const before = new Map(surveys.before);
	const after = new Map(surveys.after);
	for (const [done, subject] of changed.entries()) {
		signal.throwIfAborted();
		task.update(done, `${subject.scenario.id} ${subject.stratum.id}`);
		const [wasPriced, isPriced] = await Promise.all([
			pricedEntry(arms.before, subject, surveys.before, prices),
			pricedEntry(arms.after, subject, surveys.after, prices),
		]);
		if (wasPriced === undefined || isPriced === undefined) continue;
		before.set(subject, wasPriced);
		after.set(subject, isPriced);
	}
	task.finish(`${changed.length} strata`);
	return { before, after };
}

function isChanged(subject: Subject, { before, after }: { readonly before: Survey; readonly after: Survey }): boolean {
	const [was, is] = [before.get(subject), after.get(subject)];
	if (was === undefined || is === undefined || "failure" in was || "failure" in is) return false;
	return Math.max(was.roughMs, is.roughMs) <= MOST_MS && !sameWork(was.evidence, is.evidence);
}

async function pricedEntry(arm: Arm, subject: Subject, survey: Survey, prices: Prices) {
	const found = survey.get(subject);
	if (found === undefined || "failure" in found) return undefined;
	await arm.enter();
	const statements = statementsFor(subject.stratum, subject.keys[0] ?? []);
	const work = await takeWork(arm.connection, statements, found.evidence, prices, found.sentBytes);
	return work === undefined ? undefined : { ...found, evidence: { ...found.evidence, work } };
}
