import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import type { RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silentProgress } from "../../base/progress.ts";
import { newRunName, ownerOf } from "../../base/run-owner.ts";
import { connector } from "../../mysql/connect.ts";
import { containerProvider } from "./container.ts";
import { findEngine, RUN_LABEL } from "./container-engine.ts";
import { datasetImage, forgetDatasets, listDatasetImages } from "./dataset-image.ts";
import { abortWhen } from "./fixtures/abort-when.ts";
import { type IsolatedCache, isolatedCache, serverRequest } from "./fixtures/isolated-cache.ts";
import type { Server, ServerRequest } from "./server.ts";

const image = process.env.INDEX_IMPACT_IMAGE;
const engine = await findEngine();
const request = { mysql: "8.4", cacheFolder: "", ...(image === undefined ? {} : { image }) };
const { usable, reason } = await containerProvider.probe(request);

/** Containers of this process's runs, in whatever state. */
async function containers(): Promise<string[]> {
	const all = await engine?.container.dockerode.listContainers({ all: true, filters: { label: [RUN_LABEL] } });
	return (all ?? []).map(({ Labels }) => Labels[RUN_LABEL] ?? "").filter((run) => ownerOf(run)?.pid === process.pid);
}

async function rows(server: Server, sql: string): Promise<RowDataPacket[]> {
	const connection = await connector(server.address, server.database)();
	return connection
		.query<RowDataPacket[]>(sql)
		.then(([result]) => result)
		.finally(() => connection.end());
}

// An engine on the system's own socket is found whatever DOCKER_HOST says.
test.skipIf(existsSync("/var/run/docker.sock"))("where no engine answers, that is the reason", async () => {
	const script = `
		const { containerProvider } = await import(${JSON.stringify(join(import.meta.dirname, "container.ts"))});
		console.log(JSON.stringify(await containerProvider.probe({ mysql: "8.4", cacheFolder: "" })));
	`;
	const { stdout } = await execa(process.execPath, ["--input-type=module-typescript", "-e", script], {
		env: { DOCKER_HOST: "unix:///no/such.sock", HOME: "/nonexistent", XDG_RUNTIME_DIR: "/nonexistent" },
	});
	expect(JSON.parse(stdout)).toEqual({ source: "container", usable: false, reason: "no container engine answers" });
});

