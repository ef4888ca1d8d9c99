import { randomBytes } from "node:crypto";
import { type ContainerRuntimeClient, ImageName } from "testcontainers";
import { abortable, withTimeout } from "../../base/abortable.ts";
import { BenchError, messageOf } from "../../base/errors.ts";
import { newRunName } from "../../base/run-owner.ts";
import type { Address } from "../../mysql/connect.ts";
import { isLoopback } from "../../mysql/server-url.ts";
import { fitVersion } from "../../mysql/supported-version.ts";
import { freeInContainer } from "./container-disk.ts";
import { findEngine, imageHindrance, removeContainersOf, sweepContainers } from "./container-engine.ts";
import { type RunningContainer, startContainer } from "./container-start.ts";
import { commitDataset, datasetImage, forgetDatasets, hasImage } from "./dataset-image.ts";
import { freePort } from "./free-port.ts";
import { noteImageUse } from "./image-use.ts";
import { interrupted, waitUntilReady } from "./readiness.ts";
import { shrinkRedoLog } from "./redo-log.ts";
import { OWN_DATABASE, type Server, type ServerProvider, type ServerRequest } from "./server.ts";

const START_ENGINE = "Start Docker (or another engine that Testcontainers finds), or choose another --server.";
const STOP_LIMIT_SECONDS = 120;
const START_LIMIT_MS = 180_000;
/** For one request to the engine: longer than the server may take to shut down. */
const ENGINE_LIMIT_MS = 180_000;
const PULL_LIMIT_MS = 30 * 60_000;
const COMMIT_LIMIT_MS = 15 * 60_000;

/** MySQL in a container of its own, from the official image or one that the user names. */
export const containerProvider: ServerProvider = {
	source: "container",

	async probe(request) {
		const engine = await findEngine();
		if (!engine) return { source: "container", usable: false, reason: "no container engine answers" };
		const image = imageOf(request);
		const hindrance = await imageHindrance(engine, image);
		if (hindrance !== undefined) return { source: "container", usable: false, reason: hindrance };
		const { serverVersion } = engine.info.containerRuntime;
		return {
			source: "container",
			usable: true,
			reason: `a container engine (${serverVersion}) answers, image ${image}`,
		};
	},

	async start(request) {
		const engine = await findEngine(15_000);
		if (!engine) throw new BenchError("environment", "No container engine answers.", START_ENGINE);
		await sweepContainers(engine);
		const image = imageOf(request);
		await pull(engine, image, request);
		const run = newRunName();
		try {
			return await startServer(engine, image, run, request);
		} catch (error) {
			// The engine may be what failed; then the next run removes what is left.
			await removeContainersOf(engine, run).catch(() => undefined);
			throw request.signal.aborted ? interrupted() : error;
		}
	},
};

function imageOf({ image, mysql }: Pick<ServerRequest, "image" | "mysql">): string {
	return image ?? `mysql:${mysql}`;
}

async function pull(engine: ContainerRuntimeClient, image: string, { progress, signal }: ServerRequest): Promise<void> {
	if (await hasImage(engine, image)) return;
	const task = progress.task(`pull the image ${image}`, 0, "");
	try {
		const pulling = engine.image.pull(ImageName.fromString(image));
		const limited = withTimeout(pulling, PULL_LIMIT_MS, `The image ${image} was not pulled`);
		await abortable(limited, signal, { instead: interrupted });
	} catch (error) {
		if (error instanceof BenchError) throw error;
		throw new BenchError(
			"environment",
			`The image ${image} could not be pulled: ${messageOf(error)}`,
			"Check the image's name and the network, or choose another --server.",
			{ cause: error },
		);
	} finally {
		task.finish();
	}
}

async function startServer(
	engine: ContainerRuntimeClient,
	image: string,
	run: string,
	request: ServerRequest,
): Promise<Server> {
	const dataset = await datasetImage(engine, image, request.datasetKey);
	const restored = (await hasImage(engine, dataset)) ? await startRestored(engine, dataset, run, request) : undefined;
	const running = restored ?? (await attempt(engine, image, run, false, request));
	const reading = fitVersion(running.address, `The image ${image}`);
	const limited = withTimeout(reading, ENGINE_LIMIT_MS, "MySQL did not tell its version");
	const version = await abortable(limited, request.signal, { instead: interrupted });
	return {
		source: "container",
		version,
		image,
		why: `MySQL ${version} in a container of the image ${image}`,
		owned: true,
		restored: restored !== undefined,
		address: running.address,
		database: OWN_DATABASE,
		freeDisk: () => freeInContainer(engine, running.id),
		keepDataset: () => keep(engine, running, dataset, request),
		// At once: the container is thrown away with its data.
		stop: () => removeContainersOf(engine, run),
	};
}

