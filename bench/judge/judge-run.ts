import type { Evidence } from "../record/evidence.ts";
import type { MeasuredRun } from "../record/measured.ts";
import type { StratumReason } from "../record/reasons/stratum-reason.ts";
import type { ArmRecord, JudgedRun, ScenarioRecord } from "../record/schema.ts";
import { LEAST_THRESHOLD_PCT } from "../statistics/threshold.ts";
import { compareAll } from "./compare.ts";
import { judgeClaims } from "./judge-claims.ts";
import { judgeConcentration } from "./judge-concentration.ts";
import { judgeIndex } from "./judge-index.ts";
import { type Judging, judgeStratum } from "./judge-stratum.ts";
import type { Judgement } from "./judgement.ts";
import { latencyOf, withTailsOf } from "./latency.ts";
import { twinUnlike } from "./twin-fidelity.ts";

/** The scale that shows that everything works, and decides nothing. */
export const SMOKE = "smoke";

/**
 * From facts to every verdict of the record. Pure, and total over whatever the schema of facts allows, so that a record
 * is judged again alike on any machine. Comparisons are adjusted for each other, so each scenario more can move the
 * intervals of all.
 */
export function judge(measured: MeasuredRun): JudgedRun {
	const known = judged.get(measured);
	if (known !== undefined) return known;
	const found = judgeAnew(measured);
	judged.set(measured, found);
	return found;
}

/** Facts are never changed in place, and a run under way is asked several times for the verdicts of the same. */
const judged = new WeakMap<MeasuredRun, JudgedRun>();

function judgeAnew(measured: MeasuredRun): JudgedRun {
	const { published, noiseFloor, studies, mode } = measured;
	const threshold = { pct: Math.max(LEAST_THRESHOLD_PCT, noiseFloor.pct) };
	const scenarios = judgeScenarios(measured, {
		thresholdPct: threshold.pct,
		mode: mode ?? "timed",
		elsewhere: measured.shard?.elsewhere ?? 0,
	});
	const { concentration } = published;
	const concentrated = concentration && judgeConcentration(concentration, scenarios, measured.indexes);
	const known = new Set(scenarios.map(({ id }) => id));
	const unmeasured = published.scenarios.filter(({ id }) => !known.has(id));
	const smoke = measured.dataset.scale === SMOKE;
	return {
		...measured,
		threshold,
		scenarios,
		indexes: measured.indexes.map((index) => ({
			...index,
			...judgeIndex(index, {
				scenarios,
				indexes: measured.indexes,
				unmeasured,
				studies,
				mode,
				smoke,
			}),
		})),
		claims: [...judgeClaims(published.claims, scenarios, { thresholdPct: threshold.pct, mode, unmeasured, smoke })],
		...(concentrated === undefined ? {} : { concentration: concentrated }),
	};
}

function judgeScenarios(
	measured: Pick<MeasuredRun, "scenarios" | "dataset" | "published">,
	judging: Judging & { readonly elsewhere: number },
): ScenarioRecord[] {
	const { scenarios } = measured;
	const changes = compareAll(
		scenarios.flatMap((scenario) => scenario.strata),
		judging.mode,
		judging.elsewhere,
	);
	let next = 0;
	return scenarios.map((scenario) => {
		const unlike = twinUnlike(scenario, measured);
		return {
			...scenario,
			strata: scenario.strata.map((stratum) => {
				const change = changes[next++];
				const judgement = judgeStratum(stratum, change, judging);
				return {
					...stratum,
					before: armOf(
						stratum.before,
						stratum.pairs.map(([before]) => before),
						stratum.batch?.before,
						stratum.executions?.before,
					),
					after: armOf(
						stratum.after,
						stratum.pairs.map(([, after]) => after),
						stratum.batch?.after,
						stratum.executions?.after,
					),
					...(change === undefined ? {} : { change }),
					...(unlike === undefined || judgement.verdict === "invalid" ? judgement : leftOpen(judgement, unlike)),
				};
			}),
		};
	});
}

/** On rows that are unlike the original's nothing is decided; what was found stays to be read. */
function leftOpen({ reasons }: Judgement, unlike: StratumReason): Judgement {
	return { verdict: "unresolved", decidedBy: "none", reasons: [unlike, ...reasons] };
}

/** An arm's evidence, and what its times come to where it has any. */
function armOf(
	evidence: Evidence,
	times: readonly number[],
	batch = 1,
	executions: readonly (readonly [number, number])[] = [],
): ArmRecord {
	if (times.length === 0) return evidence;
	const latency = latencyOf(times);
	return { ...(batch > 1 && executions.length > 0 ? withTailsOf(latency, executions) : latency), ...evidence };
}
