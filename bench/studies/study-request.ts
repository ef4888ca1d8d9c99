import type { IndexSpec } from "../../scenarios/suite.ts";
import { indexSpecText } from "../../schema/index-spec.ts";
import type { RunRecord } from "../record/schema.ts";
import { sessionsFor } from "./load/sessions.ts";
import type { StudyOptions } from "./options.ts";
import type { StudyContext, StudyId } from "./study.ts";

/** What a study was asked: with another request it would find something else. */
export type StudyRequest = NonNullable<RunRecord["studyRequests"]>[string];

type Asked = Pick<StudyContext, "options" | "scenarios">;

const full = ({ full: everything }: StudyOptions): readonly string[] => (everything ? ["--full"] : []);
const specs = (indexes: readonly IndexSpec[]) => indexes.map(indexSpecText).join(", ");

/** The options that each study depends on, besides that it is made at all. */
const optionsOf: { readonly [Id in StudyId]: (options: StudyOptions) => readonly string[] } = {
	attribution: (options) => [
		...full(options),
		...options.indexSets.map(({ id, indexes }) => `--index-set ${id}: ${specs(indexes)}`),
		...options.candidates.map((index) => `--try ${indexSpecText(index)}`),
	],
	writes: full,
	locks: () => [],
	footprint: () => [],
	memory: () => [],
	load: ({ load }) => [`--load ${sessionsFor(load).join(",")}`],
};

/** What a study is asked now. */
export function requestOf(id: StudyId, { options, scenarios }: Asked): StudyRequest {
	return {
		options: [...new Set(optionsOf[id](options))].sort(),
		scenarios: scenarios.map((scenario) => scenario.id).sort(),
	};
}

/** Whether what the record has of a study answers what is asked now. Where it does not tell what was asked, it does not. */
export function answersRequest(record: Pick<RunRecord, "studies" | "studyRequests">, id: StudyId, asked: Asked) {
	const made = record.studies?.[id] === undefined ? undefined : record.studyRequests?.[id];
	if (made === undefined) return false;
	const text = ({ options, scenarios }: StudyRequest) => JSON.stringify([options, scenarios]);
	return text(made) === text(requestOf(id, asked));
}
