import { totalmem } from "node:os";

const MEGABYTE = 1024 * 1024;
/** What the server makes its buffer pool of, unless told otherwise. */
const CHUNK = 128 * MEGABYTE;

/** Memory that this process may count on, in bytes: the machine's, or less when its container has a limit. */
export function usableMemory(): number {
	const limit = process.constrainedMemory();
	return limit > 0 ? Math.min(totalmem(), limit) : totalmem();
}

/** Bytes of buffer pool that hold the dataset and its indexes with room to spare, at most half of the memory. */
export function bufferPoolBytes(datasetBytes: number, memoryBytes: number): number {
	const wanted = Math.min(1.5 * datasetBytes + 256 * MEGABYTE, memoryBytes / 2);
	// The server rounds up to whole chunks of 128 MB by itself: say what it will be.
	return Math.max(2, Math.floor(wanted / CHUNK)) * CHUNK;
}

/**
 * Flags that give a buffer pool of about that many bytes, at least InnoDB's 5 MB, to whole megabytes; to come after
 * those of ownedSettings.
 */
export function poolSettings(bytes: number): readonly string[] {
	const size = Math.max(5, Math.round(bytes / MEGABYTE)) * MEGABYTE;
	const flag = `--innodb-buffer-pool-size=${size}`;
	// The server makes a pool of whole chunks: of 128 MB, 130 MB would become 256. A smaller pool is a chunk of its own.
	if (size % CHUNK === 0 || size < CHUNK || size > 8 * CHUNK) return [flag];
	return [flag, `--innodb-buffer-pool-chunk-size=${8 * MEGABYTE}`];
}

/** Flags of every mysqld that the tool starts itself, in whichever way. */
export function ownedSettings(datasetBytes: number, memoryBytes: number): readonly string[] {
	return [
		`--innodb-buffer-pool-size=${bufferPoolBytes(datasetBytes, memoryBytes)}`,
		// What earlier runs left warm must not reach this one.
		"--innodb-buffer-pool-load-at-startup=OFF",
		"--innodb-buffer-pool-dump-at-shutdown=OFF",
		// Room for a bulk load without forced checkpoints; the files grow as they are needed. Unknown before 8.0.30.
		"--loose-innodb-redo-log-capacity=1G",
		"--innodb-flush-log-at-trx-commit=2",
		// Small indexes are read whole and nothing is recalculated behind the run's back: the same data gives the same
		// optimizer statistics, hence the same plans, in every run.
		"--innodb-stats-persistent-sample-pages=2000",
		"--innodb-stats-auto-recalc=OFF",
		"--disable-log-bin",
		"--local-infile=ON",
		"--performance-schema=ON",
		"--event-scheduler=OFF",
		"--loose-mysqlx=OFF",
		"--character-set-server=utf8mb4",
		"--collation-server=utf8mb4_0900_ai_ci",
		"--default-time-zone=+00:00",
		"--max-allowed-packet=64M",
	];
}
