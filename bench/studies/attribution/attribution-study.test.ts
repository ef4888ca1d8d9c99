import { and, eq, ne, or, sql } from "drizzle-orm";
import { int, mysqlTable, QueryBuilder, varchar } from "drizzle-orm/mysql-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { silentProgress } from "../../../base/progress.ts";
import type { Connect } from "../../../mysql/connect.ts";
import { readIndexes } from "../../../mysql/index-set.ts";
import { handmadeDataset } from "../../../scenarios/fixtures/handmade-dataset.ts";
import { handmadeScenario } from "../../../scenarios/fixtures/handmade-scenario.ts";
import type { IndexSpec, Query, Scenario, Suite } from "../../../scenarios/suite.ts";
import { tableModel } from "../../../schema/load/model-of-tables.ts";
import { judge } from "../../judge/judge-run.ts";
import { measureCounters } from "../../measure/counters-only.ts";
import { memoryJournal } from "../../record/fixtures/memory-journal.ts";
import type { RunRecord } from "../../record/schema.ts";
import { type Attribution, attributionSchema } from "../../record/studies/attribution.ts";
import { attributionSection } from "../../report/studies/attribution-section.ts";
import { startRealMysql } from "../../server/fixtures/real-mysql.ts";
import type { Server } from "../../server/server.ts";
import type { StudyOptions } from "../options.ts";
import type { StudyContext } from "../study.ts";
import { attribution } from "./attribution-study.ts";

const parcels = mysqlTable("parcels", {
	id: int("id").primaryKey(),
	owner: int("owner").notNull(),
	/** Follows the owner, so that either tells the same rows. */
	depot: int("depot").notNull(),
	route: int("route").notNull(),
	shelf: int("shelf").notNull(),
	payer: int("payer").notNull(),
	state: varchar("state", { length: 10 }).notNull(),
	cents: int("cents").notNull(),
	note: varchar("note", { length: 200 }).notNull(),
});
const ROWS = 40_000;
/** Compares each row with each. */
const ENDLESS = "SELECT COUNT(*) FROM `parcels` a JOIN `parcels` b ON a.note < CONCAT(b.note, a.cents)";

const byOwner: IndexSpec = { name: "idx_owner", table: "parcels", columns: ["owner"] };
const byDepot: IndexSpec = { name: "idx_depot", table: "parcels", columns: ["depot"] };
const byRoute: IndexSpec = { name: "idx_route", table: "parcels", columns: ["route"] };
const byShelf: IndexSpec = { name: "idx_shelf", table: "parcels", columns: ["shelf"] };
const byPayer: IndexSpec = { name: "idx_payer", table: "parcels", columns: ["payer"] };
const indexes = [byOwner, byDepot, byRoute, byShelf, byPayer];
const covering: IndexSpec = { name: "idx_payer_state_cents", table: "parcels", columns: ["payer", "state", "cents"] };

const scenario = (id: string, query: () => Query): Scenario =>
	handmadeScenario({
		id,
		indexes: indexes.map(({ name }) => name),
		strata: [{ id: "any", share: 1, keys: { by: "constant", keys: [[7]] }, queries: () => [query()] }],
	});
const builder = new QueryBuilder();
const scenarios = [
	scenario("owner-and-depot", () =>
		builder
			.select()
			.from(parcels)
			.where(and(eq(parcels.owner, 7), eq(parcels.depot, 1007))),
	),
	scenario("route-or-shelf", () =>
		builder
			.select()
			.from(parcels)
			.where(or(eq(parcels.route, 7), eq(parcels.shelf, 7))),
	),
	{
		...scenario("owed-by-payer", () =>
			builder
				.select({ payer: parcels.payer, owed: sql`SUM(${parcels.cents})` })
				.from(parcels)
				.where(ne(parcels.state, "paid"))
				.groupBy(parcels.payer),
		),
		remedy: covering,
	},
];
const suite: Suite = {
	id: "parcels",
	title: "Parcels",
	tables: [tableModel(parcels)],
	dataset: handmadeDataset("parcels"),
	indexes,
	indexSets: [
		{ id: "none", title: "none", indexes: [] },
		{ id: "one", title: "the first", indexes: [byOwner] },
		{ id: "later", title: "a later one", indexes: [covering] },
	],
	scenarios,
	claims: [],
};

