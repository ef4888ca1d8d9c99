import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { RowDataPacket } from "mysql2/promise";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { silentProgress } from "../../base/progress.ts";
import { connector } from "../../mysql/connect.ts";
import { readVariables } from "../../mysql/variables.ts";
import { datasetFolder } from "./dataset-cache.ts";
import { abortWhen } from "./fixtures/abort-when.ts";
import { type IsolatedCache, isolatedCache, serverRequest } from "./fixtures/isolated-cache.ts";
import { processesWith } from "./fixtures/processes.ts";
import { packagesProvider } from "./packages.ts";
import type { Server } from "./server.ts";

let cache: IsolatedCache;

beforeEach(async () => {
	cache = await isolatedCache();
});

afterEach(async () => {
	await cache.remove();
});

async function rows(server: Server, sql: string): Promise<RowDataPacket[]> {
	const connection = await connector(server.address, server.database)();
	return connection
		.query<RowDataPacket[]>(sql)
		.then(([result]) => result)
		.finally(() => connection.end());
}

async function expectNothingLeft(): Promise<void> {
	expect(await cache.runs()).toEqual([]);
	expect(await processesWith(cache.folder)).toEqual([]);
}

test("a server from packages is private to the run and gone after stop", async () => {
	const server = await packagesProvider.start(serverRequest({ cacheFolder: cache.folder }));
	expect(server).toMatchObject({ source: "packages", owned: true, restored: false, address: { host: "127.0.0.1" } });

	const [row] = await rows(server, "SELECT VERSION() AS version, @@bind_address AS bound, DATABASE() AS chosen");
	expect(row?.version).toContain(server.version);
	expect(row).toMatchObject({ bound: "127.0.0.1", chosen: server.database });

	const connection = await connector(server.address)();
	const variables = await readVariables(connection).finally(() => connection.end());
	expect(variables).toMatchObject({
		innodb_stats_persistent_sample_pages: "2000",
		innodb_stats_auto_recalc: "OFF",
		innodb_flush_log_at_trx_commit: "2",
		log_bin: "OFF",
		performance_schema: "ON",
		time_zone: "+00:00",
	});

	const processes = await processesWith(cache.folder);
	expect(processes).toHaveLength(1);
	expect(processes[0]?.commandLine).not.toContain(server.address.password);
	// A session of its own, so that Ctrl-C in the terminal does not reach it.
	const fields = (await readFile(`/proc/${processes[0]?.pid}/stat`, "latin1")).replace(/^.*\) /, "").split(" ");
	expect(Number(fields[3])).toBe(processes[0]?.pid);

	await server.stop();
	await server.stop();
	await expectNothingLeft();
});