describe.skipIf(!usable)(`in a container (${reason})`, () => {
	let cache: IsolatedCache;
	const datasetKey = `test-${newRunName()}`;
	const own = (more: Partial<ServerRequest> = {}) =>
		serverRequest({ ...request, cacheFolder: cache.folder, datasetKey, ...more });

	beforeAll(async () => {
		cache = await isolatedCache();
	});

	afterAll(async () => {
		if (engine && cache) {
			const useless = await datasetImage(engine, image ?? "mysql:8.4", datasetKey);
			await forgetDatasets(engine, cache.folder, { useless });
		}
		await cache?.remove();
	});

	/** When the kept dataset was last used, by the listing. */
	async function usedAt(): Promise<number> {
		if (!engine) return Number.NaN;
		const id = await datasetImage(engine, image ?? "mysql:8.4", datasetKey);
		const listed = await listDatasetImages(engine, cache.folder);
		return listed.find((dataset) => dataset.id === id)?.usedAt.getTime() ?? Number.NaN;
	}

	/** Cuts off the system tablespace of the kept dataset. */
	async function damageDataset(): Promise<void> {
		if (!engine) return;
		const kept = await datasetImage(engine, image ?? "mysql:8.4", datasetKey);
		const damager = await engine.container.create({
			Image: kept,
			Entrypoint: ["sh", "-c", "truncate -s 100 /var/lib/index-impact/ibdata1"],
		});
		await damager.start();
		await damager.wait();
		const [repo = "", tag = ""] = kept.split(":");
		await damager.commit({ repo, tag, changes: `ENTRYPOINT ${JSON.stringify(await entrypointOf(kept))}` });
		await damager.remove();
	}

	async function entrypointOf(name: string): Promise<unknown> {
		return (await engine?.container.dockerode.getImage(name).inspect())?.Config.Entrypoint;
	}

	test("a server is bound to the loopback interface and gone after stop", async () => {
		const server = await containerProvider.start(own());
		expect(server).toMatchObject({ source: "container", owned: true, restored: false });
		expect(await rows(server, "SELECT @@innodb_stats_persistent_sample_pages AS pages")).toEqual([{ pages: 2000 }]);
		const all = await engine?.container.dockerode.listContainers({ filters: { label: [RUN_LABEL] } });
		const mine = all?.find(({ Labels }) => ownerOf(Labels[RUN_LABEL] ?? "")?.pid === process.pid);
		const mapped = mine?.Ports.filter(({ PublicPort }) => PublicPort !== undefined);
		expect(mapped).toMatchObject([{ IP: "127.0.0.1", PublicPort: server.address.port }]);
		await server.stop();
		await server.stop();
		expect(await containers()).toEqual([]);
	});

	test("a kept dataset is there in the next run, at an unchanged address and then under a new password", async () => {
		const first = await containerProvider.start(own());
		await rows(first, "CREATE TABLE kept AS SELECT 42 AS answer");
		await first.keepDataset();
		expect(await rows(first, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
		await first.stop();
		const kept = await usedAt();
		const second = await containerProvider.start(own());
		expect(second.restored).toBe(true);
		expect(await usedAt()).toBeGreaterThan(kept);
		expect(second.address.password).not.toBe(first.address.password);
		expect(await rows(second, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
		await second.stop();
		expect(await containers()).toEqual([]);
	});

	test("a kept dataset that does not start is discarded and said so", async () => {
		const first = await containerProvider.start(own());
		await first.keepDataset();
		await first.stop();
		await damageDataset();
		const notices: string[] = [];
		const progress = { ...silentProgress, notice: (line: string) => notices.push(line) };
		const second = await containerProvider.start(own({ progress }));
		expect(second.restored).toBe(false);
		expect(notices.join("\n")).toMatch(/did not start and is made anew[\s\S]*(ibdata1|InnoDB|ERROR)/);
		await second.stop();
		expect(await containers()).toEqual([]);
	});

	test("a server that dies before its dataset is kept costs the next run the seeding, and not this run its life", async () => {
		const notices: string[] = [];
		const progress = { ...silentProgress, notice: (line: string) => notices.push(line) };
		const server = await containerProvider.start(own({ progress, datasetKey: `${datasetKey}-dies` }));
		await rows(server, "CREATE TABLE made AS SELECT 42 AS answer");
		const all = await engine?.container.dockerode.listContainers({ filters: { label: [RUN_LABEL] } });
		const mine = all?.find(({ Labels }) => ownerOf(Labels[RUN_LABEL] ?? "")?.pid === process.pid);
		await engine?.container.getById(mine?.Id ?? "").kill();
		await server.keepDataset();
		expect(notices.join("\n")).toMatch(/is not kept for later runs/);
		expect(await rows(server, "SELECT answer FROM made")).toEqual([{ answer: 42 }]);
		await server.stop();
		expect(await containers()).toEqual([]);
	});

	test("an abort while a dataset is kept leaves no container behind", async () => {
		const { signal, progress } = abortWhen("keep the dataset as an image");
		const server = await containerProvider.start(own({ signal, progress, datasetKey: `${datasetKey}-aborted` }));
		await expect(server.keepDataset()).rejects.toMatchObject({ kind: "interrupted" });
		await server.stop();
		expect(await containers()).toEqual([]);
	});

	test("an abort while the container starts leaves nothing behind", async () => {
		const { signal, progress } = abortWhen("start the MySQL container");
		await expect(containerProvider.start(own({ signal, progress }))).rejects.toMatchObject({ kind: "interrupted" });
		expect(await containers()).toEqual([]);
	});

	test("an abort while MySQL starts in the container leaves nothing behind", async () => {
		const abort = new AbortController();
		const start = containerProvider.start(own({ signal: abort.signal }));
		await expect.poll(containers, { timeout: 60_000 }).toHaveLength(1);
		abort.abort();
		await expect(start).rejects.toMatchObject({ kind: "interrupted" });
		expect(await containers()).toEqual([]);
	});

	test("the next start removes the container of a dead run and no live one's", async () => {
		const live = await containerProvider.start(own());
		const dead = newRunName().replace(/-(\d+)-\w+-(\w+)$/, "-$1-1-$2");
		const created = await engine?.container.create({ Image: image ?? "mysql:8.4", Labels: { [RUN_LABEL]: dead } });
		const next = await containerProvider.start(own());
		await expect(created?.inspect()).rejects.toMatchObject({ statusCode: 404 });
		expect(await rows(live, "SELECT 1 AS alive")).toEqual([{ alive: 1 }]);
		await next.stop();
		await live.stop();
		expect(await containers()).toEqual([]);
	});

	test("an image that cannot be had is said, and nothing is left", async () => {
		const start = containerProvider.start(own({ image: "index-impact-no-such-image:1" }));
		await expect(start).rejects.toMatchObject({ kind: "environment", message: expect.stringContaining("be pulled") });
		expect(await containers()).toEqual([]);
	});
});
