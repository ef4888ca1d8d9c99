import type { Connection } from "mysql2/promise";
import type { Key, Scenario, Stratum } from "../../scenarios/suite.ts";
import { messageOf } from "../../seed/errors.ts";
import type { Progress } from "../../seed/progress.ts";
import type { Arm } from "./arms.ts";
import { type EvidenceTaken, takeEvidence } from "./evidence.ts";
import type { KeyDrawer } from "./keys.ts";
import { isQueryError } from "./query-error.ts";

/** One stratum of one scenario with its drawn keys: the unit that is surveyed and tried. */
export interface Subject {
	readonly scenario: Scenario;
	readonly stratum: Stratum;
	readonly keys: readonly Key[];
}

/** Evidence per subject; a subject whose query failed has the failure's text instead. */
export type Survey = ReadonlyMap<Subject, EvidenceTaken | { readonly failure: string }>;

/** Evidence of every subject with the indexes absent, hidden and shown. */
export interface Surveys {
	readonly absent: Survey;
	/** Hidden; where that is not as good as absent, absent. */
	readonly before: Survey;
	readonly hidden: Survey;
	readonly after: Survey;
}

/** Every stratum of the scenarios with keys drawn from the seeded data. */
export async function drawSubjects(scenarios: readonly Scenario[], drawer: KeyDrawer): Promise<readonly Subject[]> {
	const strata = scenarios.flatMap((scenario) => scenario.strata.map((stratum) => ({ scenario, stratum })));
	return await Promise.all(
		strata.map(async ({ scenario, stratum }) => ({
			scenario,
			stratum,
			keys: await drawer.draw(scenario.id, stratum),
		})),
	);
}

/** Rough milliseconds of one execution in the surveyed arm; 0 where the query failed. */
export function roughMsOf(subject: Subject, survey: Survey): number {
	const found = survey.get(subject);
	return found !== undefined && "evidence" in found ? found.roughMs : 0;
}

/** Takes the evidence of every subject in one arm. A failing query ends its subject, not the run. */
export async function survey(
	title: string,
	arm: Arm,
	observer: Connection,
	subjects: readonly Subject[],
	progress: Progress,
	signal: AbortSignal,
): Promise<Survey> {
	const task = progress.task(title, subjects.length, "strata");
	await arm.enter();
	const found = new Map<Subject, EvidenceTaken | { failure: string }>();
	for (const subject of subjects) {
		signal.throwIfAborted();
		task.update(found.size, `${subject.scenario.id} ${subject.stratum.id}`);
		try {
			const { scenario, stratum, keys } = subject;
			found.set(subject, await takeEvidence(arm.connection, observer, scenario, stratum, keys));
		} catch (error) {
			if (!isQueryError(error)) throw error;
			found.set(subject, { failure: messageOf(error) });
		}
	}
	task.finish(`${found.size} strata`);
	return found;
}
