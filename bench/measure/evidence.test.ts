import { asc, eq } from "drizzle-orm";
import { int, mysqlTable, QueryBuilder, varchar } from "drizzle-orm/mysql-core";
import type { Connection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silentProgress } from "../../base/progress.ts";
import { countersMoved } from "../../mysql/counters.ts";
import { isQueryError } from "../../mysql/errors.ts";
import { buildIndexes, dropIndexes, readIndexes, verifyIndexes } from "../../mysql/index-set.ts";
import { handmadeScenario } from "../../scenarios/fixtures/handmade-scenario.ts";
import type { IndexSpec, Key, Scenario, Stratum } from "../../scenarios/suite.ts";
import { samePlanAndCounters, sameSteps, sameWork } from "../judge/evidence-match.ts";
import { startRealMysql } from "../server/fixtures/real-mysql.ts";
import type { Server } from "../server/server.ts";
import { type Arm, type Arms, openArms } from "./arms.ts";
import { sharedEvidence, takeEvidence } from "./evidence.ts";
import { keyDrawer } from "./keys.ts";
import { stepsOf } from "./plan.ts";

const things = mysqlTable("things", {
	id: int("id").primaryKey(),
	owner: int("owner").notNull(),
	name: varchar("name", { length: 40 }),
});
const index: IndexSpec = { name: "idx_things_owner", table: "things", columns: ["owner"] };
const running = new AbortController().signal;
const ROWS = 20_000;

const stratum: Stratum = {
	id: "typical",
	share: 1,
	keys: { by: "frequency", column: things.owner, from: 0, to: 1 },
	queries: ([owner]) => [
		new QueryBuilder()
			.select()
			.from(things)
			.where(eq(things.owner, Number(owner)))
			.orderBy(asc(things.id)),
	],
};
const scenario: Scenario = handmadeScenario({
	id: "T1",
	title: "things of an owner",
	indexes: [index.name],
	strata: [stratum],
});

let server: Server;
let arms: Arms;
let observer: Connection;
const owner: Key = [7];
const take = async (arm: Arm, keys: readonly Key[] = [owner]) => {
	await arm.enter();
	return takeEvidence(arm.connection, observer, scenario, stratum, keys);
};

beforeAll(async () => {
	const real = await startRealMysql();
	server = real.server;
	arms = await openArms(real.connect, "timed");
	observer = arms.observer;
	await observer.query("CREATE TABLE things (id INT PRIMARY KEY, owner INT NOT NULL, name VARCHAR(40))");
	await observer.query("SET SESSION cte_max_recursion_depth = 100000");
	// Owner 0 holds half of the rows, the other hundred share the rest.
	await observer.query(
		`INSERT INTO things WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
		 SELECT i, IF(i % 2 = 0, 0, 1 + (i DIV 2) % 100), CONCAT('thing ', i) FROM n`,
	);
	await observer.query("ANALYZE TABLE things");
});

afterAll(async () => {
	await arms?.close();
	await server?.stop();
});

