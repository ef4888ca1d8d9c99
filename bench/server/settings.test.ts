import fc from "fast-check";
import { expect, test } from "vitest";
import { bufferPoolBytes } from "./settings.ts";

const MEGABYTE = 1024 * 1024;
const size = fc.integer({ min: 0, max: 64 * 1024 }).map((megabytes) => megabytes * MEGABYTE);

test("the buffer pool is at most half of the memory, yet never below 256 MB", () => {
	fc.assert(
		fc.property(size, size, (dataset, memory) => {
			const pool = bufferPoolBytes(dataset, memory);
			expect(pool).toBeGreaterThanOrEqual(256 * MEGABYTE);
			expect(pool).toBeLessThanOrEqual(Math.max(memory / 2, 256 * MEGABYTE));
		}),
	);
});

test("with memory to spare the whole dataset fits", () => {
	fc.assert(
		fc.property(size, (dataset) => {
			expect(bufferPoolBytes(dataset, 1024 * 1024 * MEGABYTE)).toBeGreaterThan(dataset);
		}),
	);
});

test("the size is one that the server takes as it is: whole chunks of 128 MB", () => {
	expect(bufferPoolBytes(1000 * MEGABYTE, 16_000 * MEGABYTE)).toBe(13 * 128 * MEGABYTE);
});
