import { eq } from "drizzle-orm";
import { int, mysqlTable, QueryBuilder, varchar } from "drizzle-orm/mysql-core";
import type { RowDataPacket } from "mysql2/promise";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { type Progress, silentProgress } from "../../base/progress.ts";
import type { Connect } from "../../mysql/connect.ts";
import { readIndexes } from "../../mysql/index-set.ts";
import { handmadeDataset } from "../../scenarios/fixtures/handmade-dataset.ts";
import { handmadeScenario } from "../../scenarios/fixtures/handmade-scenario.ts";
import type { IndexSpec, Scenario, Suite } from "../../scenarios/suite.ts";
import { tableModel } from "../../schema/load/model-of-tables.ts";
import { judge } from "../judge/judge-run.ts";
import { measureCounters } from "../measure/counters-only.ts";
import { memoryJournal } from "../record/fixtures/memory-journal.ts";
import type { RunRecord } from "../record/schema.ts";
import { footprintSchema } from "../record/studies/footprint.ts";
import { memorySchema } from "../record/studies/memory.ts";
import { footprintSection } from "../report/studies/footprint-section.ts";
import { memorySection } from "../report/studies/memory-section.ts";
import { startOwnMysql } from "../server/fixtures/real-mysql.ts";
import type { Server } from "../server/server.ts";
import { footprint } from "./footprint/footprint-study.ts";
import { residentPages } from "./footprint/workload.ts";
import { memory } from "./memory/memory-study.ts";
import type { StudyContext } from "./study.ts";

const MEGABYTE = 1024 * 1024;
const ROWS = 40_000;

const crates = mysqlTable("crates", {
	id: int("id").primaryKey(),
	code: varchar("code", { length: 20 }).notNull(),
	depot: int("depot").notNull(),
	note: varchar("note", { length: 400 }).notNull(),
});
const byDepot: IndexSpec = { name: "idx_crates_depot", table: "crates", columns: ["depot"] };
const scenario: Scenario = handmadeScenario({
	id: "crates-of-a-depot",
	title: "Crates of a depot",
	indexes: [byDepot.name],
	strata: [
		{
			id: "any",
			share: 1,
			keys: { by: "frequency", column: crates.depot, from: 0, to: 1 },
			queries: ([depot]) => [
				new QueryBuilder()
					.select()
					.from(crates)
					.where(eq(crates.depot, Number(depot))),
			],
		},
	],
});
const suite: Suite = {
	id: "crates",
	title: "Crates",
	tables: [tableModel(crates)],
	dataset: handmadeDataset("crates"),
	indexes: [byDepot],
	scenarios: [scenario],
	claims: [],
};

let server: Server;
let connect: Connect;
let record: RunRecord;
const context = (extra: Partial<StudyContext> = {}): StudyContext => ({
	suite,
	scenarios: [scenario],
	seed: 1,
	options: { full: true, load: [], indexSets: [], candidates: [] },
	connect,
	server,
	record,
	progress: silentProgress,
	signal: new AbortController().signal,
	...extra,
});

async function rows(sql: string): Promise<RowDataPacket[]> {
	const connection = await connect();
	const [found] = await connection.query<RowDataPacket[]>(sql).finally(() => connection.end());
	return found;
}

/** All that a study has to leave as it was. */
async function state() {
	const connection = await connect();
	const indexes = await readIndexes(connection, ["crates"]).finally(() => connection.end());
	return {
		tables: await rows("SHOW TABLES"),
		checksum: await rows("CHECKSUM TABLE crates"),
		indexes: indexes.map(({ name, columns, visible }) => ({ name, columns, visible })),
		pool: await rows("SELECT @@innodb_buffer_pool_size AS bytes"),
	};
}

let before: Awaited<ReturnType<typeof state>>;

beforeAll(async () => {
	({ server, connect } = await startOwnMysql());
	const connection = await connect();
	await connection.query(
		`CREATE TABLE crates (id INT PRIMARY KEY AUTO_INCREMENT, code VARCHAR(20) NOT NULL UNIQUE, depot INT NOT NULL,
			note VARCHAR(400) NOT NULL)`,
	);
	await connection.query("SET SESSION cte_max_recursion_depth = 100000");
	await connection.query(
		`INSERT INTO crates WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
		 SELECT i, CONCAT('crate ', i), i * 7919 % 3000, REPEAT('x', 400) FROM n`,
	);
	await connection.query("ANALYZE TABLE crates");
	await connection.end();
	const journal = memoryJournal({ mode: "counters", budgetSeconds: 1 });
	await measureCounters({
		suite,
		scenarios: [scenario],
		seed: 1,
		budgetMs: 0,
		connect,
		journal,
		progress: silentProgress,
		signal: new AbortController().signal,
	});
	record = judge(journal.measured);
	before = await state();
});

afterAll(async () => {
	await server?.stop();
});

