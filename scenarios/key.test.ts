import { expect, test } from "vitest";
import { keyNumber, keyNumbers, keyOfRecord, keyText, keyTexts, recordedKey } from "./key.ts";

test("a part of a key is read as the query needs it", () => {
	expect(keyNumber([17, "2025-01-01"])).toBe(17);
	expect(keyNumber(["17"])).toBe(17);
	expect(keyText([17, "2025-01-01"], 1)).toBe("2025-01-01");
	expect(keyNumbers([1, "3,17,42"], 1)).toEqual([3, 17, 42]);
	expect(keyTexts(["indoor,organic"])).toEqual(["indoor", "organic"]);
});

test("a key without the part is refused rather than sent as NULL", () => {
	expect(() => keyNumber([17], 1)).toThrow("no part 1");
	expect(() => keyNumber(["LIVE"])).toThrow("not a number");
	expect(() => keyNumbers(["1,x"])).toThrow("not a number");
});

test("a missing, blank or NULL part is never read as zero", () => {
	expect(() => keyNumber([""])).toThrow("not a number");
	expect(() => keyNumbers([""])).toThrow("not a number");
});

test("bytes of a key are kept as hexadecimal digits and come back as they were", () => {
	const key = [Buffer.from([0, 9, 255]), 5, "five"];
	const recorded = recordedKey(key);
	expect(JSON.parse(JSON.stringify(recorded))).toEqual([{ hex: "0009ff" }, 5, "five"]);
	expect(keyOfRecord([...recorded, null])).toEqual(key);
	expect(keyNumber([Buffer.from([1, 0])])).toBe(256);
	expect(keyText(key)).toBe("0009ff");
});
