import { BenchError } from "../base/errors.ts";

/** A value that a generator wrote and that its column does not hold as written. */
export interface Refusal {
	readonly table: string;
	readonly column?: string;
	/** Counted from 0, as generators count. */
	readonly row?: number;
	/** As text, cut where it is long; bytes as hexadecimal digits. */
	readonly written?: string;
	readonly stored?: string;
	/** What the writer or the server says. */
	readonly reason?: string;
}

const LONGEST = 80;

/** A value as a message shows it. */
export function shownValue(value: unknown): string {
	if (value === null || value === undefined) return "NULL";
	if (value instanceof Uint8Array) {
		const text = Buffer.from(value).toString("utf8");
		const printable = Buffer.from(text).equals(Buffer.from(value)) && !/[\p{Cc}]/u.test(text);
		return printable ? shownValue(text) : cut(`0x${Buffer.from(value).toString("hex")}`);
	}
	return typeof value === "string" ? `"${cut(value)}"` : cut(String(value));
}

function cut(text: string): string {
	return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}

/** The refusal as the failure of a user's generator: one sentence with the place. */
export function refused(refusal: Refusal): BenchError {
	const { table, column, row, written, stored, reason } = refusal;
	const place = [
		`table ${table}`,
		...(column === undefined ? [] : [`column ${column}`]),
		...(row === undefined ? [] : [`row ${row}`]),
	].join(", ");
	const told = [
		...(written === undefined ? [] : [`${written} was written`]),
		...(stored === undefined ? [] : [`${stored} was stored`]),
	].join(" and ");
	const because = [told, reason].filter((part) => part !== undefined && part !== "").join("; ");
	return new BenchError(
		"usage",
		`A value does not fit: ${place}: ${because.replace(/\.$/, "")}.`,
		`Have the generator of ${table} write what the column can hold; rows count from 0.`,
	);
}
