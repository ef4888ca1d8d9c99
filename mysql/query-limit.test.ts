import { sql } from "drizzle-orm";
import { int, mysqlTable, QueryBuilder } from "drizzle-orm/mysql-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { silentProgress } from "../base/progress.ts";
import { judgeStratum } from "../bench/judge/judge-stratum.ts";
import { type Arms, openArms } from "../bench/measure/arms.ts";
import { evidenceOf, failureOf, untimedStratum } from "../bench/measure/subject-record.ts";
import { type Subject, survey } from "../bench/measure/survey.ts";
import { startRealMysql } from "../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../bench/server/server.ts";
import { handmadeScenario } from "../scenarios/fixtures/handmade-scenario.ts";
import type { IndexSpec, Scenario, Stratum } from "../scenarios/suite.ts";
import { QueryTimeout } from "./errors.ts";
import { buildIndexes } from "./index-set.ts";
import { execute } from "./statement.ts";

const LIMIT_MS = 400;
const things = mysqlTable("things", { id: int("id").primaryKey(), owner: int("owner").notNull() });
const index: IndexSpec = { name: "idx_things_owner", table: "things", columns: ["owner"] };
const running = new AbortController().signal;

/** For each of `outer` rows, one look at all rows of its owner: seconds without the index, moments with it. */
function subjectWith(id: string, outer: number, where: string): Subject {
	const stratum: Stratum = {
		id,
		share: 1,
		keys: { by: "constant", keys: [[1]] },
		queries: () => [
			new QueryBuilder()
				.select({ n: sql`SUM((SELECT COUNT(*) FROM things t WHERE ${sql.raw(where)}))` })
				.from(things)
				.where(sql`${things.id} <= ${outer}`),
		],
	};
	const scenario: Scenario = handmadeScenario({
		id: "T1",
		indexes: [index.name],
		strata: [stratum],
	});
	return { scenario, stratum, keys: [[1]] };
}

let server: Server;
let arms: Arms;

beforeAll(async () => {
	const real = await startRealMysql();
	server = real.server;
	arms = await openArms(real.connect, "timed", undefined, LIMIT_MS);
	await arms.observer.query("CREATE TABLE things (id INT PRIMARY KEY, owner INT NOT NULL)");
	await arms.observer.query("SET SESSION cte_max_recursion_depth = 100000");
	await arms.observer.query(
		"INSERT INTO things WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) SELECT i, i FROM n",
	);
	await buildIndexes(arms.observer, [index], false, silentProgress, running);
});

afterAll(async () => {
	await arms?.close();
	await server?.stop();
});

test.each([
	["faster", "slow without the index", 1000, "t.owner = things.owner", ["before"]],
	["unresolved", "slow either way", 5000, "t.owner + 0 = things.owner", ["before", "after"]],
] as const)(
	"a query given up is recorded, ends nothing, and is a verdict where one arm alone is: %s, %s",
	async (verdict, id, outer, where, slow) => {
		const subject = subjectWith(id, outer, where);
		const quick = subjectWith("quick", 1, "t.id = things.id");
		const look = (arm: "before" | "after") =>
			survey(arm, arms[arm], arms.observer, [subject, quick], silentProgress, running);
		const [before, after] = [await look("before"), await look("after")];
		const surveys = { before, after };
		for (const arm of ["before", "after"] as const) {
			const evidence = evidenceOf(subject, surveys[arm]);
			expect(evidence.timedOutSeconds).toBe((slow as readonly string[]).includes(arm) ? LIMIT_MS / 1000 : undefined);
			expect(evidence.plan).not.toEqual([]);
			expect(failureOf(quick, [surveys[arm]])).toBeUndefined();
		}
		const evidence = { before: evidenceOf(subject, before), after: evidenceOf(subject, after) };
		const record = untimedStratum(subject, evidence, failureOf(subject, [before, after]));
		const judged = judgeStratum(record, undefined, { thresholdPct: 5, mode: "timed" });
		expect(record.pairs).toEqual([]);
		const gaveUp = expect.objectContaining({ kind: "gave-up", seconds: LIMIT_MS / 1000 });
		expect(judged).toMatchObject({ verdict, reasons: expect.arrayContaining([gaveUp]) });
	},
);

test("a statement that the server's own limit does not cover is ended from outside, and the connection goes on", async () => {
	const { connection } = arms.before;
	const ended = execute(connection, [{ sql: "DO SLEEP(60)", params: [] }]);
	await expect(ended).rejects.toBeInstanceOf(QueryTimeout);
	expect(await execute(connection, [{ sql: "SELECT 1", params: [] }])).toEqual([[[1]]]);
});
