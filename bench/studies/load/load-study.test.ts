import { eq } from "drizzle-orm";
import { int, mysqlTable, QueryBuilder } from "drizzle-orm/mysql-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { silentProgress } from "../../../base/progress.ts";
import type { Connect } from "../../../mysql/connect.ts";
import { buildIndexes, verifyIndexes } from "../../../mysql/index-set.ts";
import { handmadeDataset } from "../../../scenarios/fixtures/handmade-dataset.ts";
import { handmadeScenario } from "../../../scenarios/fixtures/handmade-scenario.ts";
import type { Scenario, Suite } from "../../../scenarios/suite.ts";
import { tableModel } from "../../../schema/load/model-of-tables.ts";
import { loadSchema } from "../../record/studies/load.ts";
import { sampleRecord } from "../../report/fixtures/sample-record.ts";
import { loadSection } from "../../report/studies/load-section.ts";
import { startRealMysql } from "../../server/fixtures/real-mysql.ts";
import type { Server } from "../../server/server.ts";
import type { StudyContext } from "../study.ts";
import { load } from "./load-study.ts";

const notes = mysqlTable("notes", { id: int("id").primaryKey(), author: int("author").notNull() });
const index = { name: "idx_notes_author", table: "notes", columns: ["author"] };
const ROWS = 30_000;

const scenario = (id: string, weight: number, column: "author" | "id"): Scenario =>
	handmadeScenario({
		id,
		affected: column === "author",
		weight,
		indexes: [index.name],
		strata: [
			{
				id: "any",
				share: 1,
				keys: { by: "frequency", column: notes[column], from: 0, to: 1 },
				queries: ([key]) => [
					new QueryBuilder()
						.select()
						.from(notes)
						.where(eq(notes[column], Number(key))),
				],
			},
		],
	});
const scenarios = [scenario("by-author", 3, "author"), scenario("by-id", 1, "id")];
const suite: Suite = {
	id: "notes",
	title: "Notes",
	tables: [tableModel(notes)],
	dataset: handmadeDataset("notes"),
	indexes: [index],
	scenarios,
	claims: [],
};

let server: Server;
let connect: Connect;

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
	const connection = await connect();
	await connection.query("CREATE TABLE notes (id INT PRIMARY KEY, author INT NOT NULL)");
	await connection.query("SET SESSION cte_max_recursion_depth = 100000");
	await connection.query(
		`INSERT INTO notes WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
		 SELECT i, i % 3000 FROM n`,
	);
	await buildIndexes(connection, [index], false, silentProgress, new AbortController().signal);
	await connection.end();
});
afterAll(() => server?.stop());

test("the mix runs under load in both arms of a real server, which finds the index as it was", async () => {
	const context: StudyContext = {
		suite,
		scenarios,
		seed: 1,
		options: { full: false, indexSets: [], candidates: [], load: [2] },
		connect,
		server,
		record: sampleRecord({ change: (record) => ({ ...record, scenarios: [] }) }),
		progress: silentProgress,
		signal: new AbortController().signal,
	};
	expect(load.wanted(context.options)).toBe(true);
	expect(load.wanted({ ...context.options, load: [] })).toBe(false);

	const rounds: string[] = [];
	const update = (_: number, detail = "") => rounds.push(detail);
	const progress = { ...silentProgress, task: () => ({ update, finish: () => {} }) };
	const found = loadSchema.parse(await load.run({ ...context, progress }));
	// Both arms of both loops run once more than is counted, to warm up.
	expect(found.roundPairs).toBe(6);
	for (const arm of ["before", "after"])
		for (const loop of ["closed", "open"])
			expect(rounds.filter((detail) => detail === `${loop} loop with 2, ${arm}`)).toHaveLength(7);
	expect(found.leftOut).toEqual([]);
	expect(found.mix.map(({ scenario, share, keys }) => [scenario, share, keys])).toEqual([
		["by-author", 0.75, 20],
		["by-id", 0.25, 20],
	]);
	expect(found.levels.map(({ sessions }) => sessions)).toEqual([2]);
	const [level] = found.levels;
	if (level === undefined) throw new Error("the level is missing");
	for (const arm of [level.closed.before, level.closed.after, level.open.before, level.open.after]) {
		expect(arm.rounds).toHaveLength(found.roundPairs);
		expect(arm.rounds.every(({ operations, p50, p95, p99 }) => operations > 0 && p50 <= p95 && p95 <= p99)).toBe(true);
		expect(arm.whole.operations).toBe(arm.rounds.reduce((sum, { operations }) => sum + operations, 0));
		expect(arm.perSecond.ci[0]).toBeLessThanOrEqual(arm.perSecond.value);
		expect(arm.perSecond.ci[1]).toBeGreaterThanOrEqual(arm.perSecond.value);
	}
	// Ten rows instead of a scan of 30,000: whatever the machine is doing, the arms do not overlap.
	expect(level.closed.throughput.ci[0]).toBeGreaterThan(1);
	const slower = Math.min(level.closed.before.perSecond.value, level.closed.after.perSecond.value);
	expect(level.open.rate).toBeCloseTo(level.open.rateShare * slower, 9);

	const connection = await connect();
	await verifyIndexes(connection, [index], false);
	await connection.end();

	const section = loadSection(found);
	expect(section.lead).toMatch(/^With 2 sessions the indexes make the throughput of the mix \d/);
	for (const { titles, rows } of section.tables) for (const row of rows) expect(row).toHaveLength(titles.length);
});
