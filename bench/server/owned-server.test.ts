import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { RowDataPacket } from "mysql2/promise";
import { afterEach, beforeEach, expect, test } from "vitest";
import { silentProgress } from "../../base/progress.ts";
import { connector } from "../../mysql/connect.ts";
import { type IsolatedCache, isolatedCache, serverRequest } from "./fixtures/isolated-cache.ts";
import { mysqldOf } from "./fixtures/seeding-run.ts";
import { packagesProvider } from "./packages.ts";
import type { Server } from "./server.ts";

const POOL = { bufferPoolBytes: 256 * 1024 * 1024 };

let cache: IsolatedCache;
let server: Server;
let notices: string[];

beforeEach(async () => {
	cache = await isolatedCache();
	notices = [];
	const progress = { ...silentProgress, notice: (line: string) => notices.push(line) };
	server = await packagesProvider.start(serverRequest({ cacheFolder: cache.folder, progress }));
});

afterEach(async () => {
	await server?.stop();
	await cache.remove();
});

async function rows(sql: string): Promise<RowDataPacket[]> {
	const connection = await connector(server.address, server.database)();
	return connection
		.query<RowDataPacket[]>(sql)
		.then(([result]) => result)
		.finally(() => connection.end());
}

async function killServer(): Promise<void> {
	process.kill(await mysqldOf(cache.folder), "SIGKILL");
}

test("a server that dies before its dataset is kept costs the next run the seeding, and not this run its life", async () => {
	await rows("CREATE TABLE made AS SELECT 42 AS answer");
	await killServer();
	await server.keepDataset();
	expect(notices.join("\n")).toMatch(/is not kept for later runs/);
	expect((await readdir(join(cache.folder, "datasets"))).filter((name) => !name.startsWith("empty-"))).toEqual([]);
	expect(await rows("SELECT answer FROM made")).toEqual([{ answer: 42 }]);
});

test("an end that was not in order is no restart, and the next attempt starts the server on what it left", async () => {
	await rows("CREATE TABLE made AS SELECT 42 AS answer");
	await killServer();
	await expect(server.restart?.(POOL)).rejects.toThrow(/did not shut down in order \(it was killed\)/);
	await server.restart?.(POOL);
	expect(await rows("SELECT answer FROM made")).toEqual([{ answer: 42 }]);
});
