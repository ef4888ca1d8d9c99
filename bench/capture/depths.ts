import { quoted } from "../../mysql/sql/identifiers.ts";
import type { TableNeed } from "../../scenarios/workload/table-needs.ts";
import type { LimitDepth } from "../../seed/bundle/key-statistics.ts";
import { quantilesOf, rounded } from "./distribution.ts";
import type { Sample } from "./sample.ts";
import type { Source } from "./source.ts";

const MOST_DEPTHS = 6;

export type DepthNeed = Pick<LimitDepth, "filter" | "order" | "limit">;

/** Queries that compare with values, order, and stop early: costliest first, each shape once. */
export function depthsToRead(needs: readonly TableNeed[]): readonly DepthNeed[] {
	const shapes = new Map<string, DepthNeed>();
	for (const { equal, order, limit } of needs) {
		if (limit === undefined || equal.length === 0 || order.length === 0 || equal.length > 8 || order.length > 8)
			continue;
		const need = { filter: [...equal].sort(), order: order.map((one) => ({ ...one })), limit };
		const shape = JSON.stringify([need.filter, need.order]);
		if (!shapes.has(shape)) shapes.set(shape, need);
	}
	return [...shapes.values()].slice(0, MOST_DEPTHS);
}

/**
 * Rows passed in an order until enough match, over all keys of the filter: each row is numbered in the order, and among
 * those of its key; the row that is the last to be sent tells how many came before it. @throws NotKnown
 */
export async function readDepth(
	source: Pick<Source, "ask">,
	sample: Pick<Sample, "from" | "rows" | "rowsRead">,
	need: DepthNeed,
): Promise<LimitDepth | undefined> {
	const key = need.filter.map((column) => `s.${quoted(column)}`);
	const order = need.order
		.map(({ column, descending }) => `s.${quoted(column)}${descending ? " DESC" : ""}`)
		.join(", ");
	// A part of the table has as many matches less as it has rows less.
	const times = sample.rowsRead === 0 ? 1 : sample.rows / sample.rowsRead;
	const looked = Math.max(1, Math.round(need.limit / times));
	const answer = await source.ask(
		`SELECT passed, n, COUNT(*) AS weight FROM
		(SELECT ROW_NUMBER() OVER (ORDER BY ${order}) AS passed,
		ROW_NUMBER() OVER (PARTITION BY ${key.join(", ")} ORDER BY ${order}) AS place,
		COUNT(*) OVER (PARTITION BY ${key.join(", ")}) AS n,
		${key.map((name) => `${name} IS NULL`).join(" OR ")} AS isNull FROM ${sample.from}) x
		WHERE place = LEAST(n, ?) AND NOT isNull GROUP BY passed, n`,
		[looked],
		sample.rowsRead,
	);
	if (answer.length === 0) return undefined;
	const keys = answer.map(({ passed, n, weight }) => ({
		value:
			Number(n) * times < need.limit
				? sample.rows
				: Math.min(sample.rows, (Number(passed) * need.limit) / Math.min(Number(n), looked)),
		expected: Math.min(sample.rows, (need.limit * sample.rowsRead) / Number(n)),
		weight: Number(weight),
	}));
	const all = keys.reduce((sum, { weight }) => sum + weight, 0);
	const expected = keys.reduce((sum, one) => sum + one.expected * one.weight, 0) / all;
	return { ...need, passed: quantilesOf(keys), expected: rounded(expected) };
}