/** @returns undefined when the kept dataset does not start: then it is discarded. */
async function startRestored(
	engine: ContainerRuntimeClient,
	dataset: string,
	run: string,
	request: ServerRequest,
): Promise<RunningContainer | undefined> {
	try {
		const running = await attempt(engine, dataset, run, true, request);
		await noteImageUse(request.cacheFolder, dataset);
		return running;
	} catch (error) {
		if (request.signal.aborted) throw error;
		request.progress.notice(`The kept dataset did not start and is made anew. ${messageOf(error)}`);
		await removeContainersOf(engine, run);
		await forgetDatasets(engine, request.cacheFolder, { useless: dataset });
		return undefined;
	}
}

async function attempt(
	engine: ContainerRuntimeClient,
	image: string,
	run: string,
	restored: boolean,
	{ datasetBytes, progress, signal }: ServerRequest,
): Promise<RunningContainer> {
	const task = progress.task("start the MySQL container", 0, "");
	const { host } = engine.info.containerRuntime;
	const address: Address = {
		host: isLoopback(host) ? "127.0.0.1" : host,
		// Chosen here, since one that the engine chooses would change when the container restarts.
		port: await freePort(),
		user: "root",
		password: randomBytes(18).toString("base64url"),
	};
	try {
		return await startContainer(engine, { image, address, run, datasetBytes, restored, signal }, progress);
	} finally {
		task.finish();
	}
}

/** A dataset that cannot be kept costs the next run a minute, not this run its life. */
async function keep(
	engine: ContainerRuntimeClient,
	{ id, address }: RunningContainer,
	dataset: string,
	request: ServerRequest,
): Promise<void> {
	const { progress, signal } = request;
	const container = engine.container.getById(id);
	const task = progress.task("keep the dataset as an image", 0, "");
	try {
		// A commit that is given up ends in the engine, as a dataset like any other, or with the container's removal.
		await abortable(keepStopped(engine, id, address, dataset, request), signal, {
			instead: () => interrupted("the dataset was being kept"),
		});
	} catch (error) {
		if (signal.aborted) throw error;
		progress.notice(`The dataset is not kept for later runs: ${messageOf(error)}`);
	} finally {
		task.finish();
	}
	const { State } = await withTimeout(container.inspect(), ENGINE_LIMIT_MS, "The container engine did not answer");
	if (!State.Running) {
		await withTimeout(container.start(), ENGINE_LIMIT_MS, "The container engine did not start the container again");
	}
	await waitUntilReady(address, { signal, limitMs: START_LIMIT_MS });
}

/** Stops the container and makes an image of it. @throws when it did not stop in order: then it is not one to keep. */
async function keepStopped(
	engine: ContainerRuntimeClient,
	id: string,
	address: Address,
	dataset: string,
	{ cacheFolder, cacheLimitBytes, datasetTitle, progress, signal }: ServerRequest,
): Promise<void> {
	const container = engine.container.getById(id);
	await withTimeout(shrinkRedoLog(address), STOP_LIMIT_SECONDS * 1000, "MySQL did not shrink its redo log");
	signal.throwIfAborted();
	await withTimeout(container.stop({ t: STOP_LIMIT_SECONDS }), ENGINE_LIMIT_MS, "The container did not stop");
	const { State } = await withTimeout(container.inspect(), ENGINE_LIMIT_MS, "The container engine did not answer");
	if (State.ExitCode !== 0) throw new Error(`MySQL did not shut down in order (exit status ${State.ExitCode})`);
	signal.throwIfAborted();
	const committing = commitDataset(engine, id, dataset, datasetTitle);
	await withTimeout(committing, COMMIT_LIMIT_MS, "The container engine did not save the dataset");
	await noteImageUse(cacheFolder, dataset);
	await forgetDatasets(engine, cacheFolder, { limitBytes: cacheLimitBytes, keep: dataset }).catch((error: unknown) =>
		progress.notice(`Datasets of earlier runs are not removed: ${messageOf(error)}`),
	);
}
