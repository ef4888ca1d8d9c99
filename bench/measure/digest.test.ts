import { expect, test } from "vitest";
import { digestOf } from "./digest.ts";

const rows = [
	[1, "a"],
	[2, null],
];

test("as a set, the order of rows does not count; in order, it does", () => {
	const turned = [...rows].reverse();
	expect(digestOf([turned], "set")).toBe(digestOf([rows], "set"));
	expect(digestOf([turned], "ordered")).not.toBe(digestOf([rows], "ordered"));
});

test("a row that occurs twice is not one that occurs once", () => {
	expect(digestOf([[...rows, [1, "a"]]], "set")).not.toBe(digestOf([rows], "set"));
});

test("null, the text null and an empty text differ", () => {
	const digests = [null, "null", ""].map((value) => digestOf([[[value]]], "set"));
	expect(new Set(digests).size).toBe(3);
});

test("by count, only the number of rows counts", () => {
	expect(digestOf([[[1], [2]]], "count")).toBe(digestOf([[[8], [9]]], "count"));
	expect(digestOf([[[1]]], "count")).not.toBe(digestOf([[[1], [2]]], "count"));
});

test("rows of one statement are not mistaken for rows of the next", () => {
	expect(digestOf([[[1]], [[2]]], "set")).not.toBe(digestOf([[[1], [2]], []], "set"));
});