let server: Server;
let connect: Connect;
let record: RunRecord;
/** What a run asks for beyond the default. */
const asking = (asked: Partial<StudyOptions>): StudyOptions => ({
	full: false,
	load: [],
	indexSets: [],
	candidates: [],
	...asked,
});
const context = (extra: Partial<StudyContext> = {}): StudyContext => ({
	suite,
	scenarios,
	seed: 1,
	options: asking({}),
	connect,
	server,
	record,
	progress: silentProgress,
	signal: new AbortController().signal,
	...extra,
});
const state = async () => {
	const connection = await connect();
	const found = await readIndexes(connection, ["parcels"]).finally(() => connection.end());
	return found.filter(({ name }) => name !== "PRIMARY").map(({ name, visible }) => ({ name, visible }));
};
const effectOf = (found: Attribution, index: IndexSpec, id: string) =>
	found.indexes.find(({ name }) => name === index.name)?.effects.find((effect) => effect.scenario === id);

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
	const connection = await connect();
	await connection.query(
		`CREATE TABLE parcels (id INT PRIMARY KEY, owner INT NOT NULL, depot INT NOT NULL, route INT NOT NULL,
			shelf INT NOT NULL, payer INT NOT NULL, state VARCHAR(10) NOT NULL, cents INT NOT NULL, note VARCHAR(200) NOT NULL)`,
	);
	await connection.query("SET SESSION cte_max_recursion_depth = 100000");
	await connection.query(
		`INSERT INTO parcels WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
		 SELECT i, i * 7919 % 500, 1000 + i * 7919 % 500, i * 6007 % 500, i * 4001 % 500, i * 5003 % 997,
			IF(i % 3 = 0, 'paid', 'open'), i % 1000, REPEAT('x', 150) FROM n`,
	);
	await connection.query("ANALYZE TABLE parcels");
	await connection.end();
	const journal = memoryJournal({ mode: "counters", budgetSeconds: 1 });
	await measureCounters({
		suite,
		scenarios,
		seed: 1,
		budgetMs: 0,
		queryTimeoutMs: 60_000,
		connect,
		journal,
		progress: silentProgress,
		signal: new AbortController().signal,
	});
	record = judge(journal.measured);
});

afterAll(async () => {
	await server?.stop();
});

describe("attribution by evidence", () => {
	let found: Attribution;
	beforeAll(async () => {
		found = await attribution.run(context());
	});

	test("says of two indexes of which each does the work that either will do, and that leaving one out loses nothing", () => {
		const owner = effectOf(found, byOwner, "owner-and-depot");
		expect(owner).toMatchObject({ aloneVerdict: "less", baseline: "hidden" });
		expect(owner?.aloneFactor).toBeGreaterThan(10);
		expect(owner?.leftOutVerdict).not.toBe("more");
		expect(found.interactions).toContainEqual(
			expect.objectContaining({
				scenario: "owner-and-depot",
				indexes: ["idx_owner", "idx_depot"],
				kind: "either-will-do",
			}),
		);
	});

	test("says of two indexes that only a merge of both can use that they help only together", () => {
		const route = effectOf(found, byRoute, "route-or-shelf");
		expect(route).toMatchObject({ aloneVerdict: "same", leftOutVerdict: "more" });
		expect(route?.alone.executed).toBe(false);
		expect(found.interactions).toContainEqual(
			expect.objectContaining({ scenario: "route-or-shelf", kind: "only-together" }),
		);
	});

	test("charges a plan that turns worse to its index alone, and prints how to measure the suite's remedy", () => {
		expect(effectOf(found, byPayer, "owed-by-payer")).toMatchObject({ aloneVerdict: "more", leftOutVerdict: "less" });
		expect(effectOf(found, byOwner, "owed-by-payer")).toBeUndefined();
		expect(found.remedies).toEqual([{ scenario: "owed-by-payer", index: "parcels(payer, state, cents)" }]);
		const section = attributionSection(found, record);
		expect(section.lead).toContain("owed-by-payer any");
		expect(section.notes.join("\n")).toContain('--try "parcels(payer, state, cents)"');
	});

	test("gives up a query that takes too long with one plan, says so, and finds out the rest all the same", async () => {
		const endless = { toSQL: () => ({ sql: ENDLESS, params: [] }) };
		const slow = scenario("endless", () => endless);
		const known = record.scenarios[0];
		if (known === undefined) throw new Error("the run has scenarios");
		const limited = await attribution.run(
			context({
				scenarios: [...scenarios, slow],
				record: { ...record, scenarios: [...record.scenarios, { ...known, id: slow.id }] },
				queryTimeoutMs: 300,
			}),
		);
		expect(attributionSchema.parse(limited).givenUp).toEqual([
			"endless any without an index: it was given up after 0.3 s (--query-timeout).",
		]);
		expect(limited.indexes.map(({ effects }) => effects.filter(({ scenario: id }) => id !== slow.id).length)).toEqual(
			found.indexes.map(({ effects }) => effects.length),
		);
	});

	test("makes a remedy of the statement's own columns where the suite states none, and measures it when asked for all", async () => {
		const unaided = { ...suite, scenarios: scenarios.map(({ remedy: _, ...bare }) => bare) };
		const common = { suite: unaided, scenarios: unaided.scenarios };
		const { remedies, candidates } = await attribution.run(context(common));
		expect(remedies).toEqual([{ scenario: "owed-by-payer", index: "parcels(payer, state, cents)", derived: true }]);
		expect(candidates).toEqual([]);
		expect(attributionSection({ ...found, remedies }, record).notes.join("\n")).toMatch(
			/made of the columns that its statements use: .* --try "parcels\(payer, state, cents\)"/,
		);
		const options = asking({ full: true, indexSets: [{ id: "none", title: "none", indexes: [] }] });
		const [tried] = (await attribution.run(context({ ...common, options }))).candidates;
		expect(tried?.text).toBe("parcels(payer, state, cents)");
		expect(tried?.effects.find(({ scenario: id }) => id === "owed-by-payer")?.ways.map(({ way }) => way)).toContain(
			"in-place",
		);
	});

	test("executes a query only for a plan never seen", () => {
		expect(found.executions).toBeLessThan(6);
		expect(found).toMatchObject({ sets: [], candidates: [], rounds: 0 });
	});
});

