import { BenchError } from "../../base/errors.ts";
import { type ColumnType, isGeometry, isText } from "../../schema/column-type.ts";
import { dayNumber } from "../calendar.ts";
import type { Limits } from "./limits.ts";
import type { ColumnWish } from "./options.ts";
import type { ValuePlan } from "./plan.ts";
import { textKind } from "./text-kind.ts";

/** What a column's values are made from. */
export interface ValueRequest {
	readonly table: string;
	readonly name: string;
	readonly type: ColumnType;
	readonly rows: number;
	/** Whether each number must have a value of its own. */
	readonly unique: boolean;
	readonly limits: Limits;
	readonly wish: ColumnWish;
}

/** How a column's values look, and how many numbers have a value of their own; infinite where all have. */
export interface ColumnValue {
	readonly value: ValuePlan;
	readonly capacity: number;
}

/** The three years before this day are what moments lie in, unless said. */
export const LAST_DAY = dayNumber("2026-01-01");
export const FIRST_DAY = LAST_DAY - 3 * 365;
/** Of a whole number's column without any hint. */
const USUAL_NUMBERS = 1000;

const WHOLE: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, mediumint: 24, int: 32, bigint: 53 };

/** @throws BenchError for a type whose values cannot be made. */
export function columnValue(request: ValueRequest): ColumnValue {
	return byWish(request) ?? byType(request);
}

/** @throws BenchError for a column that is to be different in each row and has too few values for that. */
export function checkRoom({ table, name, rows }: ValueRequest, { capacity }: ColumnValue): void {
	if (capacity >= rows) return;
	throw new BenchError(
		"usage",
		`Column ${name} of ${table} is unique and has room for ${capacity} values, but ${rows} rows are asked for.`,
		`Ask for fewer rows of ${table} with "rows", or for other values with "columns".`,
	);
}

