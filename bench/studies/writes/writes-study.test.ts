import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silentProgress } from "../../../base/progress.ts";
import type { Connector } from "../../../mysql/connect.ts";
import { buildIndexes, verifyIndexes } from "../../../mysql/index-set.ts";
import { perf001 } from "../../../scenarios/perf-001/index.ts";
import type { Suite, WriteScenario } from "../../../scenarios/suite.ts";
import { tableModel } from "../../../schema/load/model-of-tables.ts";
import { provideDataset } from "../../../seed/provide-dataset.ts";
import { parseScale } from "../../../seed/scale.ts";
import { judge } from "../../judge/judge-run.ts";
import { memoryJournal } from "../../record/fixtures/memory-journal.ts";
import { type RunRecord, runRecordSchema } from "../../record/schema.ts";
import { locksSchema } from "../../record/studies/locks.ts";
import { writesSchema } from "../../record/studies/writes.ts";
import { sampleRecord } from "../../report/fixtures/sample-record.ts";
import { studySections } from "../../report/studies/sections.ts";
import { startRealMysql } from "../../server/fixtures/real-mysql.ts";
import type { Server } from "../../server/server.ts";
import { runSlice } from "../locks/concurrent-writes.ts";
import { locks } from "../locks/locks-study.ts";
import { runStudies } from "../run-studies.ts";
import type { Study, StudyContext } from "../study.ts";
import { makeTwins } from "../twins/twin-tables.ts";
import { changedKeys, undo } from "../twins/undo.ts";
import { withTwins } from "../twins/with-twins.ts";
import { unitSource } from "./draw-units.ts";
import { writes } from "./writes-study.ts";

let server: Server;
let connect: Connector;
const signal = new AbortController().signal;

const context = (
	full: boolean,
	ids: readonly string[],
	change?: (write: WriteScenario) => WriteScenario,
): StudyContext => {
	const chosen = (perf001.writes ?? []).filter(({ id }) => ids.includes(id));
	const suite: Suite = { ...perf001, writes: change === undefined ? chosen : chosen.map(change) };
	return {
		suite,
		scenarios: perf001.scenarios,
		seed: 1,
		options: { full, load: [], indexSets: [], candidates: [] },
		connect,
		server,
		record: sampleRecord(),
		progress: silentProgress,
		signal,
	};
};

/** Everything in the database: names, rows and checksums of all tables. */
async function contents(): Promise<unknown> {
	const connection = await connect();
	try {
		await verifyIndexes(connection, perf001.indexes, false);
		const [tables] = await connection.query("SHOW TABLES");
		const [sums] = await connection.query("CHECKSUM TABLE ??", [perf001.dataset.tables.map(({ table }) => table.name)]);
		return { tables, sums };
	} finally {
		await connection.end();
	}
}

beforeAll(async () => {
	({ server, connect } = await startRealMysql());
	const scale = parseScale("smoke");
	const dataset = { connect, database: server.database, spec: perf001.dataset, scale, seed: 1 };
	await provideDataset({ ...dataset, ownedServer: true, progress: silentProgress, signal });
	const connection = await connect();
	await buildIndexes(connection, perf001.indexes, false, silentProgress, signal);
	await connection.end();
});

afterAll(() => server?.stop());

