import type { RunRecord, ScenarioRecord, StratumRecord } from "../../record/schema.ts";
import { caveats, requireComparable, sameMachine } from "./comparable.ts";
import { compareIndexes } from "./compare-indexes.ts";
import { type Circumstances, compareStrata } from "./compare-strata.ts";
import type { Difference } from "./difference.ts";

export interface Comparison {
	readonly caveats: readonly string[];
	readonly differences: readonly Difference[];
}

/**
 * What changed from one run to another: queries and results, plans, counters, verdicts, ratios and costs. Ratios within a
 * run are compared, never times of one run with those of another: machines differ, and so does one machine from day to
 * day.
 * @throws BenchError kind "usage" when the records cannot be compared.
 */
export function compareRecords(base: RunRecord, head: RunRecord): Comparison {
	requireComparable(base, head);
	return {
		caveats: caveats(base, head),
		differences: [
			...compareWeights(base, head),
			...compareScenarios(base, head),
			...compareIndexes(base.indexes, head.indexes),
			...compareClaims(base, head),
		],
	};
}

interface Placed {
	readonly scenario: ScenarioRecord;
	readonly stratum: StratumRecord;
}

function strataOf(record: RunRecord): Map<string, Placed> {
	return new Map(
		record.scenarios.flatMap((scenario) =>
			scenario.strata.map((stratum) => [`${scenario.id} ${stratum.id}`, { scenario, stratum }] as const),
		),
	);
}

function* compareScenarios(base: RunRecord, head: RunRecord): Generator<Difference> {
	const circumstances: Circumstances = {
		thresholdPct: Math.max(base.threshold.pct, head.threshold.pct),
		sameMachine: sameMachine(base, head),
		sameMysql: base.environment.mysql.version === head.environment.mysql.version,
	};
	const [before, after] = [strataOf(base), strataOf(head)];
	for (const [subject, old] of before) {
		const now = after.get(subject);
		if (now === undefined) {
			yield { subject, what: "missing", base: old.stratum.verdict, head: "not measured", worse: true };
			continue;
		}
		const sql = [old.scenario.sql, now.scenario.sql] as const;
		yield* compareStrata(subject, { old: old.stratum, now: now.stratum, sql }, circumstances);
	}
	for (const [subject, { stratum }] of after) {
		if (!before.has(subject)) {
			yield { subject, what: "new", base: "not measured", head: stratum.verdict, worse: false };
		}
	}
}

/** What an operation counts for in claims and costs: another weight is another question, and no change of the index. */
function* compareWeights(base: RunRecord, head: RunRecord): Generator<Difference> {
	const weights = ({ scenarios }: RunRecord) =>
		new Map(
			scenarios.flatMap(({ id, weight, strata }) => [
				[id, String(weight)] as const,
				...strata.map((stratum) => [`${id} ${stratum.id}`, `share ${stratum.share}`] as const),
			]),
		);
	const after = weights(head);
	for (const [subject, old] of weights(base)) {
		const now = after.get(subject);
		if (now !== undefined && now !== old) yield { subject, what: "weight", base: old, head: now, worse: false };
	}
}

function* compareClaims(base: RunRecord, head: RunRecord): Generator<Difference> {
	for (const old of base.claims) {
		const now = head.claims.find((claim) => claim.id === old.id);
		if (now === undefined) {
			yield { subject: `claim ${old.id}`, what: "missing", base: old.verdict, head: "not judged", worse: false };
			continue;
		}
		if (now.verdict === old.verdict) continue;
		yield {
			subject: `claim ${old.id}`,
			what: "verdict",
			base: old.verdict,
			head: now.verdict,
			worse: now.verdict === "regressed",
		};
	}
}
