import { randomIndex, seededRandom } from "../../statistics/random.ts";

/** Random choices that a name alone decides, so that a case can be made again. */
export interface Draw {
	/** 0 up to 1. */
	unit(): number;
	chance(probability: number): boolean;
	/** From low to high, both included. */
	between(low: number, high: number): number;
	one<T>(items: readonly [T, ...T[]] | readonly T[]): T;
	/** So many different ones, in random order; all of them where there are no more. */
	some<T>(items: readonly T[], count: number): readonly T[];
}

export function drawFor(name: string): Draw {
	const random = seededRandom(name);
	const between = (low: number, high: number) => low + randomIndex(random, high - low + 1);
	return {
		unit: random,
		chance: (probability) => random() < probability,
		between,
		one(items) {
			const item = items[randomIndex(random, items.length)];
			if (item === undefined) throw new RangeError("nothing to choose from");
			return item;
		},
		some(items, count) {
			const pool = [...items];
			const taken: (typeof items)[number][] = [];
			while (taken.length < count && pool.length > 0) taken.push(...pool.splice(randomIndex(random, pool.length), 1));
			return taken;
		},
	};
}