describe("a restart", () => {
	test("keeps data and address, empties the buffer pool and makes it as large as asked", async () => {
		const { address } = server;
		await server.restart?.({ bufferPoolBytes: 192 * MEGABYTE });
		expect(server.address).toEqual(address);
		expect(await rows("SELECT @@innodb_buffer_pool_size AS bytes")).toEqual([{ bytes: 192 * MEGABYTE }]);
		const connection = await connect();
		expect((await residentPages(connection)).get("crates.PRIMARY") ?? 0).toBeLessThan(10);
		await connection.end();
		await server.restart?.({ bufferPoolBytes: Number(before.pool[0]?.bytes) });
		expect(await state()).toEqual(before);
	});

	test("shows by InnoDB's own count the pages that are in the pool", async () => {
		await server.restart?.({ bufferPoolBytes: Number(before.pool[0]?.bytes) });
		const connection = await connect();
		await connection.query("SELECT COUNT(note) FROM crates FORCE INDEX (PRIMARY) WHERE id < 20000");
		const inPool = async () => {
			const [pool] = await connection.query<RowDataPacket[]>(
				`SELECT INDEX_NAME AS name, COUNT(*) AS pages FROM information_schema.INNODB_BUFFER_PAGE
				 WHERE TABLE_NAME LIKE '%crates%' AND PAGE_TYPE = 'INDEX' GROUP BY INDEX_NAME`,
			);
			return new Map(pool.map(({ name, pages }) => [`crates.${name}`, Number(pages)]));
		};
		// Pages that are being read ahead go on coming for a moment.
		await vi.waitFor(async () => {
			const counted = await residentPages(connection);
			expect(counted.get("crates.PRIMARY")).toBeGreaterThan(300);
			for (const [index, pages] of await inPool()) {
				expect(Math.abs((counted.get(index) ?? 0) - pages)).toBeLessThanOrEqual(3);
			}
		});
		await connection.end();
	});
});

describe("build and footprint", () => {
	afterEach(async () => {
		expect(await state()).toEqual(before);
	});

	test("builds the index online under writes, and shows what the workload reads with and without it", async () => {
		const found = footprintSchema.parse(await footprint.run(context()));
		const [build] = found.builds;
		expect(build).toMatchObject({ index: byDepot.name, rows: ROWS, failedWrites: 0, errors: [] });
		expect(build?.statements).toEqual(["insert", "update"]);
		expect(build?.rounds).toHaveLength(6);
		expect(build?.bytes).toBeGreaterThan(ROWS * 8);
		expect(build?.slowdown?.level).toBeGreaterThanOrEqual(0.95);
		expect(build?.outside?.writes).toBeGreaterThan(build?.during?.writes ?? 0);
		expect(footprintSection(found).lead).toContain("No write and no build failed.");
		const pages = (index: string) => found.workload?.indexes.find((entry) => entry.index === index);
		expect(pages(byDepot.name)).toMatchObject({ underTest: true, before: 0 });
		expect(pages(byDepot.name)?.after).toBeGreaterThan(0);
		expect(pages("PRIMARY")?.before).toBeGreaterThan(800);
		expect(pages("PRIMARY")?.after).toBeLessThan(200);
	});

	test.each(["copying crates", byDepot.name])(
		"leaves nothing behind when it is aborted while at %s",
		async (moment) => {
			const controller = new AbortController();
			const update = (_: number, detail = "") => {
				if (detail === moment) setTimeout(() => controller.abort(new Error("enough")), 100);
			};
			const progress: Progress = { ...silentProgress, task: () => ({ update, finish: () => {} }) };
			await expect(footprint.run(context({ progress, signal: controller.signal }))).rejects.toThrow();
			expect(controller.signal.aborted).toBe(true);
		},
	);
});

describe("with little memory", () => {
	test("a tenth makes the scan read from disk in every pair, and the server has its memory back afterwards", async () => {
		const found = memorySchema.parse(await memory.run(context()));
		expect(found.pools.map(({ pool, poolBytes }) => [pool, poolBytes])).toEqual([
			["everything", Number(before.pool[0]?.bytes)],
			["tenth", 5 * MEGABYTE],
		]);
		const [stratum] = found.strata;
		expect(stratum?.keys).toBe(13);
		const [everything, tenth] = stratum?.trials ?? [];
		expect(everything?.before.pagesRead).toBe(0);
		expect(tenth?.before.pagesRead).toBeGreaterThan(500);
		expect(tenth?.after.pagesRead).toBeLessThan(100);
		expect(tenth?.after.plan).toContain(byDepot.name);
		expect(tenth?.order).toEqual(everything?.order);
		expect(memorySection(found).tables).toHaveLength(2);
		expect(await state()).toEqual(before);
	});

	test("is told to be impossible on a server that cannot be restarted", async () => {
		const { restart: _, ...fixed } = server;
		const found = memorySchema.parse(await memory.run(context({ server: { ...fixed, source: "url" } })));
		expect(found.strata).toEqual([]);
		expect(memorySection(found).lead).toContain("A server named by URL is not restarted");
	});
});
