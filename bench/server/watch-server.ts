import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "mysql2/promise";
import { abortable } from "../../base/abortable.ts";
import { BenchError } from "../../base/errors.ts";
import type { Connect } from "../../mysql/connect.ts";

/** How a server is watched, all in ticks: seconds, unless a test has less time. */
interface Watching {
	readonly tickMs: number;
	readonly ticksBetween: number;
	readonly ticksForAnAnswer: number;
	readonly ticksOfSilence: number;
}

const BY_SECONDS: Watching = { tickMs: 1000, ticksBetween: 5, ticksForAnAnswer: 10, ticksOfSilence: 60 };
const GRACE_MS = 10_000;
/** Grace for work of which nothing is left to set right: it is given up at once. */
export const NO_GRACE = { graceMs: 0 };

interface Patience {
	/** For work to end by itself, when it is told to. */
	readonly graceMs?: number;
	readonly watching?: Watching;
}

/** Errors of the server have numbers from here on, those of the operating system are negative. */
const FIRST_SERVER_ERROR = 1000;

/**
 * Does the work as long as the server answers. A statement may take hours, but a server that does not answer so much as
 * a ping for a minute hangs, and would be waited for without end.
 * @param work gets a signal that also aborts when the server has fallen silent; it starts when the watch has its
 * connection, so that it cannot take the server's last one.
 * @throws BenchError kind "measurement" when it has; the signal's reason when the work does not end by itself on abort.
 */
export async function whileItAnswers<T>(
	connect: Connect,
	signal: AbortSignal,
	work: (signal: AbortSignal) => Promise<T>,
	{ graceMs = GRACE_MS, watching = BY_SECONDS }: Patience = {},
): Promise<T> {
	const silence = new AbortController();
	const over = new AbortController();
	const either = AbortSignal.any([signal, silence.signal]);
	const watch = watchOf(connect, watching, over.signal);
	try {
		await abortable(watch.look(), signal, { graceMs: 0 });
		void watch.untilSilent().then((failure) => {
			if (failure !== undefined) silence.abort(failure);
		});
		return await abortable(work(either), either, { graceMs });
	} catch (error) {
		throw silence.signal.aborted && !signal.aborted ? silence.signal.reason : error;
	} finally {
		over.abort();
	}
}

interface Watch {
	/** Asks once, on a connection that is kept. @returns whether the server answered. */
	look(): Promise<boolean>;
	/** @returns what is wrong, as soon as the server has been silent for too long; undefined when told to end. */
	untilSilent(): Promise<BenchError | undefined>;
}

function watchOf(connect: Connect, watching: Watching, over: AbortSignal): Watch {
	const { ticksBetween, ticksForAnAnswer, ticksOfSilence, tickMs } = watching;
	const clock = ownClock(watching, over);
	let connection: Connection | undefined;
	const drop = () => {
		connection?.destroy();
		connection = undefined;
	};
	over.addEventListener("abort", drop, { once: true });
	const ask = async () => {
		if (connection === undefined) {
			const opened = await connect({ connectTimeout: ticksForAnAnswer * tickMs });
			// Whoever waited for it may have given up meanwhile.
			if (over.aborted || connection !== undefined) return opened.destroy();
			connection = opened;
		}
		await connection.ping();
	};
	const look = async () => {
		const late = clock.wait(ticksForAnAnswer).then(() => false);
		const answered = await Promise.race([ask().then(() => true, isAnswer), late]);
		if (!answered) drop();
		return answered;
	};
	return {
		look,
		async untilSilent() {
			let heard = clock.ticks();
			while (!over.aborted) {
				const answered = await look();
				const silent = clock.ticks() - heard;
				if (answered) heard = clock.ticks();
				else if (!over.aborted && silent > ticksOfSilence) return silentFor((silent * tickMs) / 1000);
				await clock.wait(ticksBetween);
			}
			return undefined;
		},
	};
}

/** Whether a failure is the server's own word: one that has no connection to spare is alive. */
function isAnswer(error: unknown): boolean {
	return (
		error instanceof Error && "errno" in error && typeof error.errno === "number" && error.errno >= FIRST_SERVER_ERROR
	);
}

/**
 * A clock that goes only while this process runs: what was stopped, or busy with its own work, has not listened, and
 * cannot call others silent.
 */
function ownClock({ tickMs }: Watching, over: AbortSignal) {
	let passed = 0;
	const timer = setInterval(() => passed++, tickMs).unref();
	over.addEventListener("abort", () => clearInterval(timer), { once: true });
	return {
		ticks: () => passed,
		async wait(ticks: number) {
			const until = passed + ticks;
			while (passed < until && !over.aborted) {
				await pause(tickMs, undefined, { signal: over, ref: false }).catch(() => undefined);
			}
		},
	};
}

function silentFor(seconds: number): BenchError {
	return new BenchError(
		"measurement",
		`MySQL has not answered for ${Math.round(seconds)} s.`,
		"What was measured is saved; see that the server is up, and run again with --resume and the run's folder.",
	);
}
