import type { Key } from "./suite.ts";

/** Parts of a key as a query needs them. A key that lacks the part is a mistake of the scenario's key source. */
export function keyNumber(key: Key, position = 0): number {
	const value = part(key, position);
	const number = value === "" ? Number.NaN : Number(value);
	if (Number.isNaN(number)) throw new TypeError(`Part ${position} of key ${JSON.stringify(key)} is not a number.`);
	return number;
}

export function keyText(key: Key, position = 0): string {
	return String(part(key, position));
}

/** A part such as "3,17,42", which is how a key source hands over a list (GROUP_CONCAT). */
export function keyNumbers(key: Key, position = 0): number[] {
	return keyText(key, position)
		.split(",")
		.map((item) => keyNumber([item]));
}

export function keyTexts(key: Key, position = 0): string[] {
	return keyText(key, position).split(",");
}

function part(key: Key, position: number): string | number {
	const value = key[position];
	if (value === undefined) throw new TypeError(`Key ${JSON.stringify(key)} has no part ${position}.`);
	return value;
}