test("a kept dataset is there in the next run, at an unchanged address and then under a new password", async () => {
	const request = serverRequest({ cacheFolder: cache.folder });
	const first = await packagesProvider.start(request);
	await rows(first, "CREATE TABLE kept AS SELECT 42 AS answer");
	await first.keepDataset();
	expect(await rows(first, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
	await rows(first, "UPDATE kept SET answer = 0");
	await first.stop();

	const second = await packagesProvider.start(request);
	expect(second.restored).toBe(true);
	expect(second.address.password).not.toBe(first.address.password);
	expect(await rows(second, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
	await second.stop();

	const other = await packagesProvider.start({ ...request, datasetKey: "another" });
	expect(other.restored).toBe(false);
	await other.stop();
	await expectNothingLeft();
});

test("two runs at once on one kept dataset do not see each other", async () => {
	const request = serverRequest({ cacheFolder: cache.folder });
	const first = await packagesProvider.start(request);
	await rows(first, "CREATE TABLE kept AS SELECT 42 AS answer");
	await first.keepDataset();
	const second = await packagesProvider.start(request);
	await rows(second, "DROP TABLE kept");
	expect(await rows(first, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
	await first.stop();
	expect(await rows(second, "SHOW TABLES")).toEqual([]);
	await second.stop();
	await expectNothingLeft();
});

/** The cache folder in which a dataset lies whole, to be copied and damaged. */
let whole: Promise<{ readonly version: string; readonly datasets: string; readonly cache: IsolatedCache }> | undefined;
afterAll(async () => (await whole)?.cache.remove());

async function keptInACache() {
	const made = await isolatedCache();
	const first = await packagesProvider.start(serverRequest({ cacheFolder: made.folder }));
	await rows(first, "CREATE TABLE kept AS SELECT 42 AS answer");
	await first.keepDataset();
	await first.stop();
	return { version: first.version, datasets: join(made.folder, "datasets"), cache: made };
}

test.each<[string, (kept: string) => Promise<unknown>, RegExp]>([
	[
		"a table's file is cut off",
		(kept) => truncate(join(kept, "index_impact", "kept.ibd"), 40_000),
		/kept\.ibd has 40000 bytes/,
	],
	[
		"a value is changed in a table's file",
		(kept) => changeByte(join(kept, "index_impact", "kept.ibd")),
		/kept\.ibd has changed/,
	],
	["half of it was copied", (kept) => rm(join(kept, "mysql.ibd")), /mysql\.ibd is missing/],
	["it is another dataset's", (kept) => replaceBy(kept, "empty-"), /it holds empty-/],
	["it was put there by another tool", (kept) => rm(join(kept, "index-impact-manifest.json")), /nothing says what/],
])("a kept dataset is recognised and discarded when %s", async (_, damage, told) => {
	const request = serverRequest({ cacheFolder: cache.folder });
	whole ??= keptInACache();
	const { version, datasets } = await whole;
	await cp(datasets, join(cache.folder, "datasets"), { recursive: true, preserveTimestamps: true });
	await damage(datasetFolder({ ...request, version }));

	const notices: string[] = [];
	const progress = { ...silentProgress, notice: (line: string) => notices.push(line) };
	const second = await packagesProvider.start({ ...request, progress });
	expect(second.restored).toBe(false);
	expect(notices.join("\n")).toMatch(told);
	expect(await rows(second, "SHOW TABLES")).toEqual([]);
	await second.stop();
	await expectNothingLeft();
});

/** Changes one bit where the first row lies, and neither the size nor the time of the file. */
async function changeByte(path: string): Promise<void> {
	const { atime, mtime } = await stat(path);
	const bytes = await readFile(path);
	const place = 4 * 16_384 + 130;
	bytes[place] = (bytes[place] ?? 0) ^ 1;
	await writeFile(path, bytes);
	await utimes(path, atime, mtime);
}

async function replaceBy(kept: string, other: string): Promise<void> {
	const datasets = dirname(kept);
	const [name = ""] = (await readdir(datasets)).filter((found) => found.startsWith(other));
	await rm(kept, { recursive: true });
	await cp(join(datasets, name), kept, { recursive: true });
}

test.each(["making a data directory", "starting"])("an abort while %s leaves nothing behind", async (moment) => {
	await rm(join(cache.folder, "datasets"), { recursive: true });
	const { signal, progress } = abortWhen(moment);
	const start = packagesProvider.start(serverRequest({ cacheFolder: cache.folder, signal, progress }));
	await expect(start).rejects.toMatchObject({ kind: "interrupted" });
	await expectNothingLeft();
});

test("an abort while a kept data directory starts leaves nothing behind", async () => {
	const { signal, progress } = abortWhen("start MySQL");
	const start = packagesProvider.start(serverRequest({ cacheFolder: cache.folder, signal, progress }));
	await expect(start).rejects.toMatchObject({ kind: "interrupted" });
	await expectNothingLeft();
});

async function heldRun(...parameters: readonly string[]) {
	const script = join(import.meta.dirname, "fixtures", "held-run.ts");
	const child = spawn(process.execPath, [script, cache.folder, ...parameters], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const ended = once(child, "exit");
	await Promise.race([once(child.stdout, "data"), ended]);
	return { child, ended };
}

test.each([
	["what a killed harness left", []],
	["also a server that the harness was killed too early to list", ["processes"]],
])("the next start removes %s", async (_, lost) => {
	const { child, ended } = await heldRun();
	child.kill("SIGKILL");
	await ended;
	expect(await processesWith(cache.folder)).toHaveLength(1);
	const [run = "", ...others] = await cache.runs();
	expect(others).toEqual([]);
	for (const file of lost) await rm(join(cache.folder, "runs", run, file));

	const next = await packagesProvider.start(serverRequest({ cacheFolder: cache.folder }));
	expect(await processesWith(cache.folder)).toHaveLength(1);
	expect(await cache.runs()).toHaveLength(1);
	await next.stop();
	await expectNothingLeft();
});

test("a start does not disturb the server of another live run", async () => {
	const { child, ended } = await heldRun();
	const next = await packagesProvider.start(serverRequest({ cacheFolder: cache.folder }));
	expect(await cache.runs()).toHaveLength(2);
	await next.stop();
	expect(await processesWith(join(cache.folder, "runs"))).toHaveLength(1);
	child.kill("SIGKILL");
	await ended;
	await (await packagesProvider.start(serverRequest({ cacheFolder: cache.folder }))).stop();
	await expectNothingLeft();
});

test("a harness that exits without stop takes its server with it", async () => {
	const { ended } = await heldRun("exit");
	await ended;
	await expectNothingLeft();
});
