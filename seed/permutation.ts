/**
 * A permutation of 0 .. size - 1 that needs no table: i -> (a * i + b) mod size with a prime to size.
 * It scatters ranks over ids; it is not random enough to draw from.
 */
export class Permutation {
	readonly size: number;
	private readonly factor: number;
	private readonly shift: number;

	/** @param size below 2^26 (67 million), so that products stay exact. @param word any 32-bit number choosing the permutation. */
	constructor(size: number, word: number) {
		this.size = size;
		// Near the golden section of the size, neighbours land far apart.
		let factor = Math.max(1, Math.floor(size * 0.6180339887) + (word % 13));
		while (greatestCommonDivisor(factor, size) !== 1) factor++;
		this.factor = factor % Math.max(size, 1);
		this.shift = size === 0 ? 0 : word % size;
	}

	at(index: number): number {
		return (index * this.factor + this.shift) % this.size;
	}
}

function greatestCommonDivisor(a: number, b: number): number {
	return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
