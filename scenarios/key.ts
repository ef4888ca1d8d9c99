import type { Key, KeyPart } from "./suite.ts";

/** A part of a key as a record holds it: bytes as hexadecimal digits. */
export type RecordedPart = string | number | null | { readonly hex: string };

/** Parts of a key as a query needs them. A key that lacks the part is a mistake of the scenario's key source. */
export function keyNumber(key: Key, position = 0): number {
	const value = part(key, position);
	const text = value instanceof Uint8Array ? `0x${hex(value)}` : value;
	const number = text === "" ? Number.NaN : Number(text);
	if (Number.isNaN(number)) throw new TypeError(`Part ${position} of key ${JSON.stringify(key)} is not a number.`);
	return number;
}

export function keyText(key: Key, position = 0): string {
	const value = part(key, position);
	return value instanceof Uint8Array ? hex(value) : String(value);
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

/** A key as JSON can hold it. */
export function recordedKey(key: Key): RecordedPart[] {
	return key.map((value) => (value instanceof Uint8Array ? { hex: hex(value) } : value));
}

/** The key that was recorded; a part that was NULL is left out. */
export function keyOfRecord(parts: readonly RecordedPart[]): Key {
	return parts
		.filter((value) => value !== null)
		.map((value) => (typeof value === "object" ? Buffer.from(value.hex, "hex") : value));
}

function hex(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString("hex");
}

function part(key: Key, position: number): KeyPart {
	const value = key[position];
	if (value === undefined) throw new TypeError(`Key ${JSON.stringify(key)} has no part ${position}.`);
	return value;
}
