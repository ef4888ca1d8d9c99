import type { Suite } from "../scenarios/suite.ts";
import type { RunRecord, ScenarioRecord } from "./record/schema.ts";
import { indexCosts } from "./verdict/break-even.ts";
import { compareAll } from "./verdict/compare.ts";
import { judgeClaims } from "./verdict/judge-claims.ts";
import { judgeConcentration } from "./verdict/judge-concentration.ts";
import { judgeIndex } from "./verdict/judge-index.ts";
import { type Judging, judgeStratum } from "./verdict/judge-stratum.ts";

/** What was published of a suite's indexes, to be judged. */
export type Published = Pick<Suite, "claims" | "concentration">;

/**
 * From raw pairs and evidence to every verdict of the record; pure, so that an old record is judged again alike.
 * Comparisons are adjusted for each other, so each scenario added can move the intervals of all.
 */
export function conclude(record: RunRecord, { claims, concentration }: Published): RunRecord {
	const scenarios = judgeScenarios(record.scenarios, {
		thresholdPct: record.threshold.pct,
		mode: record.mode ?? "timed",
	});
	const judged = concentration && judgeConcentration(concentration, scenarios, record.indexes);
	return {
		...record,
		scenarios,
		indexes: record.indexes.map((index) => ({
			...index,
			...judgeIndex(index, scenarios, record.studies?.attribution),
			...indexCosts(index, scenarios, record.studies?.writes?.writes),
		})),
		claims: [...judgeClaims(claims, scenarios, record.threshold.pct)],
		...(judged === undefined ? {} : { concentration: judged }),
	};
}

function judgeScenarios(scenarios: readonly ScenarioRecord[], judging: Judging): ScenarioRecord[] {
	const changes = compareAll(
		scenarios.flatMap((scenario) => scenario.strata),
		judging.mode,
	);
	let next = 0;
	return scenarios.map((scenario) => ({
		...scenario,
		strata: scenario.strata.map(({ morePairs: _, change: __, ...stratum }) => {
			const change = changes[next++];
			return {
				...stratum,
				...judgeStratum(stratum, change, judging),
				...(change === undefined ? {} : { change }),
			};
		}),
	}));
}
