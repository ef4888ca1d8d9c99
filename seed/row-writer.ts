import { rowCrc } from "./row-crc.ts";

const TAB = 9;
const NEWLINE = 10;
const BACKSLASH = 92;
const ZERO = 48;
/** Powers of ten: the first number that needs more than so many digits. */
const POWERS = Array.from({ length: 16 }, (_, digits) => 10 ** digits);
const encoder = new TextEncoder();

/** A field's bytes as LOAD DATA reads them: UTF-8, escaped. Made once, written often. */
export type FieldBytes = Uint8Array;

/** A text as a field of LOAD DATA's default format: tab, newline, backslash and NUL are escaped. */
export function fieldBytes(text: string): FieldBytes {
	const escaped = text.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\0", "\\0");
	return encoder.encode(escaped);
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

	/** A non-negative integer. */
	int(value: number): void {
		this.digits(value, 1);
		this.bytes[this.length++] = TAB;
	}

	/** An amount of hundredths, written with two decimals; may be negative. */
	cents(value: number): void {
		const size = value < 0 ? -value : value;
		if (value < 0) this.bytes[this.length++] = 45;
		const whole = Math.floor(size / 100);
		this.digits(whole, 1);
		this.bytes[this.length++] = 46;
		this.digits(size - whole * 100, 2);
		this.bytes[this.length++] = TAB;
	}

	/** Bytes made by `fieldBytes`. */
	field(field: FieldBytes): void {
		this.raw(field);
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

	/** A field of several parts: bytes and numbers are appended by `raw` and `digits`, and `endField` closes it. */
	raw(bytes: FieldBytes): void {
		const size = bytes.length;
		// A loop, since Uint8Array.set costs more than the few bytes of a usual field.
		for (let index = 0; index < size; index++) this.bytes[this.length + index] = bytes[index] as number;
		this.length += size;
	}

	/** Decimal digits of a non-negative integer, zero-padded to `width`. */
	digits(value: number, width: number): void {
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
