import cliProgress from "cli-progress";
import type { Progress, Task } from "../../base/progress.ts";

const SECONDS_BETWEEN_LINES = 5;

/** Progress that must be closed: a bar left open by an error would keep the process alive. */
export interface ProgressDisplay extends Progress {
	close(): void;
}

/** Progress on standard error: bars on a terminal, plain lines elsewhere (a log, a pipe, CI). */
export function progressDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
	return stream.isTTY ? bars(stream) : lines(stream);
}

function clock(milliseconds: number): string {
	const seconds = milliseconds / 1000;
	return seconds < 100 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
}

function amount(done: number): string {
	return Math.round(done).toLocaleString("en-US");
}

/** Time left, if the rest goes as the part already done. */
function remaining(done: number, total: number, elapsed: number): string {
	if (done <= 0 || total <= 0 || done >= total || elapsed < 1000) return "";
	return `, about ${clock((elapsed / done) * (total - done))} left`;
}

function lines(stream: NodeJS.WriteStream): ProgressDisplay {
	return {
		close() {},
		notice: (line) => void stream.write(`${line}\n`),
		task(title, total, unit) {
			const started = Date.now();
			let printed = started;
			stream.write(`${title} ...\n`);
			return {
				update(done, detail) {
					const now = Date.now();
					if (now - printed < SECONDS_BETWEEN_LINES * 1000) return;
					printed = now;
					const part = total > 0 ? `${amount(done)} of ${amount(total)} ${unit}` : `${amount(done)} ${unit}`;
					stream.write(`${title}: ${part}${detail ? ` (${detail})` : ""}${remaining(done, total, now - started)}\n`);
				},
				finish(summary) {
					stream.write(`${title}: ${summary ?? "done"} (${clock(Date.now() - started)})\n`);
				},
			};
		},
	};
}

function bars(stream: NodeJS.WriteStream): ProgressDisplay {
	const open = new Set<cliProgress.SingleBar>();
	return {
		notice: (line) => void stream.write(`${line}\n`),
		close() {
			for (const bar of open) bar.stop();
			open.clear();
		},
		task(title, total, unit): Task {
			const started = Date.now();
			const bar = new cliProgress.SingleBar({
				stream,
				format:
					total > 0
						? "{title} {bar} {percentage}% {done}/{all} {unit} {left} {detail}"
						: "{title} {done} {unit} {detail}",
				barCompleteChar: "█",
				barIncompleteChar: "░",
				barsize: 24,
				hideCursor: true,
				clearOnComplete: true,
				stopOnComplete: false,
				linewrap: false,
				gracefulExit: false,
			});
			const payload = (done: number, detail = "") => ({
				title,
				unit,
				detail,
				done: amount(done),
				all: amount(total),
				left: remaining(done, total, Date.now() - started).replace(/^, /, ""),
			});
			open.add(bar);
			bar.start(Math.max(total, 1), 0, payload(0));
			return {
				update: (done, detail) => bar.update(total > 0 ? Math.min(done, total) : 0, payload(done, detail)),
				finish(summary) {
					bar.stop();
					open.delete(bar);
					stream.write(`${title}: ${summary ?? "done"} (${clock(Date.now() - started)})\n`);
				},
			};
		},
	};
}
