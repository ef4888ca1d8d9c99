import { tableModel } from "../../../schema/load/model-of-tables.ts";
import type { WriteRecord } from "../../record/studies/writes.ts";
import { hodgesLehmann } from "../../statistics/hodges-lehmann.ts";
import { median } from "../../statistics/percentile.ts";
import type { WritePair, WriteTrial } from "./write-trial.ts";

const LEVEL = 0.95;
/** Longest statement text in the record: that of 10,000 rows is a megabyte. */
const LONGEST_SQL = 600;

/** Makes the record of one write: raw pairs, counters, and the change with its interval. */
export function writeRecord({ rig: { write, units }, pairs, executions, work }: WriteTrial): WriteRecord {
	if (executions === undefined || work === undefined) throw new Error(`${write.id} was not measured.`);
	const sql = units()
		.queries.map((query) => query.toSQL().sql)
		.join(";\n");
	return {
		id: write.id,
		title: write.title,
		kind: write.kind,
		caller: write.caller,
		source: write.source,
		weight: write.weight,
		weightReason: write.weightReason,
		tables: write.tables.map((table) => tableModel(table).name),
		maintains: [...write.maintains],
		searches: [...write.searches],
		sql: sql.length > LONGEST_SQL ? `${sql.slice(0, LONGEST_SQL)} ...` : sql,
		pairs: pairs.map((pair) => [pair.absentMs, pair.presentMs]),
		order: pairs.map((pair) => pair.order),
		side: pairs.map((pair) => pair.side),
		batch: { ...executions },
		absent: { ...work.absent, ...latencyOf(pairs.map((pair) => pair.absentMs)) },
		present: { ...work.present, ...latencyOf(pairs.map((pair) => pair.presentMs)) },
		change: changeOf(pairs),
	};
}

/**
 * Half of the pairs have the indexes on one twin, half on the other, so that a difference d between the twins moves
 * half of the log ratios up and half down by d: they stay symmetric about the index's own effect, which is what the
 * signed-rank interval needs.
 */
function changeOf(pairs: readonly WritePair[]): WriteRecord["change"] {
	const logRatio = ({ absentMs, presentMs }: WritePair) => Math.log(presentMs) - Math.log(absentMs);
	const ratio = hodgesLehmann(pairs.map(logRatio), LEVEL);
	const extra = hodgesLehmann(
		pairs.map(({ absentMs, presentMs }) => presentMs - absentMs),
		LEVEL,
	);
	const onSide = (side: WritePair["side"]) => {
		const own = pairs.filter((pair) => pair.side === side).map(logRatio);
		return pct(hodgesLehmann(own, LEVEL).estimate);
	};
	return {
		pct: pct(ratio.estimate),
		ci: [pct(ratio.interval[0]), pct(ratio.interval[1])],
		extraMs: extra.estimate,
		extraMsCi: [extra.interval[0], extra.interval[1]],
		level: ratio.reachable ? LEVEL : ratio.level,
		method: ratio.method,
		pctBySide: [onSide("a"), onSide("b")],
	};
}

/** Positive is slower. */
function pct(logRatio: number): number {
	return 100 * Math.expm1(logRatio);
}

function latencyOf(times: readonly number[]): { p50: number; mean: number } {
	return { p50: median(times), mean: times.reduce((sum, time) => sum + time, 0) / times.length };
}