describe("the cost of writes", () => {
	test("an ordinary run measures one insert per index, with more pages written, and leaves all as it was", async () => {
		const inserts = (perf001.writes ?? []).filter(({ kind }) => kind === "insert").map(({ id }) => id);
		const before = await contents();
		const found = writesSchema.parse(await writes.run(context(false, [...inserts, "writes/transfer"])));
		expect(await contents()).toEqual(before);
		expect(found.writes.map(({ id }) => id)).toEqual(inserts);
		for (const { id, absent, present, pairs, side, change } of found.writes) {
			expect(absent.rowsWritten, id).toBe(id === "writes/journal-entry" ? 2 : 1);
			expect(present.rowsWritten, id).toBe(absent.rowsWritten);
			expect(present.pageWrites ?? 0, id).toBeGreaterThan(absent.pageWrites ?? 0);
			expect(pairs.length, id).toBeGreaterThanOrEqual(16);
			expect(new Set(side), id).toEqual(new Set(["a", "b"]));
			expect(change.level, id).toBe(0.95);
		}
	});

	test("writes that look for their rows, and bulk writes, are undone too; the rows they read tell what an index finds", async () => {
		const before = await contents();
		const ids = ["writes/transfer", "writes/bulk-delete-sales"];
		const found = writesSchema.parse(await writes.run(context(true, ids)));
		expect(await contents()).toEqual(before);
		const [transfer, bulkDelete] = found.writes;
		expect(transfer?.absent.rowsRead).toBeGreaterThan(900);
		expect(transfer?.present.rowsRead).toBeLessThan(20);
		expect(bulkDelete?.present).toMatchObject({ rowsWritten: 300 });
		expect(found.tables.find(({ table }) => table === "sales")).toMatchObject({ rows: 3_000, ofRows: 3_000 });
	});

	test("a statement that hangs is given up and said so, the other writes are measured, and all is as it was", async () => {
		const before = await contents();
		const hangs = (write: WriteScenario): WriteScenario =>
			write.id === "writes/past-cogs"
				? { ...write, unit: () => ({ queries: [{ toSQL: () => ({ sql: "DO SLEEP(60)", params: [] }) }] }) }
				: { ...write, concurrent: false };
		const limited = {
			...context(true, ["writes/past-cogs", "writes/transfer"], hangs),
			queryTimeoutMs: 200,
		};
		const record: RunRecord = {
			...sampleRecord(),
			studies: { writes: await writes.run(limited), locks: await locks.run(limited) },
		};
		expect(await contents()).toEqual(before);
		const { writes: cost, locks: held } = runRecordSchema.parse(record).studies ?? {};
		expect(cost?.writes.map(({ id }) => id)).toEqual(["writes/transfer"]);
		expect(held?.held.map(({ write }) => write)).toEqual(["writes/transfer"]);
		for (const found of [cost, held])
			expect(found?.givenUp?.join()).toMatch(/^writes\/past-cogs.*given up after 0.2 s/);
		const notes = studySections(record).flatMap((section) => section.notes);
		expect(notes.filter((note) => note.startsWith("Given up"))).toHaveLength(2);
	});

	test("a write that does not name the rows it changes is found out, and its copies are removed all the same", async () => {
		const before = await contents();
		const forgetful = (write: WriteScenario): WriteScenario => ({
			...write,
			unit: (next, serial) => ({ queries: write.unit(next, serial).queries }),
		});
		await expect(writes.run(context(true, ["writes/past-cogs"], forgetful))).rejects.toThrow("A write was not undone");
		expect(await contents()).toEqual(before);
	});
});

describe("locks", () => {
	test("without its index a transfer locks every place and a correction every sale; with it, next to none", async () => {
		const before = await contents();
		const alone = (write: WriteScenario): WriteScenario => ({ ...write, concurrent: false });
		const found = locksSchema.parse(await locks.run(context(true, ["writes/transfer", "writes/past-cogs"], alone)));
		expect(await contents()).toEqual(before);
		const [transfer, pastCogs] = found.held;
		for (const { present } of transfer?.statements ?? []) expect(present).toBeLessThan(50);
		expect(transfer?.statements[0]).toMatchObject({ absent: 1, present: 1 });
		// Every record, and the one that stands for the end of the table.
		expect(transfer?.statements[1]?.absent).toBeGreaterThanOrEqual(900);
		expect(pastCogs?.statements[0]?.absent).toBeGreaterThanOrEqual(3_000);
		expect(pastCogs?.statements[0]?.present).toBeLessThan(500);
	});

	test("four sessions transfer at once, in both states, and their work is undone", async () => {
		const [write] = context(true, ["writes/transfer"]).suite.writes ?? [];
		if (write === undefined) throw new Error("the suite has transfers");
		const request = { connect, tables: write.tables.map(tableModel), specs: perf001.indexes, signal };
		const { found } = await withTwins(request, async (twins, session) => {
			const source = await unitSource(session, write, 1);
			const work = { observer: session, write, units: Array.from({ length: 50 }, source), twins, signal };
			const changed = await changedKeys(session, work.units);
			const sessions = await Promise.all(Array.from({ length: 4 }, () => connect()));
			await makeTwins(session, twins, "a");
			try {
				const slices = [await runSlice(work, sessions, "b", 300), await runSlice(work, sessions, "a", 300)];
				for (const side of ["a", "b"] as const) await undo(session, twins, side, changed);
				return slices;
			} finally {
				for (const opened of sessions) opened.destroy();
			}
		});
		const [absent, present] = found;
		for (const slice of [absent, present]) expect(slice?.done).toBeGreaterThan(0);
		expect((absent?.waits ?? 0) + (absent?.deadlocks ?? 0)).toBeGreaterThan(0);
	});
});

