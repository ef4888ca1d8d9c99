import { index, int, mysqlTable, varchar } from "drizzle-orm/mysql-core";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Progress, silentProgress } from "../../base/progress.ts";
import type { Connector } from "../../mysql/connect.ts";
import { handmadeDataset } from "../../scenarios/fixtures/handmade-dataset.ts";
import { handmadeScenario } from "../../scenarios/fixtures/handmade-scenario.ts";
import type { Scenario, Suite } from "../../scenarios/suite.ts";
import { tableModel } from "../../schema/load/model-of-tables.ts";
import type { Taken } from "../record/advice/facts.ts";
import { adviceSchema } from "../record/advice/schema.ts";
import { sampleHead } from "../record/fixtures/memory-journal.ts";
import { adviceMarkdown } from "../report/advice/markdown.ts";
import { renderAdvice } from "../report/advice/terminal.ts";
import { startRealMysql } from "../server/fixtures/real-mysql.ts";
import type { Server } from "../server/server.ts";
import { AdviceDraft } from "./draft.ts";
import { findAdvice } from "./find-advice.ts";
import type { AdvisePlan } from "./plan.ts";

const ROWS = 20_000;

const orders = mysqlTable(
	"orders",
	{
		id: int("id").primaryKey(),
		customer: int("customer").notNull(),
		state: varchar("state", { length: 10 }).notNull(),
		placed: int("placed").notNull(),
		cents: int("cents").notNull(),
		memo: varchar("memo", { length: 90 }).notNull(),
		flag: int("flag").notNull(),
		ref: int("ref").notNull(),
	},
	(table) => [index("idle").on(table.flag, table.placed), index("needed").on(table.ref)],
);

function scenario(
	id: string,
	sql: string,
	weight: number,
	keys: readonly (readonly number[])[] = [[7], [20], [33]],
): Scenario {
	return {
		...handmadeScenario({
			id,
			indexes: [],
			strata: [
				{
					id: "any",
					share: 1,
					keys: { by: "constant", keys },
					queries: ([key = 0]) => [{ toSQL: () => ({ sql, params: sql.includes("?") ? [key] : [] }) }],
				},
			],
		}),
		weight,
	};
}

const scenarios = [
	scenario("of-customer", "select * from orders where customer = ? order by placed desc limit 5", 1000),
	scenario("by-ref", "select id from orders where ref = ?", 10),
	scenario("of-state", "select sum(cents) as s from orders where state = 'done'", 5, [[0]]),
];

const suite: Suite = {
	id: "small",
	title: "small",
	tables: [tableModel(orders)],
	dataset: handmadeDataset("small"),
	indexes: [],
	scenarios,
	claims: [],
};

let server: Server;
let connect: Connector;
let connection: Connection;

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
	connection = await connect();
	await connection.query("SET SESSION cte_max_recursion_depth = 1000000");
	await connection.query(
		`CREATE TABLE orders (id INT PRIMARY KEY, customer INT NOT NULL, state VARCHAR(10) NOT NULL, placed INT NOT NULL,
		 cents INT NOT NULL, memo VARCHAR(90) NOT NULL, flag INT NOT NULL, ref INT NOT NULL,
		 KEY idle (flag, placed), KEY needed (ref))`,
	);
	await connection.query(
		`INSERT INTO orders WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
		 SELECT i, i * 7919 % 1000, IF(i % 50 < 45, 'done', 'open'), i, i % 977, repeat('m', 60), i % 2, i % 500 FROM n`,
	);
	await connection.query("ANALYZE TABLE orders");
});

afterAll(async () => {
	await connection?.end();
	await server?.stop();
});

interface Asked {
	readonly store?: Map<string, Taken>;
	readonly plan?: Partial<AdvisePlan>;
	readonly signal?: AbortSignal;
	readonly progress?: Progress;
}

