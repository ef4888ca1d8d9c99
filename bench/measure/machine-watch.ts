import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Disturbance } from "../record/reasons/stratum-reason.ts";

/** Processor time since boot, in ticks. */
interface Ticks {
	readonly busy: number;
	readonly steal: number;
	readonly total: number;
}

/** How the machine fared over a stretch of time. */
export interface MachineUse {
	/** Part of the time that the hypervisor gave to others, 0..1. */
	readonly steal: number;
	/** Part of all processors' time that was spent working, 0..1. */
	readonly busy: number;
}

/** Above this part of stolen time, a sample says more about the neighbours than about the query. */
const MUCH_STEAL = 0.1;
/** One client waits for one query at a time: that never keeps all of several processors busy. */
const ALL_BUSY = 0.95;

/** The first line of /proc/stat. @returns undefined where there is none (not Linux). */
export function readTicks(read = () => readFileSync("/proc/stat", "utf8")): Ticks | undefined {
	let text: string;
	try {
		text = read();
	} catch {
		return undefined;
	}
	// cpu user nice system idle iowait irq softirq steal guest guest_nice; guest time is part of user time.
	const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = text
		.slice(0, text.indexOf("\n"))
		.trim()
		.split(/\s+/)
		.slice(1)
		.map(Number);
	const busy = user + nice + system + irq + softirq;
	return { busy, steal, total: busy + idle + iowait + steal };
}

/** Starts watching; the function it returns says how the machine fared since. */
export function watchMachine(ticks = readTicks): () => MachineUse | undefined {
	const start = ticks();
	return () => {
		const end = ticks();
		if (start === undefined || end === undefined || end.total <= start.total) return undefined;
		const total = end.total - start.total;
		return { steal: (end.steal - start.steal) / total, busy: (end.busy - start.busy) / total };
	};
}

/** What makes timings of that stretch doubtful; undefined when nothing does. */
export function disturbanceOf(
	use: MachineUse | undefined,
	processors = availableParallelism(),
): Disturbance | undefined {
	if (use === undefined) return undefined;
	if (use.steal > MUCH_STEAL) return { kind: "stolen-time", pct: 100 * use.steal };
	if (processors > 1 && use.busy > ALL_BUSY) return { kind: "busy-processors", processors };
	return undefined;
}
