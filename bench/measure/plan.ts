import { createHash } from "node:crypto";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { isQueryError } from "../../mysql/errors.ts";
import { readIndexes } from "../../mysql/index-set.ts";
import { scopesOf } from "../../mysql/sql/table-references.ts";
import { tokensOf } from "../../mysql/sql/tokens.ts";
import type { Statement } from "../../mysql/statement.ts";
import { statementsFor } from "../../scenarios/statements.ts";
import type { Key, Stratum } from "../../scenarios/suite.ts";
import type { PlanStep } from "../record/schema.ts";

/** The optimizer's plan of a unit of work: one step per table reference, in join order, statement by statement. */
export async function planOf(connection: Connection, statements: readonly Statement[]): Promise<PlanStep[]> {
	const steps: PlanStep[] = [];
	for (const { sql, params } of statements) {
		const [rows] = await connection.query<RowDataPacket[]>(`EXPLAIN FORMAT=TRADITIONAL ${sql}`, [...params]);
		const named = tablesByAlias(sql);
		for (const row of rows) {
			const tableName = row.table === null ? undefined : named.get(String(row.table).toLowerCase());
			const keys = await mergedKeys(connection, row, tableName);
			steps.push({
				table: row.table === null ? "(none)" : String(row.table),
				access: row.type === null ? "none" : String(row.type),
				key: row.key === null ? null : String(row.key),
				...(keys === undefined ? {} : { keys }),
				...(tableName === undefined ? {} : { tableName }),
				rows: row.rows === null ? null : Number(row.rows),
				...(row.Extra ? { extra: String(row.Extra) } : {}),
			});
		}
	}
	return steps;
}

/** A plan that is made anew for each row, or that needed rows to be made: the same text may stand for other work. */
const DECIDED_LATER = /re-planned|before execution|not executable/;

/** What the server is about to do. */
export interface Steps {
	/** Of the text of EXPLAIN FORMAT=TREE without its estimates. */
	readonly hash: string;
	/** Whether the same text may stand for other work, since the server decides only while it runs. */
	readonly decidedLater: boolean;
}

/** @returns undefined where the server does not tell. */
export async function stepsOf(connection: Connection, statements: readonly Statement[]): Promise<Steps | undefined> {
	const trees: string[] = [];
	for (const { sql, params } of statements) {
		try {
			const [[row]] = await connection.query<RowDataPacket[]>(`EXPLAIN FORMAT=TREE ${sql}`, [...params]);
			trees.push(String(row?.EXPLAIN).replace(/ *\(cost=[^)]*\)/g, ""));
		} catch (error) {
			if (!isQueryError(error)) throw error;
			return undefined;
		}
	}
	return {
		hash: createHash("sha256").update(trees.join("\n")).digest("hex").slice(0, 16),
		decidedLater: trees.some((tree) => DECIDED_LATER.test(tree)),
	};
}

/** Why an index could not be used: a conversion of type or collation, or more ranges than memory is given for. */
const TELLING = [1739, 3170];

/** What the server says of these statements' plans in warnings; its words name columns and indexes, and no values. */
export async function planWarningsOf(
	connection: Connection,
	statements: readonly Statement[],
): Promise<{ code: number; text: string }[]> {
	const found = new Map<string, { code: number; text: string }>();
	for (const { sql, params } of statements) {
		await connection.query(`EXPLAIN FORMAT=TRADITIONAL ${sql}`, [...params]);
		const [rows] = await connection.query<RowDataPacket[]>("SHOW WARNINGS");
		for (const { Code, Message } of rows) {
			if (TELLING.includes(Number(Code))) found.set(String(Message), { code: Number(Code), text: String(Message) });
		}
	}
	return [...found.values()];
}

/** The tables that a statement's aliases stand for; one that stands for several, in several blocks, is left out. */
function tablesByAlias(sql: string): ReadonlyMap<string, string> {
	const found = new Map<string, Set<string>>();
	for (const { table, alias } of new Set(scopesOf(tokensOf(sql)).flatMap(({ references }) => references))) {
		const name = alias.toLowerCase();
		found.set(name, (found.get(name) ?? new Set()).add(table));
	}
	return new Map(
		[...found].flatMap(([alias, [table, ...others]]) => (others.length > 0 ? [] : [[alias, table ?? alias]])),
	);
}

/**
 * The indexes of a merge one by one; undefined where the plan merges none. EXPLAIN joins their names with commas, and the
 * lengths of their used parts too, which tell how many there are.
 */
async function mergedKeys(
	connection: Connection,
	{ type, key, key_len: lengths }: RowDataPacket,
	table: string | undefined,
): Promise<string[] | undefined> {
	if (type !== "index_merge" || key === null) return undefined;
	const parts = String(key).split(",");
	const count = String(lengths).split(",").length;
	if (parts.length === count || table === undefined) return parts;
	const names = (await readIndexes(connection, [table])).map(({ name }) => name);
	return namesIn(String(key), count, names) ?? parts;
}

/** So many of the names that, joined with commas, make the text; undefined where none do. */
export function namesIn(text: string, count: number, names: readonly string[]): string[] | undefined {
	if (count === 1) return names.includes(text) ? [text] : undefined;
	for (const name of names) {
		const rest = text.startsWith(`${name},`) ? namesIn(text.slice(name.length + 1), count - 1, names) : undefined;
		if (rest !== undefined) return [name, ...rest];
	}
	return undefined;
}

/** The plans that a stratum's query has for these keys at present. */
export async function plansForKeys(
	connection: Connection,
	stratum: Stratum,
	keys: readonly Key[],
): Promise<PlanStep[][]> {
	const plans: PlanStep[][] = [];
	for (const key of keys) plans.push(await planOf(connection, statementsFor(stratum, key)));
	return plans;
}
