const POLYNOMIAL = 0xedb88320;

/** Eight tables of 256 entries, one after the other: CRC-32 (IEEE 802.3), eight bytes at a time. */
const TABLES = makeTables();

function makeTables(): Int32Array {
	const tables = new Int32Array(8 * 256);
	for (let byte = 0; byte < 256; byte++) {
		let crc = byte;
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
		tables[byte] = crc;
	}
	for (let index = 256; index < tables.length; index++) {
		const crc = tables[index - 256] as number;
		tables[index] = (crc >>> 8) ^ (tables[crc & 0xff] as number);
	}
	return tables;
}

/**
 * CRC-32 of a part of a buffer, equal to MySQL's CRC32() of the same bytes.
 * In JavaScript because a native call per row costs more than the row's own bytes do here.
 */
export function rowCrc(bytes: Uint8Array, from: number, to: number): number {
	const t = TABLES;
	let crc = -1;
	let at = from;
	for (const end = to - 7; at < end; at += 8) {
		crc ^=
			(bytes[at] as number) |
			((bytes[at + 1] as number) << 8) |
			((bytes[at + 2] as number) << 16) |
			((bytes[at + 3] as number) << 24);
		crc =
			(t[0x700 | (crc & 0xff)] as number) ^
			(t[0x600 | ((crc >>> 8) & 0xff)] as number) ^
			(t[0x500 | ((crc >>> 16) & 0xff)] as number) ^
			(t[0x400 | (crc >>> 24)] as number) ^
			(t[0x300 | (bytes[at + 4] as number)] as number) ^
			(t[0x200 | (bytes[at + 5] as number)] as number) ^
			(t[0x100 | (bytes[at + 6] as number)] as number) ^
			(t[bytes[at + 7] as number] as number);
	}
	for (; at < to; at++) crc = (crc >>> 8) ^ (t[(crc ^ (bytes[at] as number)) & 0xff] as number);
	return ~crc >>> 0;
}
