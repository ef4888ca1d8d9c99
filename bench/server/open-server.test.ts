import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type IsolatedCache, isolatedCache, serverRequest } from "./fixtures/isolated-cache.ts";
import { putOnPath } from "./fixtures/path-folder.ts";
import { AUTO_ORDER, openServer, probeAll } from "./open-server.ts";

let cache: IsolatedCache;

beforeAll(async () => {
	cache = await isolatedCache();
});

afterAll(async () => {
	await cache.remove();
});

const image = process.env.INDEX_IMPACT_IMAGE;

test("auto takes the first source that can be had and says why not the earlier ones", async () => {
	const request = serverRequest({ cacheFolder: cache.folder, ...(image === undefined ? {} : { image }) });
	const usable = (await probeAll(request)).filter((server) => server.usable).map((server) => server.source);
	const expected = AUTO_ORDER.find((source) => usable.includes(source));
	const server = await openServer("auto", request);
	expect(server.source).toBe(expected);
	for (const passed of AUTO_ORDER.slice(0, AUTO_ORDER.indexOf(server.source))) {
		expect(server.why).toContain(`not ${passed}: `);
	}
	await server.stop();
	expect(await cache.runs()).toEqual([]);
});

test("auto goes on when a source that looked usable cannot start", async () => {
	const broken =
		"case \"$*\" in *--version*) echo 'mysqld  Ver 8.4.3 for Linux on x86_64' ;; *) echo '[ERROR] broken' >&2; exit 1 ;; esac";
	const takeOff = await putOnPath(join(cache.folder, "bin"), "mysqld", broken);
	try {
		// An image that is nowhere to be had makes the container source fail in the same way.
		const request = serverRequest({ cacheFolder: cache.folder, image: "index-impact-no-such-image:1" });
		const server = await openServer("auto", request);
		expect(server.source).toBe("packages");
		expect(server.why).toContain("not local: MySQL could not make a data directory");
		await server.stop();
		expect(await cache.runs()).toEqual([]);
	} finally {
		takeOff();
	}
});

test("a named source is not replaced by another", async () => {
	const takeOff = await putOnPath(join(cache.folder, "bin"), "mysqld", "exit 1");
	try {
		await expect(openServer("local", serverRequest({ cacheFolder: cache.folder }))).rejects.toMatchObject({
			kind: "environment",
		});
	} finally {
		takeOff();
	}
});

test("a URL is an order: auto uses nothing in its place", async () => {
	const url = "mysql://guest:geheim@no-such-host.invalid";
	await expect(openServer("auto", serverRequest({ cacheFolder: cache.folder, url }))).rejects.toMatchObject({
		kind: "environment",
		message: expect.stringContaining("cannot be resolved"),
	});
});

test("a run that was aborted before it began opens nothing", async () => {
	const signal = AbortSignal.abort();
	await expect(openServer("auto", serverRequest({ cacheFolder: cache.folder, signal }))).rejects.toMatchObject({
		kind: "interrupted",
	});
});
