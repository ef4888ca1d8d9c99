import { createHash } from "node:crypto";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/**
 * A stream of numbers in [0, 1) that the seed alone decides (xoroshiro128+, 53 bits each).
 * The seed is hashed into the state, so that neighbouring seeds and seeds like "run-1/p95" give unrelated streams.
 */
export function seededRandom(seed: number | string): () => number {
	const digest = createHash("sha256")
		.update(`${typeof seed}:${seed}`)
		.digest();
	const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)));
	return () => uniformFloat64(generator);
}

/** A whole number in 0 .. below-1. */
export function randomIndex(random: () => number, below: number): number {
	return Math.floor(random() * below);
}
