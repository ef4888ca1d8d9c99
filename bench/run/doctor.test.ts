import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ServerSettings } from "../server/server.ts";
import { examine, renderDoctor } from "./doctor.ts";

let cacheFolder: string;

beforeEach(async () => {
	cacheFolder = await mkdtemp(join(tmpdir(), "index-impact-test-"));
});

afterEach(async () => {
	await rm(cacheFolder, { recursive: true });
});

function config(own: Partial<ServerSettings> = {}): ServerSettings {
	return { source: "auto", mysql: "8.4", cacheFolder, cacheLimitBytes: 20e9, ...own };
}

test("every source and every need is looked at, and nothing is started", async () => {
	const { servers, findings } = await examine(config());
	expect(servers.map(({ source }) => source)).toEqual(["url", "container", "local", "packages"]);
	expect(findings.map(({ what }) => what)).toEqual(["Node", "Disk", "Memory", "Charts"]);
	expect(await readdir(cacheFolder)).toEqual([]);
});

test("the source that is named is the one that a run would use", async () => {
	const examination = await examine(config());
	const first = examination.servers.find(({ source, usable }) => source !== "url" && usable)?.source;
	expect(examination).toMatchObject({ usable: first !== undefined, chosen: first });
	if (first) expect(renderDoctor(examination)).toContain(`A run here would use: ${first}.`);
});

test("a URL that does not work is not replaced, and its password is not shown", async () => {
	const examination = await examine(config({ url: "mysql://guest:geheim@no-such-host.invalid" }));
	expect(examination).toMatchObject({ usable: false, wanted: "url" });
	const text = renderDoctor(examination);
	expect(text).toContain("--  url");
	expect(text).toContain("cannot be resolved");
	expect(text).toContain("url cannot be used, and nothing else is taken in its place");
	expect(text).not.toContain("geheim");
});

test("a cache folder that cannot be made is said with the remedy", async () => {
	const { findings } = await examine(config({ cacheFolder: "/dev/null/cache" }));
	expect(findings.find(({ what }) => what === "Disk")).toMatchObject({
		fine: false,
		detail: expect.stringContaining("set INDEX_IMPACT_CACHE"),
	});
});
