import { setTimeout as sleep } from "node:timers/promises";
import { type LatencyHistogram, latencyHistogram } from "./latency-histogram.ts";
import type { Operation } from "./mix.ts";

/** A session's way to have one operation answered. */
export type Send = (operation: Operation) => Promise<unknown>;

/** What one round measured. */
export interface Round {
	readonly latencies: LatencyHistogram;
	/** Operations answered per second. */
	readonly perSecond: number;
	readonly seconds: number;
	readonly unanswered: number;
	/** Share of the arrivals still waiting for a session when the last was due; 0 in a closed loop. */
	readonly waitingShare: number;
}

/**
 * Closed loop: each session sends its next operation as soon as the last is answered, until the time is up; what is under
 * way then is finished and counts. A session's time ends with its last answer, so that by Wald's identity operations over
 * time is not biased by long operations being more likely to be the last.
 * @param drawn the operations of each session.
 */
export async function closedLoop(
	sessions: readonly Send[],
	drawn: readonly Iterator<Operation>[],
	ms: number,
	signal: AbortSignal,
): Promise<Round> {
	const latencies = latencyHistogram();
	const started = performance.now();
	const busy = await settled(
		sessions.map(async (send, at) => {
			let now = started;
			while (now - started < ms) {
				signal.throwIfAborted();
				const next = drawn[at]?.next();
				if (next === undefined || next.done === true) throw new RangeError("a session has no operation to send");
				const sent = now;
				await send(next.value);
				now = performance.now();
				latencies.record(now - sent);
			}
			return now - started;
		}),
	);
	const meanBusySeconds = busy.reduce((sum, time) => sum + time, 0) / busy.length / 1000;
	return {
		latencies,
		perSecond: latencies.count / meanBusySeconds,
		seconds: Math.max(...busy) / 1000,
		unanswered: 0,
		waitingShare: 0,
	};
}

/** Close enough to the moment that the event loop's timers, which count whole milliseconds, would be late. */
const SPIN_MS = 2;

/**
 * Open loop: operations fall due at a fixed rate and are sent by whichever session is free, the oldest first. Latency
 * counts from when an operation was due, not from when it could be sent: an answer that holds up those behind it is felt
 * by all of them, which is what a closed loop omits (coordinated omission; Tene 2013).
 * @param limitMs after this, what is not answered is given up: it counts with the time it has waited, which is a lower bound.
 */
export async function openLoop(
	sessions: readonly Send[],
	drawn: Iterator<Operation>,
	arrivals: { readonly rate: number; readonly count: number; readonly limitMs: number },
	signal: AbortSignal,
): Promise<Round> {
	const { rate, count, limitMs } = arrivals;
	const latencies = latencyHistogram();
	const started = performance.now();
	const due = (arrival: number) => started + (1000 * arrival) / rate;
	const lastDue = due(count - 1);
	let sent = 0;
	let sentWhenLastDue = 0;
	let ended = started;
	const serve = async (send: Send) => {
		while (sent < count) {
			signal.throwIfAborted();
			const now = performance.now();
			if (now - started >= limitMs) return;
			if (now < due(sent)) {
				await pause(due(sent) - now);
				continue;
			}
			const arrival = sent++;
			const next = drawn.next();
			if (next.done === true) throw new RangeError("there is no operation to send");
			if (now <= lastDue) sentWhenLastDue = sent;
			await send(next.value);
			ended = performance.now();
			latencies.record(ended - due(arrival));
		}
	};
	await settled(sessions.map(serve));
	const answered = latencies.count;
	const end = performance.now();
	for (let arrival = sent; arrival < count; arrival++) latencies.record(Math.max(0, end - due(arrival)));
	const seconds = (ended - started) / 1000;
	return {
		latencies,
		perSecond: answered / seconds,
		seconds,
		unanswered: count - answered,
		waitingShare: Math.max(0, count - 1 - sentWhenLastDue) / count,
	};
}

/** What all come to; when one fails, its error, but only once no other is at work any more. */
async function settled<T>(works: readonly Promise<T>[]): Promise<T[]> {
	await Promise.allSettled(works);
	return await Promise.all(works);
}

async function pause(ms: number): Promise<void> {
	if (ms > SPIN_MS) await sleep(ms - SPIN_MS);
	else await new Promise((resolve) => setImmediate(resolve));
}
