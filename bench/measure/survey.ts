import type { Connection } from "mysql2/promise";
import { messageOf } from "../../base/errors.ts";
import type { Progress } from "../../base/progress.ts";
import { isQueryError, QueryTimeout } from "../../mysql/errors.ts";
import { queryLimitOf } from "../../mysql/query-limit.ts";
import { statementsFor } from "../../scenarios/statements.ts";
import type { Key, Scenario, Stratum } from "../../scenarios/suite.ts";
import type { Evidence } from "../record/schema.ts";
import type { Arm } from "./arms.ts";
import { type EvidenceTaken, sharedEvidence, takeEvidence } from "./evidence.ts";
import type { KeyDrawer } from "./keys.ts";
import { planOf } from "./plan.ts";

/** One stratum of one scenario with its drawn keys: the unit that is surveyed and tried. */
export interface Subject {
	readonly scenario: Scenario;
	readonly stratum: Stratum;
	readonly keys: readonly Key[];
}

/** Evidence per subject; a subject whose query failed has the failure's text instead. */
export type Survey = ReadonlyMap<Subject, EvidenceTaken | FailedSubject>;

interface FailedSubject {
	readonly failure: string;
	/** What is known all the same, of a query that was given up. */
	readonly evidence?: Evidence;
}

/** Evidence of every subject with the indexes absent, hidden and shown. */
export interface Surveys {
	readonly absent: Survey;
	/** Hidden; where that is not as good as absent, absent. */
	readonly before: Survey;
	readonly hidden: Survey;
	readonly after: Survey;
}

/** Of a query that did not finish. */
export const NO_EVIDENCE: Evidence = {
	plan: [],
	handlers: {},
	rowsExamined: null,
	pageReads: null,
	digest: "",
	resultRows: 0,
};

/** The strata of the scenarios, in order. */
export function strataOf(scenarios: readonly Scenario[]): readonly Omit<Subject, "keys">[] {
	return scenarios.flatMap((scenario) => scenario.strata.map((stratum) => ({ scenario, stratum })));
}

/** Every stratum of the scenarios with keys drawn from the seeded data, four at most unless said. */
export async function drawSubjects(
	scenarios: readonly Scenario[],
	drawer: KeyDrawer,
	mostKeys?: number,
): Promise<readonly Subject[]> {
	return await Promise.all(
		strataOf(scenarios).map(async ({ scenario, stratum }) => ({
			scenario,
			stratum,
			keys: await drawer.draw(scenario.id, stratum, mostKeys),
		})),
	);
}

/** Rough milliseconds of one execution in the surveyed arm; 0 where the query failed. */
export function roughMsOf(subject: Subject, survey: Survey): number {
	const found = survey.get(subject);
	return found !== undefined && "roughMs" in found ? found.roughMs : 0;
}

/** Milliseconds of one execution in the surveyed arm, to set beside those of the trial; undefined where there was none. */
export function evidenceMsOf(subject: Subject, survey: Survey): number | undefined {
	const found = survey.get(subject);
	return found !== undefined && "evidenceMs" in found ? found.evidenceMs : undefined;
}

/**
 * Takes the evidence of every subject in one arm. A failing query ends its subject, not the run.
 * @param earlier of another arm: what would be done the very same way once more is not run again.
 */
export async function survey(
	title: string,
	arm: Arm,
	observer: Connection,
	subjects: readonly Subject[],
	progress: Progress,
	signal: AbortSignal,
	earlier: Survey = new Map(),
): Promise<Survey> {
	const task = progress.task(title, subjects.length, "strata");
	await arm.enter();
	const found = new Map<Subject, EvidenceTaken | FailedSubject>();
	const limitMs = queryLimitOf(arm.connection)?.limitMs ?? Number.POSITIVE_INFINITY;
	for (const subject of subjects) {
		signal.throwIfAborted();
		task.update(found.size, `${subject.scenario.id} ${subject.stratum.id}`);
		const { scenario, stratum, keys } = subject;
		try {
			const known = earlier.get(subject);
			const shared =
				known === undefined || "failure" in known
					? undefined
					: await sharedEvidence(arm.connection, stratum, keys, known);
			const { evidence, ...taken } = shared ?? (await takeEvidence(arm.connection, observer, scenario, stratum, keys));
			const near = taken.roughMs > limitMs / 2 ? { secondsTaken: taken.roughMs / 1000 } : {};
			found.set(subject, { ...taken, evidence: { ...evidence, ...near } });
		} catch (error) {
			if (!isQueryError(error)) throw error;
			const evidence = error instanceof QueryTimeout ? await givenUp(arm, subject, error.seconds) : undefined;
			found.set(subject, { failure: messageOf(error), ...(evidence === undefined ? {} : { evidence }) });
		}
	}
	task.finish(`${found.size} strata`);
	return found;
}

/** All there is to know of a query that was given up: how the server meant to run it. */
async function givenUp({ connection }: Arm, { stratum, keys }: Subject, timedOutSeconds: number): Promise<Evidence> {
	const plan = await planOf(connection, statementsFor(stratum, keys[0] ?? []));
	return { ...NO_EVIDENCE, plan, timedOutSeconds };
}
