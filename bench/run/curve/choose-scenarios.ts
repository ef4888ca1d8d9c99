import type { IndexSpec } from "../../../scenarios/suite.ts";
import { uses } from "../../judge/strata-of-index.ts";
import { workFactor } from "../../judge/work-change.ts";
import type { CurveRole } from "../../record/curve/schema.ts";
import type { RunRecord, ScenarioRecord, StratumRecord } from "../../record/schema.ts";

/** A stratum that shows what an index does at its best or at its worst. */
export interface Choice {
	readonly index: string;
	readonly scenario: string;
	readonly stratum: string;
	readonly role: Exclude<CurveRole, "other">;
}

interface Candidate {
	readonly scenario: ScenarioRecord;
	readonly stratum: StratumRecord;
	/** Work before / work after, as counted. */
	readonly gain: number;
}

/**
 * For each index the stratum that saves most work through it and, if any does more work, the one that loses most. Work is
 * counted, not timed, so that the same data always gives the same choice.
 * @param record a run of all scenarios, best at a size where the indexes matter.
 */
export function chooseStrata(record: RunRecord, indexes: readonly IndexSpec[]): readonly Choice[] {
	return indexes.flatMap(({ table, name }) => {
		const users = record.scenarios
			.flatMap((scenario) => scenario.strata.map((stratum) => ({ scenario, stratum })))
			.filter(({ stratum }) => uses(stratum, { table, name }))
			.flatMap(({ scenario, stratum }): Candidate[] => {
				const gain = workFactor(stratum);
				return stratum.verdict === "invalid" || gain === undefined ? [] : [{ scenario, stratum, gain }];
			})
			.toSorted((a, b) => b.gain - a.gain);
		const [best, worst] = [users[0], users.at(-1)];
		const choice = (role: Choice["role"], { scenario, stratum }: Candidate): Choice => ({
			index: name,
			scenario: scenario.id,
			stratum: stratum.id,
			role,
		});
		return [
			...(best === undefined ? [] : [choice("strongest", best)]),
			...(worst === undefined || worst === best || worst.gain >= 1 ? [] : [choice("worst", worst)]),
		];
	});
}
