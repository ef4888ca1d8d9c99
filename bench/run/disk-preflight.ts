import { gigabytes } from "../../base/disk.ts";
import { BenchError } from "../../base/errors.ts";
import type { Progress } from "../../base/progress.ts";
import { estimateBytes, estimateRows } from "../../seed/estimate.ts";
import type { Server } from "../server/server.ts";
import type { WantedDataset } from "./server-request.ts";

/** Fewer rows than this need no announcement. */
const FEW_ROWS = 500_000;
/** The redo log of the tool's own servers takes all of its gigabyte from the start. */
const REDO_BYTES = 1.1e9;

/** Bytes of disk that a dataset takes while it is used, and those of the copy that is kept for later runs. */
export interface DiskNeed {
	readonly run: number;
	readonly kept: number;
}

/**
 * @param datasetBytes of the tables with their keys. On top come the indexes under test and the sorting of keys (three
 * tenths), the redo log, and an empty server.
 */
export function diskNeed(datasetBytes: number): DiskNeed {
	return { run: 1.3 * datasetBytes + REDO_BYTES + 0.15e9, kept: 1.05 * datasetBytes + 0.1e9 };
}

/**
 * Says what seeding will take, when that is more than a moment.
 * @throws BenchError kind "environment" when the server's disk cannot hold the data.
 */
export async function announceSeeding(server: Server, wanted: WantedDataset, progress: Progress): Promise<void> {
	const { spec, scale } = wanted;
	const { run, kept } = diskNeed(estimateBytes(spec, scale));
	const count = estimateRows(spec, scale);
	const rows = count.toLocaleString("en-US");
	const room = await server.freeDisk?.();
	if (room !== undefined && room.bytes < run) {
		throw new BenchError(
			"environment",
			`Scale ${scale.name} is ${rows} rows and needs about ${gigabytes(run)} of disk, but only ${gigabytes(room.bytes)} can be had ${room.where}.`,
			`Choose a smaller --scale, remove what is kept with \`pnpm seed --clean\`, or ${room.remedy}.`,
		);
	}
	if (count < FEW_ROWS) return;
	const twice = server.owned ? `, as much as ${gigabytes(run + kept)} with the copy kept for later runs` : "";
	const free = room === undefined ? "" : `; ${gigabytes(room.bytes)} can be had`;
	progress.notice(`Seeding ${rows} rows takes about ${gigabytes(run)} of disk${twice}${free}.`);
}
