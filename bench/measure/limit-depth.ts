import type { Connection, RowDataPacket } from "mysql2/promise";
import { isQueryError } from "../../mysql/errors.ts";
import { quoted } from "../../mysql/sql/identifiers.ts";
import type { Scenario } from "../../scenarios/suite.ts";
import { readDepth } from "../capture/depths.ts";
import type { MeasuredStratum } from "../record/measured.ts";

/** Rows passed before a LIMIT is full, here and in the original. */
export type Passed = NonNullable<NonNullable<MeasuredStratum["fidelity"]>["passed"]>;

/**
 * Of scenarios that stop early, how many rows the data at hand has to be passed until enough match, beside what was captured of the
 * original: each shape is looked at once. Whether ORDER BY with LIMIT is quick or slow hangs on it.
 */
export async function rowsPassed(
	connection: Connection,
	scenarios: readonly Scenario[],
	signal: AbortSignal,
): Promise<ReadonlyMap<Scenario, Passed>> {
	const looked = new Map<string, Passed["here"] | undefined>();
	const found = new Map<Scenario, Passed>();
	for (const scenario of scenarios) {
		const depth = scenario.original?.depth;
		if (depth === undefined) continue;
		signal.throwIfAborted();
		const shape = JSON.stringify([depth.table, depth.filter, depth.order, depth.limit]);
		if (!looked.has(shape)) looked.set(shape, await passedHere(connection, depth));
		const here = looked.get(shape);
		const { p50, max } = depth.passed;
		if (here !== undefined) found.set(scenario, { here, original: { p50, max } });
	}
	return found;
}

/** Of each look: on a very large table a look that takes longer is left, and the scenario is judged without it. */
const LIMIT_MS = 30_000;

type Depth = NonNullable<NonNullable<Scenario["original"]>["depth"]>;

async function passedHere(connection: Connection, depth: Depth): Promise<Passed["here"] | undefined> {
	const ask = async (sql: string, parameters: readonly unknown[] = []) => {
		const limited = sql.replace(/^\s*SELECT\b/, `SELECT /*+ MAX_EXECUTION_TIME(${LIMIT_MS}) */`);
		const [rows] = await connection.query<RowDataPacket[]>(limited, [...parameters]);
		return rows;
	};
	try {
		const [counted] = await ask(`SELECT COUNT(*) AS n FROM ${quoted(depth.table)}`);
		const rows = Number(counted?.n ?? 0);
		const found = await readDepth({ ask }, { from: `${quoted(depth.table)} s`, rows, rowsRead: rows }, depth);
		return found && { p50: found.passed.p50, max: found.passed.max };
	} catch (error) {
		if (!isQueryError(error)) throw error;
		return undefined;
	}
}
