import { BenchError, messageOf } from "../../base/errors.ts";
import { isQueryError } from "../../mysql/errors.ts";
import { verifyIndexes } from "../../mysql/index-set.ts";
import { judge } from "../judge/judge-run.ts";
import type { Journal } from "../record/journal.ts";
import { STUDIES } from "./catalogue.ts";
import type { Study, StudyContext } from "./study.ts";
import { answersRequest, requestOf } from "./study-request.ts";

/**
 * Makes the studies that the run asks for and its record does not have yet, or has for other options or scenarios than a
 * run that is continued asks for; each is saved before the next begins. One that fails is noted with its reason, what the
 * record had of it stays, and the next is made all the same, as long as the server answers and the indexes are as a study
 * has to leave them.
 * @throws at once what ended the server or the run; BenchError kind "measurement" for what failed, or the bug that it
 * was, once the other studies are made.
 */
export async function runStudies(
	context: Omit<StudyContext, "record">,
	journal: Journal,
	catalogue: readonly Study[] = STUDIES,
): Promise<void> {
	const { options, progress, signal } = context;
	const now = (): StudyContext => ({
		...context,
		scenarios: scenariosOf(context, journal),
		record: judge(journal.measured),
	});
	const studies = catalogue.filter(({ id, wanted }) => wanted(options) && !answersRequest(journal.measured, id, now()));
	for (const { id, title } of studies) {
		if (journal.measured.studies?.[id] === undefined) continue;
		const why =
			journal.measured.studyRequests?.[id] === undefined ? "the record does not say what it was asked" : ASKED_ELSE;
		progress.notice(`The study "${title}" is made again: ${why}.`);
	}
	if (studies.length > 1) {
		progress.notice(
			`${studies.length} studies of the indexes follow: ${studies.map(({ title }) => title).join(", ")}.`,
		);
	}
	const failures: { readonly study: Study; readonly error: unknown }[] = [];
	for (const study of studies) {
		signal.throwIfAborted();
		const work = journal.stage(study.title, () => study.run(now()));
		const ended = await work.then(
			(found) => ({ found }),
			(error: unknown) => ({ error }),
		);
		if ("found" in ended) {
			await noteFailure(journal, study, undefined);
			await journal.addStudies({ [study.id]: ended.found });
			// Afterwards: what ends the run between the two has the study made again, not taken for what it is not.
			const asked = { [study.id]: requestOf(study.id, now()) };
			await journal.add({ studyRequests: { ...journal.measured.studyRequests, ...asked } });
			continue;
		}
		const { error } = ended;
		if (signal.aborted || !(await leftInOrder(context))) throw error;
		progress.notice(`The study "${study.title}" failed: ${messageOf(error)}`);
		await noteFailure(journal, study, messageOf(error));
		failures.push({ study, error });
	}
	if (failures.length > 0) throw failureOf(failures);
}

const ASKED_ELSE = "what it found is for other options or scenarios than are asked for now";

/** Those asked for and those that the record has already: a study that is made again must not lose what it had of these. */
function scenariosOf({ suite, scenarios }: Pick<StudyContext, "suite" | "scenarios">, { measured }: Journal) {
	const ids = new Set([...scenarios, ...measured.scenarios].map(({ id }) => id));
	return suite.scenarios.filter(({ id }) => ids.has(id));
}

function failureOf(failures: readonly { readonly study: Study; readonly error: unknown }[]): unknown {
	const bug = failures.find(({ error }) => !isQueryError(error) && !(error instanceof BenchError));
	if (bug !== undefined) return bug.error;
	const told = failures.map(({ study, error }) => `${study.title} (${messageOf(error).replace(/\.$/, "")})`).join("; ");
	return new BenchError(
		"measurement",
		`${failures.length === 1 ? "A study" : "Some studies"} of the indexes failed: ${told}.`,
		"All else is measured and saved; run again with --resume and the run's folder to make what is missing.",
		{ cause: failures[0]?.error },
	);
}

/** Whether the next study can be made: the server answers, and the indexes under test are there and invisible. */
async function leftInOrder({ connect, suite }: Pick<StudyContext, "connect" | "suite">): Promise<boolean> {
	try {
		const connection = await connect();
		await verifyIndexes(connection, suite.indexes, false).finally(() => connection.end());
		return true;
	} catch {
		return false;
	}
}

/** A study that is made at last, in a run that was continued, has not failed any more. */
async function noteFailure(journal: Journal, { id, title }: Study, reason: string | undefined): Promise<void> {
	const others = (journal.measured.studyFailures ?? []).filter(({ study }) => study !== id);
	const own = reason === undefined ? [] : [{ study: id, title, reason }];
	const known = journal.measured.studyFailures?.length ?? 0;
	if (known > 0 || own.length > 0) await journal.add({ studyFailures: [...others, ...own] });
}
