/**
 * A bijection of 0 .. size - 1 that needs no table and looks random: a four-round Feistel network on just enough bits, whose
 * results outside the range are sent through it again (cycle walking; Black and Rogaway, "Ciphers with Arbitrary Finite
 * Domains", CT-RSA 2002). Unlike `Permutation`, it holds for any size below 2^31 and leaves no stride behind.
 */
export class Shuffle {
	readonly size: number;
	private readonly low: number;
	private readonly lowMask: number;
	private readonly high: number;
	private readonly highMask: number;
	private readonly key: number;

	/** @param size from 1 to 2^31. @param key any 32-bit number that chooses the bijection. */
	constructor(size: number, key: number) {
		if (!(size >= 1 && size <= 2 ** 31)) throw new RangeError(`A shuffle has 1 to 2^31 members, not ${size}.`);
		this.size = size;
		const bits = Math.max(2, Math.ceil(Math.log2(size)));
		this.low = bits >> 1;
		this.high = bits - this.low;
		this.lowMask = 2 ** this.low - 1;
		this.highMask = 2 ** this.high - 1;
		this.key = key | 0;
	}

	at(index: number): number {
		return this.keyed(index, 0);
	}

	/** Another bijection for each value of `variant`. */
	keyed(index: number, variant: number): number {
		const key = this.key ^ Math.imul(variant + 1, 0x9e3779b1);
		let at = index;
		do at = this.pass(at, key);
		while (at >= this.size);
		return at;
	}

	private pass(index: number, key: number): number {
		let high = (index >>> this.low) & this.highMask;
		let low = index & this.lowMask;
		high ^= mix(low, key) & this.highMask;
		low ^= mix(high, key + 1) & this.lowMask;
		high ^= mix(low, key + 2) & this.highMask;
		low ^= mix(high, key + 3) & this.lowMask;
		return ((high << this.low) | low) >>> 0;
	}
}

/** The finalizer of MurmurHash3 over both numbers: every bit of the result depends on every bit of them. */
export function mix(value: number, key: number): number {
	let hash = Math.imul(value ^ key, 0x85ebca6b) ^ Math.imul(key, 0xc2b2ae35);
	hash ^= hash >>> 16;
	hash = Math.imul(hash, 0x85ebca6b);
	hash ^= hash >>> 13;
	hash = Math.imul(hash, 0xc2b2ae35);
	return hash ^ (hash >>> 16);
}