describe("on a real MySQL", () => {
	test("an invisible index leaves plan and counters of the before arm as they are without it, and changes those of the after arm", async () => {
		const absent = await take(arms.before);
		const [built] = await buildIndexes(observer, [index], false, silentProgress, running);
		expect(built).toMatchObject({ spec: index, coveredBy: [] });
		expect(built?.bytes).toBeGreaterThan(100_000);
		const before = await take(arms.before);
		const after = await take(arms.after);
		expect(samePlanAndCounters(absent.evidence, before.evidence)).toBe(true);
		expect(sameWork(before.evidence, after.evidence)).toBe(false);
		expect(before.evidence.plan).toMatchObject([{ table: "things", access: "index", key: "PRIMARY" }]);
		expect(after.evidence.plan).toMatchObject([{ table: "things", access: "ref", key: "idx_things_owner" }]);
		expect(before.evidence.rowsExamined).toBe(ROWS);
		expect(after.evidence.rowsExamined).toBe(100);
		expect(after.evidence.handlers).toMatchObject({ Handler_read_key: 1, Handler_read_next: 100 });
		expect(after.evidence.digest).toBe(before.evidence.digest);
		expect(after.evidence.pageReads).toBeGreaterThan(0);
	});

	test("what another arm would do the very same way is not run again, and what it would do another way is", async () => {
		const before = await take(arms.before);
		const { connection } = arms.before;
		const again = await countersMoved(connection, () => sharedEvidence(connection, stratum, [owner], before));
		expect(again.value?.evidence).toEqual(before.evidence);
		expect(before.evidence.handlers.Handler_read_next).toBe(ROWS);
		expect(again.counters.Handler_read_next).toBeUndefined();
		await arms.after.enter();
		expect(await sharedEvidence(arms.after.connection, stratum, [owner], before)).toBeUndefined();
	});

	test("a plan of another key that differs, and one that is made anew for each row, are run", async () => {
		const both = [owner, [0]];
		const after = await take(arms.after, both);
		await arms.before.enter();
		expect(await sharedEvidence(arms.before.connection, stratum, both, after)).toBeUndefined();
		await arms.after.enter();
		const { connection } = arms.after;
		const perRow = "SELECT COUNT(*) FROM things a JOIN things b ON b.owner < a.owner WHERE a.id < 10";
		const decidedLater = async (sql: string) => (await stepsOf(connection, [{ sql, params: [] }]))?.decidedLater;
		expect(await decidedLater(perRow)).toBe(true);
		expect(await decidedLater("SELECT MAX(owner) FROM things")).toBe(true);
		expect(await decidedLater("SELECT COUNT(*) FROM things")).toBe(false);
	});

	test("an index on an expression that no plan goes through is no same work: conditions are computed another way", async () => {
		const onExpression: IndexSpec = {
			name: "idx_lower",
			table: "things",
			columns: [],
			parts: [{ expression: "lower(`name`)" }],
		};
		const most = handmadeScenario({
			id: "T2",
			title: "nearly all names",
			indexes: [onExpression.name],
			strata: [
				{
					...stratum,
					queries: () => [
						{ toSQL: () => ({ sql: "SELECT COUNT(*) FROM things WHERE LOWER(name) > 'a'", params: [] }) },
					],
				},
			],
		});
		const [all] = most.strata;
		if (all === undefined) throw new Error("the scenario has a stratum");
		const look = async (arm: Arm) => {
			await arm.enter();
			return await takeEvidence(arm.connection, observer, most, all, [owner]);
		};
		const absent = await look(arms.before);
		await buildIndexes(observer, [onExpression], false, silentProgress, running);
		const [hidden, shown] = [await look(arms.before), await look(arms.after)];
		await dropIndexes(observer, [onExpression]);
		expect(sameSteps(absent.evidence, hidden.evidence)).toBe(true);
		expect(samePlanAndCounters(hidden.evidence, shown.evidence)).toBe(true);
		expect(sameWork(hidden.evidence, shown.evidence)).toBe(false);
	});

	test("counters and page reads repeat exactly or nearly so", async () => {
		const [first, second] = [await take(arms.after), await take(arms.after)];
		expect(sameWork(first.evidence, second.evidence)).toBe(true);
	});

	test("keys are drawn by frequency, the same ones for the same seed", async () => {
		const draw = (from: number, to: number, seed = 1) =>
			keyDrawer([observer], seed).draw("T1", { ...stratum, keys: { by: "frequency", column: things.owner, from, to } });
		expect(await draw(0, 0.01)).toEqual([[0]]);
		const cold = await draw(0.5, 1);
		expect(cold).toHaveLength(4);
		expect(await draw(0.5, 1)).toEqual(cold);
		expect(await draw(0.5, 1, 2)).not.toEqual(cold);
	});

	test("a stratum whose keys the data does not hold is named", async () => {
		const none: Stratum = {
			...stratum,
			id: "rare",
			keys: { by: "sql", sql: "SELECT owner FROM things WHERE owner < 0" },
		};
		await expect(keyDrawer([observer], 1).draw("T1", none)).rejects.toThrow('no key for T1, stratum "rare"');
	});

	test("an index that is missing, visible or on other columns is named", async () => {
		await expect(verifyIndexes(observer, [index], false)).resolves.toBeUndefined();
		await expect(verifyIndexes(observer, [index], true)).rejects.toThrow("idx_things_owner is invisible");
		await expect(verifyIndexes(observer, [{ ...index, columns: ["name"] }], false)).rejects.toThrow(
			"covers (owner) instead of (name)",
		);
		await expect(verifyIndexes(observer, [{ ...index, name: "idx_none" }], false)).rejects.toThrow(
			"idx_none is missing",
		);
	});

	test("an index that begins with the same columns is reported as covering, and dropping touches only those under test", async () => {
		await dropIndexes(observer, [index]);
		await observer.query("ALTER TABLE things ADD INDEX owner_name (owner, name)");
		const [built] = await buildIndexes(observer, [index], false, silentProgress, running);
		expect(built?.coveredBy).toEqual(["owner_name"]);
		await dropIndexes(observer, [index, { ...index, name: "idx_never_there" }]);
		const names = (await readIndexes(observer, ["things"])).map((present) => present.name);
		expect(names.toSorted()).toEqual(["PRIMARY", "owner_name"]);
	});

	test("a refused statement is told from a lost connection", async () => {
		const refused = await arms.twin.connection.query("SELECT nothing FROM things").catch((error: unknown) => error);
		expect(isQueryError(refused)).toBe(true);
		await observer.query("KILL ?", [arms.twin.connection.threadId]);
		const lost = await arms.twin.connection.query("SELECT 1").catch((error: unknown) => error);
		expect(isQueryError(lost)).toBe(false);
	});
});
