import type { Connection, RowDataPacket } from "mysql2/promise";
import { countersMoved } from "../../mysql/counters.ts";
import { isQueryError } from "../../mysql/errors.ts";
import { readTree, type TreeNode } from "../../mysql/executed-tree.ts";
import { execute, type Statement } from "../../mysql/statement.ts";
import { usedColumns } from "../../mysql/used-columns.ts";
import { planSignature } from "../record/plan-signature.ts";
import type { Evidence } from "../record/schema.ts";
import type { Prices, UnknownWork, Work } from "../record/work.ts";
import { planOf } from "./plan.ts";
import { workInTree } from "./tree-work.ts";

/**
 * What one execution of these statements does, priced. The statements run once more to have their tree, and once more
 * with index conditions not pushed down, if they are: the engine tells nobody of entries that it rejects.
 * @param connection enters the arm whose evidence this is beforehand.
 * @param sentBytesKnown about what the result takes, where that is nothing beside the rest; else it is measured.
 * @returns undefined where the plan is no longer that of the evidence, or the server gives no tree of these statements.
 */
export async function takeWork(
	connection: Connection,
	statements: readonly Statement[],
	evidence: Evidence,
	prices: Prices,
	sentBytesKnown?: number,
): Promise<Work | undefined> {
	const plan = planSignature(evidence.plan);
	if (planSignature(await planOf(connection, statements)) !== plan) return undefined;
	const unknown: UnknownWork[] = [];
	try {
		const sentBytes = sentBytesKnown ?? (await bytesSent(connection, statements));
		const trees: (readonly TreeNode[])[] = [];
		for (const { sql, params } of statements) {
			const [[row]] = await connection.query<RowDataPacket[]>(`EXPLAIN ANALYZE ${sql}`, [...params]);
			trees.push(readTree(String(row?.EXPLAIN)));
		}
		const pushes = evidence.plan.some(({ extra = "" }) => extra.includes("Using index condition"));
		const entriesUnpushed = pushes ? await entriesWithoutPushdown(connection, statements, plan) : null;
		if (pushes && entriesUnpushed === null) unknown.push("not-told");
		const found = workInTree({
			handlers: evidence.handlers,
			pageReads: evidence.pageReads,
			resultRows: evidence.resultRows,
			statements: statements.length,
			sentBytes,
			entriesUnpushed,
			trees,
			usedColumns: await usedColumns(connection, statements),
		});
		return priced(found.counts, [...unknown, ...found.unknown], prices);
	} catch (error) {
		if (!isQueryError(error)) throw error;
		return undefined;
	}
}

function priced(
	counts: ReturnType<typeof workInTree>["counts"],
	unknown: readonly UnknownWork[],
	prices: Prices,
): Work {
	const parts: Work["parts"] = {};
	for (const [kind, count] of counts) {
		const [low, high] = prices[kind] ?? [0, 0];
		parts[kind] = [Math.round(count), low, high];
	}
	return unknown.length === 0 ? { parts } : { parts, unknown: [...new Set(unknown)] };
}

const PUSHDOWN = "SET SESSION optimizer_switch='index_condition_pushdown";

/** Index entries read when the server checks every condition itself; null where that changes the plan. */
async function entriesWithoutPushdown(
	connection: Connection,
	statements: readonly Statement[],
	plan: string,
): Promise<number | null> {
	await connection.query(`${PUSHDOWN}=off'`);
	try {
		if (planSignature(await planOf(connection, statements)) !== plan) return null;
		const { counters } = await countersMoved(connection, () => execute(connection, statements));
		return (counters.Handler_read_next ?? 0) + (counters.Handler_read_prev ?? 0);
	} finally {
		await connection.query(`${PUSHDOWN}=on'`);
	}
}

/** Bytes that the results take on their way to the client. */
async function bytesSent(connection: Connection, statements: readonly Statement[]): Promise<number> {
	const sent = async () => {
		const [rows] = await connection.query<RowDataPacket[]>("SHOW SESSION STATUS LIKE 'Bytes_sent'");
		return Number(rows[0]?.Value ?? 0);
	};
	const idle = await sent();
	const start = await sent();
	await execute(connection, statements);
	const end = await sent();
	return Math.max(0, end - start - (start - idle));
}
