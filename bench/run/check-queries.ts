import type { Connection, RowDataPacket } from "mysql2/promise";
import { BenchError, messageOf } from "../../base/errors.ts";
import type { Connect } from "../../mysql/connect.ts";
import { isMysqlError, isQueryError } from "../../mysql/errors.ts";
import type { IndexSpec } from "../../mysql/index-spec.ts";
import { placeholderKey, sampleStatements } from "../../scenarios/sample-statements.ts";
import type { Scenario, Suite, WriteScenario } from "../../scenarios/suite.ts";
import { createTable, MADE_HERE } from "../../schema/ddl/table-statements.ts";
import type { TableModel } from "../../schema/model.ts";
import { definitionOf } from "../../seed/dataset-marker.ts";
import { openSession } from "../measure/arms.ts";
import { NO_GRACE, whileItAnswers } from "../server/watch-server.ts";
import { checkIndexes, isSchemaMistake } from "./check-indexes.ts";
import { earlyFailure } from "./early-failure.ts";

/** Mistakes of a statement that no data can mend. */
const MISTAKES = [
	"ambiguousField",
	"badField",
	"fieldNotGrouped",
	"parse",
	"nonuniqueAlias",
	"invalidGroupFunction",
	"valueCount",
	"mixOfGroupFields",
	"noSuchTable",
	"noSuchKey",
	"noFulltextIndex",
	"unionColumns",
	"operandColumns",
	"collationMix",
	"collationMixOfThree",
	"collationMixInOperation",
	"noSuchRoutine",
	"functionParameters",
] as const;
const EXPLAINABLE = /^[\s(]*(select|with|table|values|insert|replace|update|delete)\b/i;
const WRITES = ["INSERT", "REPLACE", "UPDATE", "DELETE"];

/**
 * Has the server itself look at every index, query and write before any data is made: the suite's tables are made empty
 * where they are not there yet, each index is built on an empty copy, and each query and write is explained.
 * @param more indexes that are built for a comparison.
 * @throws BenchError kind "usage" naming the first scenario that could not run, or that writes while declared otherwise;
 * kind "environment" when the server does not answer or refuses to make a table; the signal's reason as soon as it aborts.
 */
export async function checkQueries(
	connect: Connect,
	suite: Suite,
	scenarios: readonly Scenario[],
	signal: AbortSignal,
	more: readonly IndexSpec[] = [],
): Promise<void> {
	try {
		// Both kinds of statement can wait for a table that somebody else holds.
		await whileItAnswers(connect, signal, (signal) => checkAll(connect, suite, scenarios, more, signal), NO_GRACE);
	} catch (error) {
		throw signal.aborted ? error : earlyFailure(error, "The queries of the suite could not be checked");
	}
}

async function checkAll(
	connect: Connect,
	suite: Suite,
	scenarios: readonly Scenario[],
	more: readonly IndexSpec[],
	signal: AbortSignal,
): Promise<void> {
	const connection = await openSession(connect, signal);
	try {
		for (const { table } of suite.dataset.tables) {
			if ((await definitionOf(connection, table.name)) !== undefined) continue;
			await makeEmpty(connection, table);
		}
		await checkIndexes(connection, [...suite.indexes, ...more]);
		for (const scenario of scenarios) await checkScenario(connection, scenario);
		for (const write of suite.writes ?? []) await checkWrite(connection, write);
	} finally {
		await connection.end();
	}
}

async function makeEmpty(connection: Connection, table: TableModel): Promise<void> {
	try {
		await connection.query(`${createTable(table)} ${MADE_HERE}`);
	} catch (error) {
		if (!isSchemaMistake(error)) throw error;
		throw new BenchError(
			"usage",
			`MySQL cannot make the table ${table.name}: ${messageOf(error)}.`,
			"Correct the schema where this table is defined.",
			{ cause: error },
		);
	}
}

async function checkScenario(connection: Connection, scenario: Scenario): Promise<void> {
	const { id, kind } = scenario;
	for (const { stratum, sql, params } of sampleStatements(scenario)) {
		const found = await explain(connection, sql, params);
		if (found.mistake !== undefined) throw wrong(`Scenario ${id}, stratum ${stratum.id}: ${found.mistake}.`);
		if (kind !== "write" && found.writes) throw wrong(`Scenario ${id} is declared a ${kind}, yet it writes: ${sql}`);
	}
	for (const { id: stratum, keys } of scenario.strata) {
		if (keys.by !== "sql") continue;
		const { mistake } = await explain(connection, keys.sql, []);
		if (mistake !== undefined) throw wrong(`The keys of scenario ${id}, stratum ${stratum}: ${mistake}.`);
	}
}

/** A bulk write is what it is ten thousand times over, so that its rows are not made for a look. */
async function checkWrite(connection: Connection, { id, kind, keys, unit }: WriteScenario): Promise<void> {
	const { mistake } = await explain(connection, keys, []);
	if (mistake !== undefined) throw wrong(`The keys of write ${id}: ${mistake}.`);
	if (kind === "bulk") return;
	const { queries, changes = [] } = unit(() => placeholderKey, 1);
	for (const query of [...queries, ...changes.map(({ ids }) => ids)]) {
		const { sql, params } = query.toSQL();
		const found = await explain(connection, sql, params);
		if (found.mistake !== undefined) throw wrong(`Write ${id}: ${found.mistake}.`);
	}
}

async function explain(
	connection: Connection,
	sql: string,
	params: readonly unknown[],
): Promise<{ readonly mistake?: string; readonly writes: boolean }> {
	if (!EXPLAINABLE.test(sql)) return { writes: true };
	try {
		const [rows] = await connection.query<RowDataPacket[]>(`EXPLAIN FORMAT=TRADITIONAL ${sql}`, [...params]);
		return { writes: rows.some((row) => WRITES.includes(String(row.select_type))) };
	} catch (error) {
		if (!isQueryError(error)) throw error;
		// A placeholder in place of a date may displease the server; real keys will do.
		const isMistake = error instanceof Error && isMysqlError(error, ...MISTAKES);
		return { ...(isMistake ? { mistake: error.message } : {}), writes: false };
	}
}

function wrong(message: string): BenchError {
	return new BenchError("usage", message, "Correct the suite; its queries are checked against its own tables.");
}
