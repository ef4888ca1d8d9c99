import type { Claim } from "../scenarios/suite.ts";
import type { RunRecord, ScenarioRecord } from "./record/schema.ts";
import { compareAll } from "./verdict/compare.ts";
import { judgeClaims } from "./verdict/judge-claims.ts";
import { judgeIndex } from "./verdict/judge-index.ts";
import { type Judging, judgeStratum } from "./verdict/judge-stratum.ts";

/**
 * From raw pairs and evidence to every verdict of the record; pure, so that an old record is judged again alike.
 * Comparisons are adjusted for each other, so each scenario added can move the intervals of all.
 */
export function conclude(record: RunRecord, claims: readonly Claim[]): RunRecord {
	const scenarios = judgeScenarios(record.scenarios, {
		thresholdPct: record.threshold.pct,
		mode: record.mode ?? "timed",
	});
	return {
		...record,
		scenarios,
		indexes: record.indexes.map((index) => ({ ...index, ...judgeIndex(index, scenarios) })),
		claims: [...judgeClaims(claims, scenarios, record.threshold.pct)],
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
