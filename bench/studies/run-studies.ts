import type { Journal } from "../record/journal.ts";
import { STUDIES } from "./catalogue.ts";
import type { StudyContext } from "./study.ts";

/** Makes the studies that the run asks for and its record does not have yet; each is saved before the next begins. */
export async function runStudies(context: Omit<StudyContext, "record">, journal: Journal): Promise<void> {
	const { options, progress, signal } = context;
	const now = (): StudyContext => ({ ...context, record: journal.record });
	if (options.none === true) return;
	const studies = STUDIES.filter((study) => study.wanted(options) && journal.record.studies?.[study.id] === undefined);
	const seconds = studies.reduce((sum, study) => sum + study.estimateSeconds(now()), 0);
	if (seconds > 60) {
		progress.notice(`${studies.length} studies of the indexes follow: about ${Math.ceil(seconds / 60)} minutes.`);
	}
	for (const study of studies) {
		signal.throwIfAborted();
		const found = await journal.stage(study.title, () => study.run(now()));
		await journal.addStudies({ [study.id]: found });
	}
}
