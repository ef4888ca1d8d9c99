import { type ContainerRuntimeClient, getReaper } from "testcontainers";
import { abortable, withTimeout } from "../../base/abortable.ts";
import { diskFull, saysDiskFull } from "../../base/disk.ts";
import { BenchError, messageOf } from "../../base/errors.ts";
import type { Progress } from "../../base/progress.ts";
import type { Address } from "../../mysql/connect.ts";
import { type ContainerSetup, LoopbackContainer } from "./loopback-container.ts";
import { ownedSettings } from "./settings.ts";

export interface RunningContainer {
	readonly id: string;
	readonly address: Address;
}

/** Longer than the server itself may take. */
const START_LIMIT_MS = 240_000;
/** Its image may have to be pulled. */
const REAPER_LIMIT_MS = 120_000;
const ABORT_GRACE_MS = 15_000;

interface Wanted extends Omit<ContainerSetup, "settings"> {
	readonly datasetBytes: number;
}

/** Starts MySQL in a container. @throws BenchError with the end of its log. */
export async function startContainer(
	engine: ContainerRuntimeClient,
	{ datasetBytes, ...wanted }: Wanted,
	progress: Progress,
): Promise<RunningContainer> {
	const setup = { ...wanted, settings: ownedSettings(datasetBytes, engine.info.containerRuntime.memory) };
	try {
		await readyReaper(engine, progress);
		const starting = withTimeout(
			new LoopbackContainer(setup).start(),
			START_LIMIT_MS,
			"The container engine did not start it",
		);
		const started = await abortable(starting, setup.signal, { graceMs: ABORT_GRACE_MS });
		return { id: started.getId(), address: setup.address };
	} catch (error) {
		if (setup.signal.aborted) throw error;
		const message = `MySQL could not start in a container of ${setup.image}: ${messageOf(error)}`;
		if (saysDiskFull(new Error(message))) throw diskFull(message, error);
		throw new BenchError("environment", message, "Try another image, or another source with --server.", {
			cause: error,
		});
	}
}

/**
 * The library's reaper removes containers as soon as this process is gone. It is itself an image, which may be out of
 * reach where MySQL's is not; then it is done without.
 */
async function readyReaper(engine: ContainerRuntimeClient, progress: Progress): Promise<void> {
	try {
		await withTimeout(getReaper(engine), REAPER_LIMIT_MS);
	} catch {
		process.env.TESTCONTAINERS_RYUK_DISABLED = "true";
		progress.notice("Testcontainers' reaper cannot be had here; what a killed run leaves is removed by the next run.");
	}
}
