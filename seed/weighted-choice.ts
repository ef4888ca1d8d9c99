import type { RandomStream } from "./random-stream.ts";

/**
 * Draws an index with a probability proportional to its weight, in constant time: Vose's alias method
 * (M. D. Vose, "A linear algorithm for generating random numbers with a given distribution", IEEE TSE 17, 1991).
 */
export class WeightedChoice {
	/** Shares of the whole, adding up to 1. */
	readonly shares: Float64Array;
	private readonly keep: Float64Array;
	private readonly alias: Uint32Array;

	/** @param weights non-negative, not all zero. */
	constructor(weights: ArrayLike<number>) {
		const size = weights.length;
		let total = 0;
		for (let index = 0; index < size; index++) total += weights[index] ?? 0;
		if (!(total > 0)) throw new RangeError("Weights must add up to more than nothing.");
		this.shares = Float64Array.from(weights, (weight) => weight / total);
		this.keep = this.shares.map((share) => share * size);
		this.alias = Uint32Array.from({ length: size }, (_, index) => index);
		this.pair();
	}

	draw(stream: RandomStream): number {
		const scaled = stream.uint32() * 2 ** -32 * this.keep.length;
		const index = Math.floor(scaled);
		return stream.uint32() * 2 ** -32 < (this.keep[index] as number) ? index : (this.alias[index] as number);
	}

	private pair(): void {
		const small: number[] = [];
		const large: number[] = [];
		this.keep.forEach((kept, index) => {
			(kept < 1 ? small : large).push(index);
		});
		let poor = small.pop();
		let rich = large.pop();
		while (poor !== undefined && rich !== undefined) {
			this.alias[poor] = rich;
			const left = (this.keep[rich] as number) + (this.keep[poor] as number) - 1;
			this.keep[rich] = left;
			poor = left < 1 ? rich : small.pop();
			if (left < 1) rich = large.pop();
		}
		// What rounding left over keeps itself.
		for (const index of [poor, rich, ...small, ...large]) if (index !== undefined) this.keep[index] = 1;
	}
}
