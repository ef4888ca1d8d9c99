import { crc32 } from "node:zlib";

/**
 * A counter-based random stream: Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror and Shaw, "Parallel Random
 * Numbers: As Easy as 1, 2, 3", SC 2011). The key is (seed, name), the counter (row, draw). A row's draws therefore
 * depend on nothing but its own number: any worker makes any row, in any order, alike, and one table can look up what
 * another drew. It needs only 32-bit adds, rotations and xors, which is what a JavaScript engine is quick at.
 */
export class RandomStream {
	private readonly k0: number;
	private readonly k1: number;
	private row = 0;
	private block = 0;
	private spare = 0;
	private hasSpare = false;

	/**
	 * @param seed any non-negative safe integer.
	 * @param name of the stream, e.g. the table and what is drawn.
	 */
	constructor(seed: number, name: string) {
		this.k0 = seed | 0;
		this.k1 = crc32(`${name}/${Math.floor(seed / 2 ** 32)}`) | 0;
	}

	/** Goes to the first draw of a row. */
	at(row: number): this {
		this.row = row | 0;
		this.block = 0;
		this.hasSpare = false;
		return this;
	}

	/** Uniform on 0 .. 2^32 - 1. */
	uint32(): number {
		if (this.hasSpare) {
			this.hasSpare = false;
			return this.spare >>> 0;
		}
		const first = threefry(this.k0, this.k1, this.row, this.block++);
		this.spare = second;
		this.hasSpare = true;
		return first >>> 0;
	}

	/** Uniform on [0, 1), in steps of 2^-32. */
	unit(): number {
		return this.uint32() * 2 ** -32;
	}

	/** Uniform integer on 0 .. n - 1; its bias is below n / 2^32. */
	below(n: number): number {
		return Math.floor(this.uint32() * 2 ** -32 * n);
	}

	/** True with the given probability. */
	chance(probability: number): boolean {
		return this.uint32() < probability * 2 ** 32;
	}
}

/** The second word of the last block: a return value without an allocation. */
let second = 0;

/** One block, both words: for checking against the published vectors. */
export function threefryBlock(key: readonly [number, number], counter: readonly [number, number]): [number, number] {
	const first = threefry(key[0] | 0, key[1] | 0, counter[0] | 0, counter[1] | 0);
	return [first >>> 0, second >>> 0];
}

function threefry(k0: number, k1: number, c0: number, c1: number): number {
	const k2 = 0x1bd11bda ^ k0 ^ k1;
	let a = (c0 + k0) | 0;
	let b = (c1 + k1) | 0;
	// Written out: a loop over rotation constants costs three times as much.
	a = (a + b) | 0;
	b = ((b << 13) | (b >>> 19)) ^ a;
	a = (a + b) | 0;
	b = ((b << 15) | (b >>> 17)) ^ a;
	a = (a + b) | 0;
	b = ((b << 26) | (b >>> 6)) ^ a;
	a = (a + b) | 0;
	b = ((b << 6) | (b >>> 26)) ^ a;
	a = (a + k1) | 0;
	b = (b + k2 + 1) | 0;
	a = (a + b) | 0;
	b = ((b << 17) | (b >>> 15)) ^ a;
	a = (a + b) | 0;
	b = ((b << 29) | (b >>> 3)) ^ a;
	a = (a + b) | 0;
	b = ((b << 16) | (b >>> 16)) ^ a;
	a = (a + b) | 0;
	b = ((b << 24) | (b >>> 8)) ^ a;
	a = (a + k2) | 0;
	b = (b + k0 + 2) | 0;
	a = (a + b) | 0;
	b = ((b << 13) | (b >>> 19)) ^ a;
	a = (a + b) | 0;
	b = ((b << 15) | (b >>> 17)) ^ a;
	a = (a + b) | 0;
	b = ((b << 26) | (b >>> 6)) ^ a;
	a = (a + b) | 0;
	b = ((b << 6) | (b >>> 26)) ^ a;
	a = (a + k0) | 0;
	b = (b + k1 + 3) | 0;
	a = (a + b) | 0;
	b = ((b << 17) | (b >>> 15)) ^ a;
	a = (a + b) | 0;
	b = ((b << 29) | (b >>> 3)) ^ a;
	a = (a + b) | 0;
	b = ((b << 16) | (b >>> 16)) ^ a;
	a = (a + b) | 0;
	b = ((b << 24) | (b >>> 8)) ^ a;
	a = (a + k1) | 0;
	b = (b + k2 + 4) | 0;
	a = (a + b) | 0;
	b = ((b << 13) | (b >>> 19)) ^ a;
	a = (a + b) | 0;
	b = ((b << 15) | (b >>> 17)) ^ a;
	a = (a + b) | 0;
	b = ((b << 26) | (b >>> 6)) ^ a;
	a = (a + b) | 0;
	b = ((b << 6) | (b >>> 26)) ^ a;
	a = (a + k2) | 0;
	second = (b + k0 + 5) | 0;
	return a;
}
