import type { Progress } from "../../base/progress.ts";
import { interrupted } from "./readiness.ts";

/** Work on so few bytes is done before anybody could read that it is under way. */
const LONG_BYTES = 1e9;
const MEGABYTE = 1e6;

/** Long work on files under way: it is watched, and given up on Ctrl-C. */
export interface ByteWork {
	/** Notes bytes that are done, and that the work goes on. @throws BenchError "interrupted" once the signal has aborted. */
	advance(bytes: number): void;
	/** Takes the work off the screen, whether or not it came to its end. */
	finish(): void;
}

/** Who watches the work, and who may end it. */
export interface ByteWatch {
	readonly progress: Progress;
	readonly signal: AbortSignal;
}

/** @param total bytes to be done, each counted as often as it is read. */
export function startByteWork(title: string, total: number, { progress, signal }: ByteWatch): ByteWork {
	const task = total >= LONG_BYTES ? progress.task(title, total / MEGABYTE, "MB") : undefined;
	let done = 0;
	return {
		advance(bytes) {
			if (signal.aborted) throw interrupted("a dataset was being copied");
			done += bytes;
			task?.update(done / MEGABYTE);
		},
		finish: () => task?.finish(),
	};
}
