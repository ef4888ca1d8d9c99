import { rm } from "node:fs/promises";
import { join } from "node:path";
import { abortable, withTimeout } from "../../base/abortable.ts";
import { folderBytes, freeBytes } from "../../base/disk.ts";
import { BenchError, messageOf } from "../../base/errors.ts";
import { type Address, connector } from "../../mysql/connect.ts";
import { type DatasetName, discardDataset, keepDataset, restoreDataset } from "./dataset-cache.ts";
import { sweepRemoved } from "./kept-datasets.ts";
import { initialise, type MysqldProcess, type MysqldSetup, startMysqld } from "./mysqld-process.ts";
import type { MysqldProgram } from "./mysqld-program.ts";
import { interrupted } from "./readiness.ts";
import { shrinkRedoLog } from "./redo-log.ts";
import type { RunFolder } from "./run-folder.ts";
import { OWN_DATABASE, type Server, type ServerRequest, type ServerSource } from "./server.ts";
import { ownedSettings, poolSettings, usableMemory } from "./settings.ts";

const SHRINK_LIMIT_MS = 60_000;
const CREATE_LIMIT_MS = 60_000;

interface OwnedServer {
	readonly request: ServerRequest;
	readonly folder: RunFolder;
	readonly program: MysqldProgram;
	readonly source: ServerSource;
	readonly why: string;
}

/**
 * Starts a mysqld on a private data directory: a copy of the kept dataset if there is one, else an empty one.
 * The run folder goes with the server: removed by stop(), and here when the start fails.
 */
export async function startOwnedServer({ request, folder, program, source, why }: OwnedServer): Promise<Server> {
	const setup: MysqldSetup = {
		program,
		folder,
		dataFolder: join(folder.path, "data"),
		settings: ownedSettings(request.datasetBytes, usableMemory()),
		...(request.fileFolder === undefined ? {} : { fileFolder: request.fileFolder }),
		signal: request.signal,
	};
	const dataset: DatasetName = { ...request, version: program.version };
	let running: MysqldProcess | undefined;
	/** Between the end of a server and the start of the next, also when that start failed and is tried again. */
	let isDown = false;
	const stop = async () => {
		// The data directory is thrown away: nothing is gained by an orderly end.
		await running?.kill();
		await folder.remove();
	};
	try {
		await sweepRemoved(request.cacheFolder);
		const restored = await startRestored(setup, dataset, request);
		running = restored ?? (await startEmpty(setup, request));
		const creating = withTimeout(createDatabase(running.address), CREATE_LIMIT_MS, "MySQL did not make its database");
		await abortable(creating, request.signal, { instead: interrupted });
		return {
			source,
			version: program.version,
			why,
			owned: true,
			restored: restored !== undefined,
			// Its files are those of a dataset that was audited, compared byte for byte.
			proven: restored !== undefined,
			address: running.address,
			database: OWN_DATABASE,
			freeDisk: async () => ({
				bytes: (await freeBytes(request.cacheFolder)) + (await folderBytes(folder.path)),
				where: `in ${request.cacheFolder}`,
				remedy: "set INDEX_IMPACT_CACHE to a folder on another disk",
			}),
			keepDataset: async () => {
				if (running) running = await keepAndRestart(running, setup, dataset, request);
			},
			restart: async ({ bufferPoolBytes }) => {
				if (!running) return;
				const settings = [...setup.settings, ...poolSettings(bufferPoolBytes)];
				if (!isDown) {
					isDown = true;
					await running.shutDown();
				}
				running = await startMysqld({ ...setup, settings }, running.address);
				isDown = false;
			},
			stop,
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

/** Making a data directory takes longer than all the rest: an empty one is kept like a dataset. */
async function startEmpty(setup: MysqldSetup, request: ServerRequest): Promise<MysqldProcess> {
	const empty: DatasetName = {
		...request,
		datasetKey: "empty",
		datasetTitle: "no data",
		version: setup.program.version,
	};
	const kept = await startRestored(setup, empty, request);
	if (kept) return kept;
	const task = request.progress.task("start MySQL", 2, "steps");
	task.update(0, "making a data directory");
	await initialise(setup);
	await keepOrSay(empty, setup, request, "The empty data directory");
	task.update(1, "starting");
	const running = await startMysqld(setup);
	task.finish();
	return running;
}

/** @returns undefined when nothing is kept, or when what is kept does not start: then it is discarded. */
async function startRestored(
	setup: MysqldSetup,
	dataset: DatasetName,
	{ progress, signal }: ServerRequest,
): Promise<MysqldProcess | undefined> {
	const restored = await restoreDataset(dataset, setup.dataFolder, { progress, signal });
	if (restored.state === "absent") return undefined;
	if (restored.state === "damaged") {
		progress.notice(`The kept copy of "${dataset.datasetTitle}" is damaged and is made anew: ${restored.damage}.`);
		await discardDataset(dataset, setup.folder);
		return undefined;
	}
	const task = progress.task("start MySQL", 0, "");
	try {
		return await startMysqld(setup);
	} catch (error) {
		if (signal.aborted) throw error;
		progress.notice(`The kept ${dataset.datasetKey} dataset did not start and is made anew. ${messageOf(error)}`);
		await rm(setup.dataFolder, { recursive: true, force: true });
		await discardDataset(dataset, setup.folder);
		return undefined;
	} finally {
		task.finish();
	}
}

/** A dataset that cannot be kept costs the next run a minute, not this run its life. */
async function keepAndRestart(
	running: MysqldProcess,
	setup: MysqldSetup,
	dataset: DatasetName,
	request: ServerRequest,
): Promise<MysqldProcess> {
	const { progress, signal } = request;
	try {
		const shrinking = withTimeout(shrinkRedoLog(running.address), SHRINK_LIMIT_MS, "MySQL did not shrink its redo log");
		await abortable(shrinking, signal, { instead: () => interrupted("the dataset was being kept") });
		await running.shutDown();
		await keepOrSay(dataset, setup, request, "The dataset");
	} catch (error) {
		if (signal.aborted) throw error;
		progress.notice(`The dataset is not kept for later runs: ${messageOf(error)}`);
		// It may still run. Its data directory recovers when it starts, but is not one to keep.
		await running.kill();
	}
	return startMysqld(setup, running.address);
}

async function keepOrSay(
	name: DatasetName,
	{ dataFolder, folder }: MysqldSetup,
	{ progress, signal }: ServerRequest,
	what: string,
): Promise<void> {
	try {
		await keepDataset(name, dataFolder, folder, { progress, signal });
	} catch (error) {
		if (signal.aborted) throw error;
		const remedy = error instanceof BenchError ? ` ${error.remedy}` : "";
		progress.notice(`${what} is not kept for later runs: ${messageOf(error)}${remedy}`);
	}
}

async function createDatabase(address: Address): Promise<void> {
	const connection = await connector(address)();
	try {
		await connection.query(`CREATE DATABASE IF NOT EXISTS ${OWN_DATABASE} CHARACTER SET utf8mb4`);
	} finally {
		await connection.end();
	}
}
