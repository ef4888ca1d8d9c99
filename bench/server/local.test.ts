import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connector } from "../../mysql/connect.ts";
import { type IsolatedCache, isolatedCache, serverRequest } from "./fixtures/isolated-cache.ts";
import { putOnPath, unpackedScript } from "./fixtures/path-folder.ts";
import { processesWith } from "./fixtures/processes.ts";
import { localProvider } from "./local.ts";

let cache: IsolatedCache;
let takeOff: (() => void) | undefined;

beforeEach(async () => {
	cache = await isolatedCache();
});

afterEach(async () => {
	takeOff?.();
	await cache.remove();
});

async function install(script: string): Promise<void> {
	takeOff = await putOnPath(join(cache.folder, "bin"), "mysqld", script);
}

test("a mysqld on PATH runs on a data directory of the tool's own and leaves nothing", async () => {
	await install(await unpackedScript(cache.folder));
	const server = await localProvider.start(serverRequest({ cacheFolder: cache.folder }));
	expect(server).toMatchObject({ source: "local", owned: true });
	expect(server.why).toContain(join(cache.folder, "bin", "mysqld"));
	const connection = await connector(server.address, server.database)();
	const [rows] = await connection.query("SELECT REGEXP_LIKE(VERSION(), ?) AS same", [`^${server.version}`]);
	await connection.end();
	expect(rows).toEqual([{ same: 1 }]);
	await server.stop();
	expect(await cache.runs()).toEqual([]);
	expect(await processesWith(join(cache.folder, "runs"))).toEqual([]);
});

test("MariaDB's mysqld is recognised and refused with what it lacks", async () => {
	await install("echo 'mysqld  Ver 10.11.14-MariaDB-0+deb12u2 for debian-linux-gnu on x86_64 (Debian 12)'");
	const { usable, reason } = await localProvider.probe({ mysql: "8.4", cacheFolder: cache.folder });
	expect(usable).toBe(false);
	expect(reason).toContain("MariaDB 10.11.14, which has neither use_invisible_indexes nor EXPLAIN ANALYZE");
	await expect(localProvider.start(serverRequest({ cacheFolder: cache.folder }))).rejects.toMatchObject({
		kind: "environment",
		remedy: expect.stringContaining("Install MySQL 8.0.18"),
	});
});

test("a MySQL that is too old is refused", async () => {
	await install("echo 'mysqld  Ver 5.7.44 for Linux on x86_64 (MySQL Community Server (GPL))'");
	const { usable, reason } = await localProvider.probe({ mysql: "8.4", cacheFolder: cache.folder });
	expect({ usable, reason }).toMatchObject({ usable: false, reason: expect.stringContaining("older than 8.0.18") });
});

test("a mysqld that cannot make a data directory fails with its own words and leaves nothing", async () => {
	await install(
		"case \"$*\" in *--version*) echo 'mysqld  Ver 8.4.3 for Linux on x86_64' ;; *) echo '[ERROR] Permission denied' >&2; exit 1 ;; esac",
	);
	await expect(localProvider.start(serverRequest({ cacheFolder: cache.folder }))).rejects.toMatchObject({
		kind: "environment",
		message: expect.stringContaining("[ERROR] Permission denied"),
		remedy: expect.stringContaining("AppArmor"),
	});
	expect(await cache.runs()).toEqual([]);
});
