import type { ClaimRecord, RunRecord, ScenarioRecord, StratumRecord } from "../../record/schema.ts";
import { caveats, requireComparable, sameMachine } from "./comparable.ts";
import { compareIndexes } from "./compare-indexes.ts";
import { type Circumstances, compareStrata } from "./compare-strata.ts";
import type { Caveat, Difference, Side } from "./difference.ts";

export interface Comparison {
	readonly caveats: readonly Caveat[];
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
			scenario.strata.map((stratum) => [JSON.stringify([scenario.id, stratum.id]), { scenario, stratum }] as const),
		),
	);
}

function subjectOf({ scenario, stratum }: Placed): Difference["subject"] {
	return { of: "scenario", scenario: scenario.id, stratum: stratum.id };
}

function verdictOf({ verdict }: Pick<StratumRecord, "verdict"> | Pick<ClaimRecord, "verdict">): Side {
	return { is: "verdict", verdict };
}

function* compareScenarios(base: RunRecord, head: RunRecord): Generator<Difference> {
	const circumstances: Circumstances = {
		thresholdPct: Math.max(base.threshold.pct, head.threshold.pct),
		sameMachine: sameMachine(base, head),
		sameMysql: base.environment.mysql.version === head.environment.mysql.version,
	};
	const [before, after] = [strataOf(base), strataOf(head)];
	const notMeasured: Side = { is: "absent", from: "measured" };
	for (const [id, old] of before) {
		const now = after.get(id);
		const subject = subjectOf(old);
		if (now === undefined) {
			yield { subject, what: "missing", base: verdictOf(old.stratum), head: notMeasured, worse: true };
			continue;
		}
		const sql = [old.scenario.sql, now.scenario.sql] as const;
		yield* compareStrata(subject, { old: old.stratum, now: now.stratum, sql }, circumstances);
	}
	for (const [id, now] of after) {
		if (before.has(id)) continue;
		yield { subject: subjectOf(now), what: "new", base: notMeasured, head: verdictOf(now.stratum), worse: false };
	}
}

/** What an operation counts for in claims and costs: another weight is another question, and no change of the index. */
function* compareWeights(base: RunRecord, head: RunRecord): Generator<Difference> {
	for (const old of base.scenarios) {
		const now = head.scenarios.find(({ id }) => id === old.id);
		if (now === undefined) continue;
		const subject = { of: "scenario", scenario: old.id } as const;
		if (old.weight !== now.weight) {
			const [from, to] = [old, now].map(({ weight }): Side => ({ is: "weight", value: weight }));
			if (from !== undefined && to !== undefined) yield { subject, what: "weight", base: from, head: to, worse: false };
		}
		for (const { id: stratum, share } of old.strata) {
			const other = now.strata.find(({ id }) => id === stratum);
			if (other === undefined || other.share === share) continue;
			yield {
				subject: { ...subject, stratum },
				what: "weight",
				base: { is: "share", value: share },
				head: { is: "share", value: other.share },
				worse: false,
			};
		}
	}
}

function* compareClaims(base: RunRecord, head: RunRecord): Generator<Difference> {
	for (const old of base.claims) {
		const now = head.claims.find((claim) => claim.id === old.id);
		const subject = { of: "claim", claim: old.id } as const;
		if (now === undefined) {
			const absent: Side = { is: "absent", from: "judged" };
			yield { subject, what: "missing", base: verdictOf(old), head: absent, worse: false };
			continue;
		}
		if (now.verdict === old.verdict) continue;
		const worse = now.verdict === "regressed";
		yield { subject, what: "verdict", base: verdictOf(old), head: verdictOf(now), worse };
	}
}