function byWish({ wish, limits }: ValueRequest): ColumnValue | undefined {
	if (wish.values !== undefined) {
		const members = Object.keys(wish.values);
		return { value: { as: "member", members }, capacity: members.length };
	}
	const { members, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = limits;
	if (members === undefined) return undefined;
	const allowed = members.filter((member) => !(Number(member) < least) && !(Number(member) > most));
	return { value: { as: "member", members: allowed }, capacity: allowed.length };
}

function byType(request: ValueRequest): ColumnValue {
	const { type, unique } = request;
	const { base, length = 1 } = type;
	const endless = Number.POSITIVE_INFINITY;
	if (base in WHOLE) return whole(request);
	if (isText(type) && base !== "enum" && base !== "set") return text(request);
	if (isGeometry(type)) return geometry(request);
	switch (base) {
		case "decimal":
			return decimal(request);
		case "float":
		case "double": {
			const [from, to] = range(request, type.unsigned ? 0 : -1000, 1000);
			return unique
				? step(0, 1, 0, 2 ** (base === "float" ? 24 : 53))
				: { value: { as: "real", from, to }, capacity: endless };
		}
		case "enum":
		case "set":
			return { value: { as: "member", members: type.values }, capacity: type.values.length };
		case "bit":
			return { value: { as: "bits", width: length }, capacity: 2 ** Math.min(31, length) };
		case "date":
		case "datetime":
		case "timestamp":
		case "time":
		case "year":
			return moment(request);
		case "json":
			return { value: { as: "json" }, capacity: endless };
		case "binary":
			if (length === 16) return { value: { as: "uuid", form: unique ? "ordered-bytes" : "bytes" }, capacity: endless };
			return { value: { as: "bytes", length, unique }, capacity: length >= 4 ? endless : 256 ** length };
		case "varbinary":
		case "tinyblob":
		case "blob":
		case "mediumblob":
		case "longblob": {
			const size = Math.min(base === "varbinary" ? length : 200, 32);
			return { value: { as: "bytes", length: size, unique }, capacity: size >= 4 ? endless : 256 ** size };
		}
		case "vector":
			return { value: { as: "vector", dimensions: type.length ?? 2048 }, capacity: endless };
	}
	throw unknownType(request);
}

function unknownType({ table, name, type }: ValueRequest): BenchError {
	return new BenchError(
		"usage",
		`Values of column ${name} of ${table} cannot be made: its type is ${type.base}.`,
		"Leave it NULL or to a default, or write a generator of your own for that table.",
	);
}

function geometry(request: ValueRequest): ColumnValue {
	const { base } = request.type;
	if (base !== "geometry" && base !== "point") throw unknownType(request);
	return { value: { as: "point", srid: request.type.srid ?? 0 }, capacity: Number.POSITIVE_INFINITY };
}

function step(from: number, by: number, scale: number, capacity: number): ColumnValue {
	return { value: { as: "number", from, step: by, scale }, capacity };
}

function whole(request: ValueRequest): ColumnValue {
	const { type, unique, name, limits, wish } = request;
	const bits = WHOLE[type.base] ?? 32;
	const greatest = 2 ** (type.unsigned || bits === 53 ? bits : bits - 1) - 1;
	const [from, to] = range(request, unique || limits.most === undefined || limits.most > 0 ? 1 : limits.most, greatest);
	const isFlag = type.base === "tinyint" && (type.length === 1 || /^(?:is|has|can|allow|enable)[_A-Z]/.test(name));
	if (isFlag && wish.from === undefined && limits.least === undefined) return step(0, 1, 0, 2);
	if (unique) return step(from, 1, 0, to - from + 1);
	const said = wish.distinct ?? (wish.to === undefined && limits.most === undefined ? USUAL_NUMBERS : to - from + 1);
	return step(from, 1, 0, Math.max(1, Math.min(said, to - from + 1)));
}

function decimal(request: ValueRequest): ColumnValue {
	const { type, unique } = request;
	const { length = 10, scale = 0 } = type;
	const digits = Math.min(11, length - scale);
	const greatest = 10 ** digits - 1;
	if (unique) return step(...([range(request, 0, greatest)[0], 1, scale] as const), greatest);
	// A column of shares alone: nothing stands before the point.
	if (digits === 0) return { value: { as: "amount", from: 0, to: 0.9999, scale }, capacity: Number.POSITIVE_INFINITY };
	const [from, to] = range(request, 0, Math.min(greatest, 5000), greatest);
	return { value: { as: "amount", from, to, scale }, capacity: Number.POSITIVE_INFINITY };
}

/** The span of numbers: a wish before checks, checks before what is usual. */
function range(
	{ wish, limits }: ValueRequest,
	least: number,
	most: number,
	greatest = most,
): readonly [number, number] {
	const from =
		wish.from === undefined
			? (limits.least ?? (limits.most !== undefined && limits.most < least ? limits.most - 1000 : least))
			: Number(wish.from);
	const to =
		wish.to === undefined ? (limits.most ?? (from > most ? Math.min(greatest, from + 1000) : most)) : Number(wish.to);
	return [from, Math.max(from, to)];
}

function moment({ type, rows, unique, wish, name }: ValueRequest): ColumnValue {
	const form = type.base === "timestamp" ? "datetime" : (type.base as "date" | "datetime" | "time" | "year");
	if (form === "year") {
		const [from, to] = [Number(wish.from ?? 2015), Number(wish.to ?? 2026)];
		const plan = { as: "moment", form, digits: 0, from, to, of: Math.max(1, rows), shiftDays: 0, unique } as const;
		return { value: plan, capacity: to - from + 1 };
	}
	const isBirth = /birth|dob|founded/i.test(name);
	const from = wish.from === undefined ? (isBirth ? dayNumber("1950-01-01") : FIRST_DAY) : dayNumber(String(wish.from));
	const to = wish.to === undefined ? (isBirth ? dayNumber("2006-01-01") : LAST_DAY) : dayNumber(String(wish.to));
	const shiftDays = /updat|modif|expire|due|deadline|end|until|deliver|closed|complet|paid/i.test(name) ? 30 : 0;
	const value = {
		as: "moment",
		form,
		digits: type.base === "date" ? 0 : (type.length ?? 0),
		from,
		to,
		of: Math.max(1, rows),
		shiftDays: unique ? 0 : shiftDays,
		unique,
	} as const;
	const capacity = form === "time" ? 86_400 : form === "date" ? 2_900_000 : (to - from) * 86_400;
	return { value, capacity };
}

function text(request: ValueRequest): ColumnValue {
	const { type, name, unique, wish } = request;
	const length = type.base === "tinytext" ? 255 : /text/.test(type.base) ? 4000 : (type.length ?? 1);
	const fixed = type.base === "char";
	if (length === 36 && (fixed || /id\b|uuid|guid/i.test(name))) {
		return { value: { as: "uuid", form: "text" }, capacity: Number.POSITIVE_INFINITY };
	}
	const kind = wish.text ?? textKind(name, length);
	if (unique && length < 16) {
		// Short codes: all characters are used, so that CHAR and VARCHAR hold the same.
		const width = Math.min(length, 8);
		return { value: { as: "serial", width, radix: 36 }, capacity: 36 ** width };
	}
	if (unique && fixed && kind !== "token") {
		return { value: { as: "serial", width: length, radix: 36 }, capacity: Number.POSITIVE_INFINITY };
	}
	return { value: { as: "text", kind, length, unique }, capacity: Number.POSITIVE_INFINITY };
}
