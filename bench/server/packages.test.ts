import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import type { RowDataPacket } from "mysql2/promise";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connector } from "../../seed/mysql.ts";
import { silentProgress } from "../../seed/progress.ts";
import { datasetFolder } from "./dataset-cache.ts";
import { abortWhen } from "./fixtures/abort-when.ts";
import { type IsolatedCache, isolatedCache, serverRequest } from "./fixtures/isolated-cache.ts";
import { processesWith } from "./fixtures/processes.ts";
import { packagesProvider } from "./packages.ts";
import type { Server } from "./server.ts";
import { readVariables } from "./variables.ts";

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

test("a kept dataset that does not start is discarded and said so", async () => {
	const request = serverRequest({ cacheFolder: cache.folder });
	const first = await packagesProvider.start(request);
	await first.keepDataset();
	await first.stop();
	const kept = datasetFolder({ ...request, version: first.version });
	await truncate(join(kept, "ibdata1"), 100);

	const notices: string[] = [];
	const progress = { ...silentProgress, notice: (line: string) => notices.push(line) };
	const second = await packagesProvider.start({ ...request, progress });
	expect(second.restored).toBe(false);
	expect(notices.join("\n")).toContain("did not start and is made anew");
	await second.stop();
	await expectNothingLeft();
});

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

test("the next start removes what a killed harness left", async () => {
	const { child, ended } = await heldRun();
	child.kill("SIGKILL");
	await ended;
	expect(await processesWith(cache.folder)).toHaveLength(1);
	expect(await cache.runs()).toHaveLength(1);

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
