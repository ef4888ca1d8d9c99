import type { Suite } from "../../scenarios/suite.ts";
import type { RunRecord, ScenarioRecord } from "../record/schema.ts";
import { compareAll } from "./compare.ts";
import { judgeClaims } from "./judge-claims.ts";
import { judgeConcentration } from "./judge-concentration.ts";
import { judgeIndex } from "./judge-index.ts";
import { type Judging, judgeStratum } from "./judge-stratum.ts";
import type { Unmeasured } from "./undecided.ts";

/** The scale that shows that everything works, and decides nothing. */
export const SMOKE = "smoke";

/** What was published of a suite's indexes, to be judged, and which scenarios there are to judge it by. */
export interface Published extends Pick<Suite, "claims" | "concentration"> {
	readonly scenarios?: readonly Unmeasured[];
}

/**
 * From raw pairs and evidence to every verdict of the record; pure, so that an old record is judged again alike.
 * Comparisons are adjusted for each other, so each scenario added can move the intervals of all.
 */
export function conclude(record: RunRecord, published: Published): RunRecord {
	const { claims, concentration } = published;
	const scenarios = judgeScenarios(record.scenarios, {
		thresholdPct: record.threshold.pct,
		mode: record.mode ?? "timed",
	});
	const judged = concentration && judgeConcentration(concentration, scenarios, record.indexes);
	const measured = new Set(scenarios.map(({ id }) => id));
	const unmeasured = (published.scenarios ?? []).filter(({ id }) => !measured.has(id));
	const smoke = record.dataset.scale === SMOKE;
	return {
		...record,
		scenarios,
		indexes: record.indexes.map(({ net: _, writeCost: __, breakEven: ___, ...index }) => ({
			...index,
			...judgeIndex(index, {
				scenarios,
				indexes: record.indexes,
				unmeasured,
				studies: record.studies,
				mode: record.mode,
				thresholdPct: record.threshold.pct,
				smoke,
			}),
		})),
		claims: [
			...judgeClaims(claims, scenarios, {
				thresholdPct: record.threshold.pct,
				mode: record.mode,
				unmeasured,
				smoke,
			}),
		],
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