describe("a study that fails", () => {
	const failing = (id: Study["id"], run: () => Promise<never>): Study => ({
		id,
		title: id,
		wanted: () => true,
		run,
	});
	const refused = failing("memory", async () => {
		const connection = await connect();
		await connection.query("SELECT * FROM nowhere").finally(() => connection.end());
		throw new Error("the table is not there");
	});
	const { record: _, ...asked } = { ...context(false, ["writes/sale"]), connect: () => connect() };

	test("loses no other, is told with its reason, and is made when the run is continued", async () => {
		const journal = memoryJournal();
		await expect(runStudies({ ...asked, server }, journal, [refused, writes])).rejects.toMatchObject({
			kind: "measurement",
			message: expect.stringContaining("nowhere"),
		});
		expect(journal.measured.studies?.writes?.writes.map(({ id }) => id)).toEqual(["writes/sale"]);
		expect(journal.measured.studyFailures).toMatchObject([
			{ study: "memory", reason: expect.stringContaining("nowhere") },
		]);
		const sections = studySections(judge(journal.measured));
		expect(sections.find(({ id }) => id === "memory-failed")?.lead).toContain("nowhere");
		const nothing = {
			dataBytes: 0,
			flushMethod: "",
			pairsAsked: 0,
			secondsPerPool: 0,
			pools: [],
			strata: [],
			leftOut: [],
		};
		const mended: Study = { ...refused, run: async () => ({ ...nothing, notPossible: "a test", seconds: 0 }) };
		await runStudies({ ...asked, server }, journal, [mended, writes]);
		expect(journal.measured.studyFailures).toEqual([]);

		const fewer = { ...asked, server, scenarios: perf001.scenarios.slice(1) };
		await expect(runStudies(fewer, journal, [refused])).rejects.toMatchObject({ kind: "measurement" });
		expect(journal.measured.studies?.memory).toMatchObject({ notPossible: "a test" });
		const [kept, failed] = studySections(judge(journal.measured)).filter(({ id }) => id.startsWith("memory"));
		expect(kept?.lead).toContain("a test");
		expect(failed?.lead).toMatch(/^What is told of this above answers other .*nowhere/);
		await expect(runStudies(fewer, journal, [refused])).rejects.toMatchObject({ kind: "measurement" });
	});

	test("ends the run at once where it leaves an index shown: nothing after it could be trusted", async () => {
		const connection = await connect();
		const [{ table, name } = { table: "", name: "" }] = perf001.indexes;
		const careless = failing("memory", async () => {
			await connection.query("ALTER TABLE ?? ALTER INDEX ?? VISIBLE", [table, name]);
			throw new Error("left behind");
		});
		const journal = memoryJournal();
		try {
			await expect(runStudies({ ...asked, server }, journal, [careless, writes])).rejects.toThrow("left behind");
			expect(journal.measured.studies?.writes).toBeUndefined();
		} finally {
			await connection.query("ALTER TABLE ?? ALTER INDEX ?? INVISIBLE", [table, name]);
			await connection.end();
		}
	});
});
