/** A piece of long work under way: how far it is, and its end. */
export interface Task {
	/** @param done units finished so far, of the total given at the start. @param detail what is being done now. */
	update(done: number, detail?: string): void;
	/** @param summary one line that stays on the screen. */
	finish(summary?: string): void;
}

/** Where the harness says what it is doing. One implementation draws bars, one prints lines, one is silent. */
export interface Progress {
	/** @param total in `unit`; 0 when the amount of work is unknown. */
	task(title: string, total: number, unit: string): Task;
	/** A line the user should read even if nothing goes wrong. */
	notice(line: string): void;
}

const silentTask: Task = { update() {}, finish() {} };

/** Says nothing: for tests and for callers that show progress themselves. */
export const silentProgress: Progress = { task: () => silentTask, notice() {} };

const SECONDS_BEFORE_SHOWN = 5;

/**
 * Work that mostly takes a moment, and minutes with much data: it is shown only when it has gone on for five seconds.
 * @param work gets what to call as it goes on.
 */
export async function slowTask<T>(
	progress: Progress,
	{ title, total, unit }: { readonly title: string; readonly total: number; readonly unit: string },
	work: (update: Task["update"]) => Promise<T>,
): Promise<T> {
	let shown: Task | undefined;
	let last: Parameters<Task["update"]> = [0];
	const timer = setTimeout(() => {
		shown = progress.task(title, total, unit);
		shown.update(...last);
	}, SECONDS_BEFORE_SHOWN * 1000);
	try {
		const result = await work((...now) => {
			last = now;
			shown?.update(...now);
		});
		shown?.finish();
		return result;
	} finally {
		clearTimeout(timer);
	}
}
