import { isNamedIn } from "../../../mysql/index-spec.ts";
import type { IndexSpec, WriteScenario } from "../../../scenarios/suite.ts";
import type { StudyContext } from "../study.ts";

type Selection = Pick<StudyContext, "suite" | "scenarios" | "options">;

/** The indexes that the scenarios of a run are meant for: `--only` leaves out the costs of all others. */
export function indexesInRun({ suite, scenarios }: Omit<Selection, "options">): readonly IndexSpec[] {
	return suite.indexes.filter((index) => scenarios.some((scenario) => isNamedIn(scenario.indexes, index)));
}

/** The writes that have to do with these indexes; without `--full` only plain inserts. */
export function writesInRun(selection: Selection): readonly WriteScenario[] {
	const names = indexesInRun(selection).map(({ name }) => name);
	const { suite, options } = selection;
	return (suite.writes ?? [])
		.filter(({ kind }) => options.full || kind === "insert")
		.filter(({ maintains, searches }) => [...maintains, ...searches].some((name) => names.includes(name)));
}
