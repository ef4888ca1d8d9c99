import { readFile } from "node:fs/promises";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { BenchError } from "../base/errors.ts";
import { type Progress, silentProgress } from "../base/progress.ts";
import { startOwnMysql } from "../bench/server/fixtures/real-mysql.ts";
import type { Server } from "../bench/server/server.ts";
import { type Connector, connector } from "../mysql/connect.ts";
import { MARKER_TABLE } from "./dataset-marker.ts";
import { generatedDigests } from "./fixtures/generated-digests.ts";
import { type DatasetReport, type DatasetRequest, provideDataset } from "./provide-dataset.ts";
import { parseScale } from "./scale.ts";
import { terpDataset } from "./terp/dataset.ts";

let server: Server;
let admin: Connection;
let database: string;
let connect: Connector;
let made = 0;

beforeAll(async () => {
	({ server } = await startOwnMysql());
	admin = await connector(server.address)();
});

afterAll(async () => {
	await admin.end();
	await server.stop();
});

beforeEach(async () => {
	database = `dataset_${++made}`;
	await admin.query(`CREATE DATABASE ${database}`);
	connect = connector(server.address, database);
});

afterEach(async () => {
	await admin.query("SET GLOBAL local_infile = ON");
	await admin.query(`DROP DATABASE ${database}`);
});

const provide = (own: Partial<DatasetRequest> = {}): Promise<DatasetReport> =>
	provideDataset({
		connect,
		database,
		spec: terpDataset,
		scale: parseScale("smoke"),
		seed: 1,
		ownedServer: true,
		progress: silentProgress,
		signal: new AbortController().signal,
		...own,
	});

const digests = (report: DatasetReport) => report.tables.map(({ name, rows, digest }) => ({ name, rows, digest }));

async function rows(sql: string): Promise<readonly RowDataPacket[]> {
	const [found] = await admin.query<RowDataPacket[]>(sql.replaceAll("@db", database));
	return found;
}

test("the tables hold the rows the scale asks for, checked byte for byte and by the dataset's rules", async () => {
	const report = await provide();
	const volumes = terpDataset.volumes(parseScale("smoke"));
	expect(Object.fromEntries(report.tables.map(({ name, rows: count }) => [name, count]))).toEqual(volumes);
	for (const [table, count] of Object.entries(volumes)) {
		expect((await rows(`SELECT COUNT(*) AS n FROM @db.\`${table}\``))[0]?.n).toBe(count);
	}
	expect(report).toMatchObject({ reused: false, scale: "smoke", audit: { failed: [] } });
	expect(report.audit.passed).toContain("the ledger's debits equal its credits");
	expect(report.audit.passed).toContain("every sales.batchId is in batches");
	expect(report.audit.passed).toHaveLength(terpDataset.tables.length + terpDataset.rules.length);
	expect(report.tables.every(({ dataBytes }) => dataBytes > 0)).toBe(true);
});

test("any number of workers stores the rows that are pinned for every server, and another seed stores others", async () => {
	const pinned = JSON.parse(await readFile(new URL("./terp/pinned-rows.json", import.meta.url), "utf8"));
	const reports: DatasetReport[] = [];
	for (const workers of [1, 2, 4]) {
		const report = await provide({ workers });
		expect(report.reused).toBe(false);
		expect(Object.fromEntries(report.tables.map(({ name, digest }) => [name, digest]))).toEqual(pinned.digests.smoke);
		reports.push(report);
		await admin.query(`DROP TABLE ${database}.${MARKER_TABLE}`);
	}
	const [one] = reports as [DatasetReport];
	const different = await provide({ seed: 2 });
	expect(different.fingerprint).not.toBe(one.fingerprint);
	const sales = (report: DatasetReport) => report.tables.find(({ name }) => name === "sales")?.digest;
	expect(sales(different)).not.toBe(sales(one));
});

test("a complete dataset is used again, with its digests and the audit of its making", async () => {
	const first = await provide();
	const second = await provide();
	expect(second).toMatchObject({ reused: true, rowsPerSecond: 0, fingerprint: first.fingerprint });
	expect(digests(second)).toEqual(digests(first));
	expect(second.audit).toEqual(first.audit);
});

test("only files proven to be untouched are spared the comparison with their digests", async () => {
	const first = await provide();
	await rows("UPDATE @db.sales SET quantity = '1' WHERE id = 1");
	expect((await provide({ proven: true })).reused).toBe(true);
	const notices: string[] = [];
	const progress: Progress = { ...silentProgress, notice: (line) => notices.push(line) };
	const again = await provide({ progress });
	expect(notices.join()).toMatch(/not as it was made.*sales: 3000 rows of 3000, digest/);
	expect(digests(again)).toEqual(digests(first));
});

test("what must be made is announced before anything is changed, and a refusal leaves the database as it is", async () => {
	await provide();
	const refuse = async () => {
		throw new BenchError("environment", "No room.", "Make some.");
	};
	expect((await provide({ beforeMaking: refuse })).reused).toBe(true);
	await expect(provide({ seed: 2, beforeMaking: refuse })).rejects.toThrow("No room.");
	expect((await provide()).reused).toBe(true);
});

