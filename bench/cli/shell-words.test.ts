import fc from "fast-check";
import { expect, test } from "vitest";
import { shellWord, wordsOf } from "./shell-words.ts";

test("the command that a record names gives back the words it was made of", () => {
	fc.assert(
		fc.property(fc.array(fc.string({ minLength: 1 })), (words) => {
			expect(wordsOf(words.map(shellWord).join(" "))).toEqual(words);
		}),
	);
	expect(wordsOf("pnpm bench --only '*balance,it'\\''s'")).toEqual(["pnpm", "bench", "--only", "*balance,it's"]);
});
