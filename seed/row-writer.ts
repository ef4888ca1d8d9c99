import { plainText, ValueRefused } from "./plain-value.ts";
import { rowCrc } from "./row-crc.ts";

const TAB = 9;
const NEWLINE = 10;
const BACKSLASH = 92;
const ZERO = 48;
const MINUS = 45;
/** From so many bytes on, Uint8Array.set costs less than a loop. */
const LONG_FIELD = 48;
/** What stands after a backslash for bytes that LOAD DATA would take for its own: tab, newline, backslash, NUL. */
const ESCAPES: Readonly<Record<number, number>> = { 0: 48, 9: 116, 10: 110, 92: 92 };
const WHOLE = "int takes whole numbers that JavaScript holds exactly; text takes any digits";
/** Powers of ten: the first number that needs more than so many digits. */
const POWERS = Array.from({ length: 16 }, (_, digits) => 10 ** digits);
const encoder = new TextEncoder();

/** A field's bytes as LOAD DATA reads them: UTF-8, escaped. Made once, written often. */
export type FieldBytes = Uint8Array;

/** Marks bytes that are escaped already; any other array of bytes is a value yet to be escaped. */
class EscapedBytes extends Uint8Array {}

/** A text as a field of LOAD DATA's default format: tab, newline, backslash and NUL are escaped. */
export function fieldBytes(text: string): FieldBytes {
	const escaped = text.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\0", "\\0");
	const bytes = encoder.encode(escaped);
	return new EscapedBytes(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Each of a list of texts as a field. */
export function fieldList(texts: readonly string[]): readonly FieldBytes[] {
	return texts.map(fieldBytes);
}

/**
 * Writes rows as tab-separated bytes, in the order of the table's columns, with a CRC-32 summed over the rows.
 * Every method appends one field of the current row; `endRow` closes it. No string is made on the way.
 */
export class RowWriter {
	bytes: Uint8Array;
	/** Bytes written. */
	length = 0;
	/** Rows written. */
	rows = 0;
	/** Sum of the rows' CRC-32 values: the order of rows does not matter to it. */
	checksum = 0;
	private rowStart = 0;

	constructor(bytes: Uint8Array) {
		this.bytes = bytes;
	}

	/** Starts over in the given buffer. */
	reset(bytes: Uint8Array): void {
		this.bytes = bytes;
		this.length = 0;
		this.rows = 0;
		this.checksum = 0;
		this.rowStart = 0;
	}

	/** SQL NULL. */
	null(): void {
		this.bytes[this.length++] = BACKSLASH;
		this.bytes[this.length++] = 78;
		this.bytes[this.length++] = TAB;
	}

	/** An integer, negative ones and those of `bigint` too. @throws ValueRefused for a fraction or what is no number. */
	int(value: number | bigint): void {
		if (typeof value === "number" && value >>> 0 === value) this.digits(value, 1);
		else this.otherInt(value);
		this.bytes[this.length++] = TAB;
	}

	/**
	 * Any value as an application has it: number, bigint, string, boolean (1 or 0), null, Date (UTC, with milliseconds),
	 * bytes as they are, anything else as JSON. MySQL makes of it what the column holds.
	 * @throws ValueRefused for numbers that are none (NaN, Infinity), dates that are none and functions.
	 */
	value(value: unknown): void {
		if (value === null || value === undefined) this.null();
		else if (typeof value === "string") this.text(value);
		else if (value instanceof Uint8Array) this.binary(value);
		else this.text(plainText(value));
	}

	/** Bytes of a binary column, as they are. */
	binary(bytes: Uint8Array): void {
		this.escape(bytes);
		this.bytes[this.length++] = TAB;
	}

	/** An amount of hundredths, written with two decimals; may be negative. @throws ValueRefused for a part of a hundredth. */
	cents(value: number): void {
		if (!Number.isSafeInteger(value)) throw new ValueRefused(value, "cents takes whole hundredths");
		const size = value < 0 ? -value : value;
		if (value < 0) this.bytes[this.length++] = 45;
		const whole = Math.floor(size / 100);
		this.digits(whole, 1);
		this.bytes[this.length++] = 46;
		this.digits(size - whole * 100, 2);
		this.bytes[this.length++] = TAB;
	}

	/** A whole field as LOAD DATA reads it: bytes made by `fieldBytes`, or escaped by hand. */
	field(field: FieldBytes): void {
		this.copy(field);
		this.bytes[this.length++] = TAB;
	}

	/** A prefix and a number of at least `width` digits, e.g. INV-0000042. */
	code(prefix: FieldBytes, value: number, width: number): void {
		this.raw(prefix);
		this.digits(value, width);
		this.bytes[this.length++] = TAB;
	}

	/** Any text; for values that cannot be made beforehand. */
	text(value: string): void {
		this.field(fieldBytes(value));
	}

	/**
	 * A part of a field: bytes and numbers are appended by `raw` and `digits`, and `endField` closes it. Bytes that
	 * `fieldBytes` did not make are escaped on their way.
	 */
	raw(bytes: Uint8Array): void {
		if (bytes.constructor === EscapedBytes) this.copy(bytes);
		else this.escape(bytes);
	}

	private copy(bytes: Uint8Array): void {
		const size = bytes.length;
		if (size > LONG_FIELD) {
			this.bytes.set(bytes, this.length);
			this.length += size;
			return;
		}
		// A loop, since Uint8Array.set costs more than the few bytes of a usual field.
		for (let index = 0; index < size; index++) this.bytes[this.length + index] = bytes[index] as number;
		this.length += size;
	}

	/** The value of a BIT column, which LOAD DATA takes as bytes. @param width of the column in bits. */
	bits(value: number | bigint, width: number): void {
		const bytes = new Uint8Array(Math.ceil(width / 8));
		let rest = BigInt(value);
		for (let at = bytes.length - 1; at >= 0; at--) {
			bytes[at] = Number(rest & 0xffn);
			rest >>= 8n;
		}
		this.binary(bytes);
	}

	private escape(bytes: Uint8Array): void {
		for (const byte of bytes) {
			const letter = byte < 93 ? ESCAPES[byte] : undefined;
			if (letter !== undefined) this.bytes[this.length++] = BACKSLASH;
			this.bytes[this.length++] = letter ?? byte;
		}
	}

	/** Integers that are negative or above 32 bits. */
	private otherInt(value: number | bigint): void {
		if (typeof value !== "bigint" && !Number.isSafeInteger(value)) throw new ValueRefused(value, WHOLE);
		if (value < 0) this.bytes[this.length++] = MINUS;
		const size = value < 0 ? -value : value;
		if (typeof size === "number") this.digits(size, 1);
		else this.copy(encoder.encode(String(size)));
	}

	/** Decimal digits of a non-negative integer, zero-padded to `width`. */
	digits(value: number, width: number): void {
		if (!(value >= 0 && value === Math.floor(value)))
			throw new ValueRefused(value, "digits takes whole numbers from 0");
		const { bytes } = this;
		let size = width;
		for (let limit = POWERS[width] as number; value >= limit; limit *= 10) size++;
		let at = this.length + size;
		this.length = at;
		let rest = value;
		// Above 32 bits the engine falls back to floating point, so only what is above goes there.
		for (; rest > 0x7fffffff; size--) {
			const tens = Math.floor(rest / 10);
			bytes[--at] = ZERO + (rest - tens * 10);
			rest = tens;
		}
		for (; size > 0; size--) {
			const tens = (rest / 10) | 0;
			bytes[--at] = ZERO + ((rest | 0) - tens * 10);
			rest = tens;
		}
	}

	/** Ends a timestamp whose date is already written. */
	clock(hour: number, minute: number, second: number): void {
		const { bytes } = this;
		let at = this.length;
		bytes[at++] = 32;
		at = twoDigits(bytes, at, hour);
		bytes[at++] = 58;
		at = twoDigits(bytes, at, minute);
		bytes[at++] = 58;
		at = twoDigits(bytes, at, second);
		bytes[at++] = TAB;
		this.length = at;
	}

	endField(): void {
		this.bytes[this.length++] = TAB;
	}

	/** How many fields of the current row are complete. */
	get fieldsOfRow(): number {
		return this.bytes.subarray(this.rowStart, this.length).reduce((count, byte) => count + (byte === TAB ? 1 : 0), 0);
	}

	/** @throws RangeError when the row did not fit: buffers are made with room for one more row of any table. */
	endRow(): void {
		const end = this.length - 1;
		if (end >= this.bytes.length) throw new RangeError(`A row of ${this.length - this.rowStart} bytes does not fit.`);
		this.bytes[end] = NEWLINE;
		this.checksum += rowCrc(this.bytes, this.rowStart, end);
		this.rowStart = this.length;
		this.rows++;
	}
}

function twoDigits(bytes: Uint8Array, at: number, value: number): number {
	const tens = (value / 10) | 0;
	bytes[at] = ZERO + tens;
	bytes[at + 1] = ZERO + value - tens * 10;
	return at + 2;
}
