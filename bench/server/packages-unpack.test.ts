import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { HOW_TO_GET_MYSQL } from "../../mysql/supported-version.ts";
import { abortWhen } from "./fixtures/abort-when.ts";
import { serverRequest } from "./fixtures/isolated-cache.ts";
import { processesWith } from "./fixtures/processes.ts";
import { packagesProvider } from "./packages.ts";

let cacheFolder: string;
const environment = {
	PATH: process.env.PATH,
	http_proxy: process.env.http_proxy,
	https_proxy: process.env.https_proxy,
};

beforeEach(async () => {
	cacheFolder = await mkdtemp(join(tmpdir(), "index-impact-test-"));
});

afterEach(async () => {
	for (const [name, value] of Object.entries(environment)) {
		if (value === undefined) delete process.env[name];
		else process.env[name] = value;
	}
	await rm(cacheFolder, { recursive: true });
});

async function expectNothingLeft(): Promise<void> {
	expect(await readdir(join(cacheFolder, "runs"))).toEqual([]);
	expect(await readdir(join(cacheFolder, "mysql")).catch(() => [])).toEqual([]);
	expect(await processesWith(cacheFolder)).toEqual([]);
}

test("without apt-get the packages are no source, and it is said what to install instead", async () => {
	process.env.PATH = cacheFolder;
	expect(await packagesProvider.probe({ mysql: "8.4", cacheFolder })).toMatchObject({
		usable: false,
		reason: expect.stringContaining("apt-get"),
	});
	await expect(packagesProvider.start(serverRequest({ cacheFolder }))).rejects.toMatchObject({
		kind: "environment",
		message: expect.stringContaining("apt-get"),
		remedy: HOW_TO_GET_MYSQL,
	});
	await expectNothingLeft();
});

describe.skipIf(!existsSync("/usr/bin/apt-get"))("with apt-get", () => {
	test("without a network the start fails with apt's own reason and leaves nothing", async () => {
		process.env.http_proxy = "http://127.0.0.1:9";
		process.env.https_proxy = "http://127.0.0.1:9";
		await expect(packagesProvider.start(serverRequest({ cacheFolder }))).rejects.toMatchObject({
			kind: "environment",
			message: expect.stringMatching(/could not be fetched from the distribution's packages: .*(fetch|connect)/i),
			remedy: expect.stringContaining("apt-get update"),
		});
		await expectNothingLeft();
	});

	test.each(["reading the package lists", "downloading"])("an abort while %s leaves nothing behind", async (moment) => {
		const { signal, progress } = abortWhen(moment);
		const start = packagesProvider.start(serverRequest({ cacheFolder, signal, progress }));
		await expect(start).rejects.toMatchObject({ kind: "interrupted" });
		await expectNothingLeft();
	});
});