describe("sets and candidates", () => {
	let found: Attribution;
	beforeAll(async () => {
		const options = asking({ indexSets: suite.indexSets ?? [], candidates: [covering] });
		found = await attribution.run(context({ options }));
	});

	test("are compared in rounds, each with the same key for every state", () => {
		expect(found.rounds).toBeGreaterThanOrEqual(8);
		const [none, one, later] = found.sets;
		expect(none?.effects).toEqual([]);
		expect(one?.effects.map(({ scenario: id }) => id)).toEqual(["owner-and-depot"]);
		expect(one?.effects[0]?.timed).toMatchObject({ reference: "none", change: { pairs: found.rounds } });
		expect(later?.effects.map(({ scenario: id }) => id)).toContain("owed-by-payer");
	});

	test("a candidate is reported beside the original, with what it covers and what it costs", () => {
		const [candidate] = found.candidates;
		expect(candidate).toMatchObject({
			text: "parcels(payer, state, cents)",
			replaces: ["idx_payer"],
			worseInPlace: [],
		});
		expect(candidate?.bytes).toBeGreaterThan(0);
		const effect = candidate?.effects.find(({ scenario: id }) => id === "owed-by-payer");
		expect(effect?.ways.map(({ way }) => way)).toEqual(["beside", "in-place"]);
		for (const { state: with_, timed, repair } of effect?.ways ?? []) {
			expect(with_.plan).toContain("idx_payer_state_cents");
			expect(with_.work).toBeLessThan((effect?.all.work ?? 0) / 2);
			expect(timed.map(({ reference }) => reference)).toEqual(["none", "all"]);
			expect(repair).toBeDefined();
		}
		const section = attributionSection(found, record);
		expect(section.tables.map(({ caption }) => caption).join("\n")).toContain("Tried: parcels(payer, state, cents)");
		expect(found.covered).toEqual([{ index: "idx_payer", by: ["idx_payer_state_cents"] }]);
	});
});

describe("whatever a study did to the indexes", () => {
	const asBefore = indexes.map(({ name }) => ({ name, visible: false })).sort((a, b) => (a.name < b.name ? -1 : 1));
	beforeEach(async () => expect(await state()).toEqual(asBefore));

	test("is undone, also when it is aborted on the way", async () => {
		const abort = new AbortController();
		const progress = {
			...silentProgress,
			task: (title: string, total: number, unit: string) => {
				if (title.startsWith("comparing")) abort.abort(new Error("enough"));
				return silentProgress.task(title, total, unit);
			},
		};
		const options = asking({ indexSets: suite.indexSets ?? [], candidates: [] });
		await expect(attribution.run(context({ options, progress, signal: abort.signal }))).rejects.toThrow();
		expect(await state()).toEqual(asBefore);
	});

	test("an index that the server refuses is reported and the others are compared all the same", async () => {
		const refused: IndexSpec = { name: "idx_refused", table: "parcels", columns: ["id", "id"] };
		const options = asking({ indexSets: [], candidates: [refused, covering] });
		const { candidates } = await attribution.run(context({ options }));
		expect(candidates.map(({ failure }) => failure === undefined)).toEqual([false, true]);
	});
});
