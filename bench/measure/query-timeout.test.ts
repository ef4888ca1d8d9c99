import { sql } from "drizzle-orm";
import { int, mysqlTable, QueryBuilder } from "drizzle-orm/mysql-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { silentProgress } from "../../base/progress.ts";
import { type Connect, connector } from "../../mysql/connect.ts";
import { handmadeDataset } from "../../scenarios/fixtures/handmade-dataset.ts";
import { handmadeScenario } from "../../scenarios/fixtures/handmade-scenario.ts";
import type { IndexSpec, Scenario, Stratum, Suite } from "../../scenarios/suite.ts";
import { tableModel } from "../../schema/load/model-of-tables.ts";
import { judge } from "../judge/judge-run.ts";
import { memoryJournal } from "../record/fixtures/memory-journal.ts";
import type { Journal } from "../record/journal.ts";
import { startRealMysql } from "../server/fixtures/real-mysql.ts";
import type { Server } from "../server/server.ts";
import { openArms } from "./arms.ts";
import { measureCounters } from "./counters-only.ts";
import type { Measurement } from "./measurement.ts";
import { measurePaired } from "./paired.ts";
import { findNoiseFloor } from "./paired-noise.ts";
import { measureSequential } from "./sequential.ts";
import { type Subject, survey } from "./survey.ts";

const ROWS = 50_000;
const things = mysqlTable("things", { id: int("id").primaryKey(), owner: int("owner"), place: int("place") });
const index: IndexSpec = { name: "idx_things_owner", table: "things", columns: ["owner"] };
const running = new AbortController().signal;

function scenarioOf(id: string, strata: readonly Stratum[]): Scenario {
	return handmadeScenario({
		id,
		indexes: [index.name],
		strata,
	});
}

function suiteOf(scenarios: readonly Scenario[]): Suite {
	return {
		id: "things",
		title: "Things",
		tables: [tableModel(things)],
		dataset: handmadeDataset("things"),
		indexes: [index],
		scenarios,
		claims: [],
	};
}

let server: Server;
let connect: Connect;
let journal: Journal;

beforeAll(async () => {
	({ server } = await startRealMysql());
	connect = connector(server.address, server.database);
	const connection = await connect();
	await connection.query("CREATE TABLE things (id INT PRIMARY KEY, owner INT, place INT)");
	await connection.query("SET SESSION cte_max_recursion_depth = 100000");
	await connection.query(
		`INSERT INTO things WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS}) SELECT i, i, i FROM n`,
	);
	await connection.query("CREATE TABLE pace (looks INT NOT NULL)");
	await connection.query("INSERT INTO pace VALUES (1)");
	await connection.end();
});
afterAll(() => server?.stop());
beforeEach(() => {
	journal = memoryJournal();
});

function measurement(scenarios: readonly Scenario[], queryTimeoutMs: number): Measurement {
	return {
		suite: suiteOf(scenarios),
		scenarios,
		seed: 1,
		budgetMs: 500,
		queryTimeoutMs,
		connect,
		journal,
		progress: silentProgress,
		signal: running,
	};
}

describe("a query that is in time for its evidence and not any more when it is measured", () => {
	const LIMIT_MS = 1000;

	/** One scan of the table for each look that `pace` asks for, if it follows that: some milliseconds each. */
	function subjectWith(id: string, pace: string): Subject {
		const stratum: Stratum = {
			id,
			share: 1,
			keys: { by: "constant", keys: [[1]] },
			queries: () => [
				new QueryBuilder()
					.select({ n: sql`SUM((SELECT COUNT(*) FROM things t WHERE t.place + 0 = things.owner))` })
					.from(things)
					.where(sql`${things.id} <= ${sql.raw(pace)}`),
			],
		};
		return { scenario: scenarioOf(id, [stratum]), stratum, keys: [[1]] };
	}

	const slow = subjectWith("slow", "(SELECT looks FROM pace)");
	const steady = subjectWith("steady", "1");

	async function noiseOf(subjects: readonly Subject[]) {
		const scenarios = subjects.map(({ scenario }) => scenario);
		const arms = await openArms(connect, "timed", running, LIMIT_MS);
		try {
			await arms.observer.query("UPDATE pace SET looks = 1");
			const seen = await survey("evidence", arms.before, arms.observer, subjects, silentProgress, running);
			expect([...seen.values()].filter((found) => "failure" in found)).toEqual([]);
			await arms.observer.query("UPDATE pace SET looks = 20000");
			const surveys = { absent: seen, hidden: seen, before: seen, after: seen };
			await findNoiseFloor(measurement(scenarios, LIMIT_MS), arms, subjects, surveys);
		} finally {
			await arms.close();
		}
		return judge(journal.measured);
	}

	test("leaves the noise floor to the others", async () => {
		const { noiseFloor, notices } = await noiseOf([slow, steady]);
		expect(noiseFloor.trials.map(({ scenario }) => scenario)).toEqual(["steady"]);
		expect(noiseFloor.pairs).toBeGreaterThan(0);
		expect(notices).toEqual([]);
	});

	test("leaves no noise floor where there is no other, which the record tells, and the run goes on", async () => {
		const { noiseFloor, threshold, notices } = await noiseOf([slow]);
		expect(noiseFloor).toEqual({ pct: 100, pairs: 0, trials: [] });
		expect(threshold.pct).toBe(100);
		expect(notices).toEqual([expect.stringContaining("noise of this machine is unknown")]);
	});
});

test.each([
	["paired", measurePaired],
	["sequential", measureSequential],
	["counters only", measureCounters],
] as const)("keys are drawn however long counting a table takes, whatever a query is given: %s", async (_, design) => {
	const byColumn = (column: typeof things.owner | typeof things.place): Stratum => ({
		id: column.name,
		share: 0.5,
		keys: { by: "frequency", column, from: 0, to: 1 },
		queries: ([key]) => [new QueryBuilder().select().from(things).where(sql`${column} + 0 = ${key}`)],
	});
	await design(measurement([scenarioOf("scan", [byColumn(things.owner), byColumn(things.place)])], 1));
	const strata = journal.measured.scenarios.flatMap((scenario) => scenario.strata);
	expect(strata.map(({ id, parameters }) => [id, parameters.length])).toEqual([
		["owner", 4],
		["place", 4],
	]);
	expect(strata.every(({ before }) => before.timedOutSeconds !== undefined)).toBe(true);
});