async function advised({
	store = new Map(),
	plan: more = {},
	signal = new AbortController().signal,
	progress = silentProgress,
}: Asked = {}) {
	const plan: AdvisePlan = {
		server: { source: "packages", mysql: "8.4", cacheFolder: "", cacheLimitBytes: 1 },
		suite,
		scale: { name: "small", factor: 1 },
		seed: 1,
		scenarios,
		mode: "counters",
		budgetSeconds: 1,
		queryTimeoutSeconds: 60,
		options: {},
		out: "",
		suggested: [],
		notTried: [],
		reference: [],
		maxCandidates: 60,
		budgets: {},
		implied: false,
		judge: false,
		...more,
	};
	const draft = new AdviceDraft(plan, sampleHead({ suite: "small" }), "small", new Date(0).toISOString());
	const kept = {
		kept: store.size,
		get: (key: string) => store.get(key),
		put: async (key: string, taken: Taken) => void store.set(key, taken),
	};
	const failure = await findAdvice({ plan, connect, owned: false, store: kept, draft, progress, signal }).then(
		() => undefined,
		(error: unknown) => error,
	);
	const advice = adviceSchema.parse(draft.advice(failure === undefined ? "complete" : "interrupted"));
	return { advice, failure, store };
}

async function indexesLeft(): Promise<readonly string[]> {
	const [rows] = await connection.query<RowDataPacket[]>(
		"SELECT DISTINCT INDEX_NAME AS name, IS_VISIBLE AS visible FROM information_schema.STATISTICS WHERE TABLE_NAME = 'orders'",
	);
	return rows.map(({ name, visible }) => `${name} ${visible}`).toSorted();
}

describe("advice on a workload", () => {
	test("names the index that pays, what harms whom, and the index that nobody misses; twice the same", async () => {
		const store = new Map<string, Taken>();
		const { advice, failure } = await advised({ store });
		expect(failure).toBeUndefined();
		const chosen = advice.chosen.toSorted();
		expect(chosen).toContain("-orders(flag, placed)");
		expect(chosen).not.toContain("-orders(ref)");
		const additions = advice.candidates.filter(({ id, change }) => change === "add" && chosen.includes(id));
		expect(additions.map(({ columns }) => columns[0])).toContain("customer");
		const customer = advice.candidates.find(({ id }) => id === "+orders(customer)");
		expect(customer?.effects).toMatchObject([{ scenario: "of-customer", verdict: "faster", decidedBy: "evidence" }]);
		expect(customer?.saved.low).toBeGreaterThan(0);
		expect(customer?.bytes).toBeGreaterThan(0);
		expect(customer?.origins).toContainEqual({ from: "query", scenario: "of-customer", shape: "column" });
		const state = advice.candidates.find(({ id }) => id === "+orders(state)");
		expect(state?.effects).toMatchObject([{ scenario: "of-state", verdict: "slower", pattern: "busy-key" }]);
		expect(chosen).not.toContain("+orders(state)");
		expect(await indexesLeft()).toEqual(["PRIMARY YES", "idle YES", "needed YES"]);

		const again = await advised();
		expect(again.advice.chosen.toSorted()).toEqual(chosen);
		const continued = await advised({ store });
		expect(continued.advice.effort).toMatchObject({ executed: 0, kept: store.size });
		expect(continued.advice.chosen.toSorted()).toEqual(chosen);
		for (const text of [renderAdvice(advice), adviceMarkdown(advice, [])]) expect(text).toContain("orders(customer");
	});

	test("keeps what was measured when it is interrupted, and leaves the database as it was", async () => {
		const ended = new AbortController();
		const progress: Progress = {
			task: (title) => ({
				update: (done) => {
					if (title.startsWith("building and measuring") && done >= 3) ended.abort(new Error("Ctrl-C"));
				},
				finish: () => undefined,
			}),
			notice: () => undefined,
		};
		const { advice, failure } = await advised({ signal: ended.signal, progress });
		expect(failure).toBeDefined();
		expect(advice.status).toBe("interrupted");
		expect(advice.candidates.length).toBeGreaterThanOrEqual(3);
		expect(advice.notTried.some(({ why }) => why.kind === "not-reached")).toBe(true);
		expect(advice.chosen).toEqual([]);
		expect(await indexesLeft()).toEqual(["PRIMARY YES", "idle YES", "needed YES"]);
	});

	test("takes no more than it may", async () => {
		const { advice } = await advised({ plan: { budgets: { maxIndexes: 1 }, maxCandidates: 4 } });
		expect(advice.candidates.filter(({ change }) => change === "add")).toHaveLength(4);
		expect(advice.notTried.filter(({ why }) => why.kind === "beyond-limit").length).toBeGreaterThan(0);
		expect(advice.chosen.filter((id) => id.startsWith("+")).length).toBeLessThanOrEqual(1);
	});
});
