import type { Execution } from "../../measure/pairs.ts";

/** Slow-downs that an experiment plants, in percent of the time the work itself takes; 0 is a null pair. */
export type EffectPct = number;

/**
 * Work that takes `pct` percent longer than it did: after each execution the client spins for that share of the time
 * the execution took. The slow-down is exact whatever the machine does, because it follows the machine's own speed, and
 * it lies inside the timed window. A timer would not do: it cannot wait for a fraction of a millisecond.
 * @param now clock in milliseconds.
 */
export function slowedBy(pct: EffectPct, execution: Execution, now: () => number = () => performance.now()): Execution {
	if (pct === 0) return execution;
	return async (key) => {
		const started = now();
		const results = await execution(key);
		const finished = now();
		const until = finished + ((finished - started) * pct) / 100;
		while (now() < until);
		return results;
	};
}

/**
 * Which effect a stratum gets in a round: effects rotate by one stratum per round, so that over as many rounds as there
 * are effects every stratum gets each of them once, and a disturbed minute falls on all effects alike.
 */
export function effectOf(effects: readonly EffectPct[], position: number, round: number): EffectPct {
	return effects[(position + round) % effects.length] ?? 0;
}
