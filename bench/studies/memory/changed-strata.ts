import type { Connection } from "mysql2/promise";
import { sameWork } from "../../judge/evidence-match.ts";
import { isGivenUp } from "../../judge/given-up.ts";
import { keyDrawer } from "../../measure/keys.ts";
import { drawSubjects, type Subject } from "../../measure/survey.ts";
import type { RunRecord, StratumRecord } from "../../record/schema.ts";
import type { MemoryRecord } from "../../record/studies/memory.ts";
import type { StudyContext } from "../study.ts";

/** The strata to try with either pool, and those that cannot be. */
export interface ChangedStrata {
	readonly subjects: readonly Subject[];
	readonly leftOut: MemoryRecord["leftOut"];
}

/** The strata for which the run found that the indexes change what the server does. */
export function changedStrata(record: RunRecord): readonly { scenario: string; stratum: StratumRecord }[] {
	return record.scenarios
		.filter(({ kind }) => kind !== "write")
		.flatMap(({ id, strata }) => strata.map((stratum) => ({ scenario: id, stratum })))
		.filter(({ stratum }) => stratum.verdict !== "invalid" && !sameWork(stratum.before, stratum.after));
}

/**
 * A query that was given up is left out: with less memory it would take no less time.
 * @param mostKeys so many that a lookup meets pages that no other has just read.
 */
export async function drawChangedStrata(
	{ scenarios, record, seed }: StudyContext,
	connection: Connection,
	mostKeys: number,
): Promise<ChangedStrata> {
	const changed = changedStrata(record);
	const wanted = changed.filter(({ stratum }) => stratum.hidden === undefined && !isGivenUp(stratum));
	const isWanted = (scenario: string, id: string) =>
		wanted.some((found) => found.scenario === scenario && found.stratum.id === id);
	const chosen = scenarios
		.map((scenario) => ({ ...scenario, strata: scenario.strata.filter(({ id }) => isWanted(scenario.id, id)) }))
		.filter(({ strata }) => strata.length > 0);
	return {
		subjects: await drawSubjects(chosen, keyDrawer([connection], seed), mostKeys),
		leftOut: changed
			.filter(({ stratum }) => stratum.hidden !== undefined || isGivenUp(stratum))
			.map(({ scenario, stratum }) => ({
				scenario,
				stratum: stratum.id,
				reason: isGivenUp(stratum)
					? "its query was given up at the query timeout when everything was in memory"
					: "a hidden index changes this plan, so that pairs on one server would not compare with none",
			})),
	};
}