test.each([
	["rows are missing", "DELETE FROM @db.sales WHERE id = 1000"],
	["a value was changed", "UPDATE @db.ledgerEntries SET debit = debit + 0.01 WHERE id = 1001"],
	["a value stands where none was made", "UPDATE @db.sales SET notes = 'urgent' WHERE id = 7"],
	["a table is gone", "DROP TABLE @db.tags"],
	["an index was added", "CREATE INDEX idx_sales_batch_id ON @db.sales (batchId)"],
	["it was never finished", `UPDATE @db.${MARKER_TABLE} SET complete = 0`],
	["the marker cannot be read", `UPDATE @db.${MARKER_TABLE} SET content = '{'`],
	[
		"it is another dataset's",
		`UPDATE @db.${MARKER_TABLE} SET content = REPLACE(content, '"fingerprint":"', '"fingerprint":"x')`,
	],
])("a dataset is made again when %s", async (_, damage) => {
	const first = await provide();
	await rows(damage);
	const second = await provide();
	expect(second.reused).toBe(false);
	expect(digests(second)).toEqual(digests(first));
});

test("data that do not satisfy a rule are never marked as complete", async () => {
	const spec = { ...terpDataset, rules: [{ holds: "nobody sells", violations: "SELECT COUNT(*) FROM sales" }] };
	await expect(provide({ spec })).rejects.toThrow(/not true 3000 times: nobody sells/);
	expect(await rows(`SHOW TABLES FROM @db LIKE '${MARKER_TABLE}'`)).toEqual([]);
});

test("tables of others in the database are left alone", async () => {
	await rows("CREATE TABLE @db.somebody_elses (id INT PRIMARY KEY)");
	await provide();
	expect(await rows("SHOW TABLES FROM @db LIKE 'somebody_elses'")).toHaveLength(1);
});

/** Calls back once, when the first rows are on their way. */
function whenLoading(act: () => void): Progress {
	let called = false;
	const update = () => {
		if (!called) act();
		called = true;
	};
	return { task: () => ({ update, finish() {} }), notice() {} };
}

/** Those that loading changes on a server of the tool's own. */
async function loadSettings(): Promise<readonly unknown[]> {
	const [hashed] = await rows("SELECT @@GLOBAL.innodb_adaptive_hash_index AS value");
	const [logged] = await rows("SHOW GLOBAL STATUS LIKE 'Innodb_redo_log_enabled'");
	return [hashed?.value, logged?.Value];
}

test.each([0, 1])(
	"a load leaves the server's settings as they were, also when it is aborted: hashed access %i",
	async (hashed) => {
		await admin.query(`SET GLOBAL innodb_adaptive_hash_index = ${hashed}`);
		try {
			const during: Promise<readonly unknown[]>[] = [];
			await provide({ progress: whenLoading(() => during.push(loadSettings())) });
			expect(await Promise.all(during)).toEqual([[1, "OFF"]]);
			expect(await loadSettings()).toEqual([hashed, "ON"]);
			const abort = new AbortController();
			const load = provide({ seed: 2, signal: abort.signal, progress: whenLoading(() => abort.abort()) });
			await expect(load).rejects.toMatchObject({ kind: "interrupted" });
			expect(await loadSettings()).toEqual([hashed, "ON"]);
			await provide({ ownedServer: false, seed: 3, progress: whenLoading(() => during.push(loadSettings())) });
			expect((await Promise.all(during))[1]).toEqual([hashed, "ON"]);
		} finally {
			await admin.query("SET GLOBAL innodb_adaptive_hash_index = DEFAULT");
		}
	},
);

async function expectCleanRestart(): Promise<void> {
	expect(await rows(`SHOW TABLES FROM @db LIKE '${MARKER_TABLE}'`)).toEqual([]);
	const report = await provide();
	expect(report).toMatchObject({ reused: false, audit: { failed: [] } });
	const expected = await generatedDigests(terpDataset, "smoke", 1);
	expect(Object.fromEntries(report.tables.map(({ name, digest }) => [name, digest]))).toEqual(expected);
}

test("an abort ends the load at once, leaves no session behind, and the next call starts clean", async () => {
	const abort = new AbortController();
	const load = provide({ signal: abort.signal, progress: whenLoading(() => abort.abort()) });
	await expect(load).rejects.toMatchObject({ kind: "interrupted" });
	await expectCleanRestart();
});

test("a killed session ends the load with a sentence, and the next call starts clean", async () => {
	const killAll = async () => {
		const sessions = await rows("SELECT ID FROM information_schema.PROCESSLIST WHERE DB = '@db'");
		for (const { ID } of sessions) await admin.query(`KILL ${ID}`).catch(() => undefined);
	};
	const load = provide({ scale: parseScale("terp"), progress: whenLoading(() => void killAll()) });
	await expect(load).rejects.toMatchObject({ name: "BenchError", kind: "measurement" });
	await expectCleanRestart();
});

test("a server that is not ours and forbids LOCAL INFILE is named with the remedy", async () => {
	await admin.query("SET GLOBAL local_infile = OFF");
	await expect(provide({ ownedServer: false })).rejects.toMatchObject({
		kind: "environment",
		remedy: expect.stringContaining("local_infile"),
	});
	expect((await rows("SELECT @@GLOBAL.local_infile AS allowed"))[0]?.allowed).toBe(0);
	// On our own server it is simply allowed.
	expect((await provide()).reused).toBe(false);
});

test("two runs do not fill the same database at once", async () => {
	const results = await Promise.allSettled([provide(), provide()]);
	const refused = results.filter((result) => result.status === "rejected");
	// Either the second waits long enough to reuse, or it is refused with a sentence.
	for (const { reason } of refused) expect(reason).toMatchObject({ kind: "environment" });
	expect((await provide()).reused).toBe(true);
});
