import { type ColumnType, parseColumnType } from "../../schema/column-type.ts";
import type { ColumnModel } from "../../schema/model.ts";
import type { ColumnStatistics } from "../bundle/column-statistics.ts";
import type { JointStatistics } from "../bundle/key-statistics.ts";
import type { ColumnPlan, DrawPlan, ValuePlan } from "../synthesize/plan.ts";
import { daysOf } from "./ages.ts";
import { frequentNumbers, purityOf, quantilePoints, sharesOf } from "./shares.ts";

/** A column that is no reference, as synthesized from the schema, and what the bundle tells of it. */
export interface TwinColumn {
	readonly plan: ColumnPlan;
	readonly column: ColumnModel;
	readonly stats: ColumnStatistics;
	/** Rows of the twin, and of the original. */
	readonly rows: number;
	readonly originalRows: number;
	/** Day of the capture, since 1970. */
	readonly captured: number;
	/** Span of a numbered primary key over the rows, for that column. */
	readonly keySpan?: number;
	/** The key within whose rows the column is looked at: its group, number of keys, and what is known of both. */
	readonly within?: { readonly group: number; readonly keys: number; readonly joint: JointStatistics };
}

/** More distinct values than this part of the rows grow with the table. */
const GROWING = 0.02;
/** So many values are drawn one by one. */
const FEW = 100;
const ORDERED = 0.3;
/** What a YEAR can hold. */
const FIRST_YEAR = 1901;
const LAST_YEAR = 2155;

/** The column with the frequencies, lengths, ages and order that the bundle tells; what it does not tell stays. */
export function twinColumn(request: TwinColumn): ColumnPlan {
	const { plan, column, stats, rows, originalRows, keySpan } = request;
	const type = parseColumnType(column.type);
	const nulls = plan.nulls > 0 || !column.notNull ? (isOwnNumber(plan) && column.notNull ? 0 : stats.nulls) : 0;
	if (column.autoIncrement || keySpan !== undefined)
		return { ...plan, nulls: 0, value: withGaps(plan.value, keySpan ?? 1) };
	if (plan.draw.by === "group") return plan;
	const growth = originalRows === 0 ? 1 : rows / originalRows;
	const grows = stats.distinct > originalRows * (1 - stats.nulls) * GROWING;
	const known = plan.value.as === "member" ? membersOf(plan.value.members, type, stats.distinct) : undefined;
	const most = Math.min(Math.max(1, rows), known?.length ?? Number.POSITIVE_INFINITY);
	const distinct = Math.max(1, Math.min(most, Math.round(stats.distinct * (grows ? growth : 1))));
	if (isOwnNumber(plan) && isUniqueValue(plan.value)) {
		return {
			...plan,
			nulls,
			draw: { by: "moved", window: windowOf(stats) },
			value: lookOf(request, type, Math.max(1, rows)),
		};
	}
	const draw = withinMembers(drawOf(request, distinct), known?.length);
	const value = known === undefined ? lookOf(request, type, distinct) : { as: "member" as const, members: known };
	return { ...plan, nulls, draw, value };
}

/** So many combinations of a SET are told apart. */
const MOST_COMBINATIONS = 1024;

/** All values that the column may have: of a SET its combinations, in the order in which the server sorts them. */
function membersOf(members: readonly string[], type: ColumnType, distinct: number): readonly string[] {
	if (type.base !== "set" || distinct <= members.length) return members;
	const all = Math.min(MOST_COMBINATIONS, 2 ** Math.min(30, members.length) - 1, distinct);
	return Array.from({ length: all }, (_, at) => members.filter((_, bit) => (at + 1) & (2 ** bit)).join(","));
}

/** A member that is not there has no text: what the statistics tell beyond the last one is the last one. */
function withinMembers(draw: DrawPlan, members: number | undefined): DrawPlan {
	if (members === undefined || draw.by !== "mixed") return draw;
	const numbers = draw.numbers.map((number) => Math.min(members - 1, number));
	return { ...draw, numbers, rest: { from: 0, count: Math.min(members, draw.rest.count) } };
}

function isOwnNumber({ draw }: ColumnPlan): boolean {
	return draw.by === "row";
}

function isUniqueValue(value: ValuePlan): boolean {
	return value.as === "serial" || value.as === "uuid" || value.as === "number" || ("unique" in value && value.unique);
}

function drawOf({ stats, within }: TwinColumn, distinct: number): DrawPlan {
	const few =
		stats.frequent !== undefined &&
		stats.frequent.length > 0 &&
		(distinct <= FEW || stats.along !== undefined || within !== undefined);
	// Ages have their distribution in their own table.
	const points = stats.recency === undefined ? quantilePoints(stats, distinct) : [0, distinct];
	if (!few) return { by: "quantile", points, window: windowOf(stats) };
	return {
		by: "mixed",
		numbers: frequentNumbers(stats, distinct),
		rest: { from: 0, count: distinct },
		weights: sharesOf(stats, within?.joint),
		cuts: [Math.ceil((within?.keys ?? 0) * 0.01), Math.ceil((within?.keys ?? 0) * 0.1)],
		purity: within === undefined ? 0 : purityOf(within.joint, stats),
		...(within === undefined ? {} : { group: within.group }),
	};
}

/** A window-shuffled order has the rank correlation 1 - w^2, for a window of the part w of the table. */
function windowOf({ correlation = 0 }: ColumnStatistics): number {
	if (Math.abs(correlation) < ORDERED) return 1;
	const window = Math.sqrt(1 - Math.min(1, Math.abs(correlation)));
	return correlation > 0 ? window : -Math.max(1e-9, window);
}

function withGaps(value: ValuePlan, span: number): ValuePlan {
	return value.as === "number" ? { ...value, step: Math.max(1, span) } : value;
}

/** How the values look, so that they sort as their numbers do where the type lets them. */
function lookOf({ plan, stats, captured }: TwinColumn, type: ColumnType, distinct: number): ValuePlan {
	const { value } = plan;
	const { length, recency, sign } = stats;
	switch (value.as) {
		case "moment":
			if (value.form === "year") return yearsOf(value, distinct);
			// Moments are spread over as many places as there are values of them, not over as many as there are rows.
			if (recency === undefined || value.form === "time") return { ...value, of: distinct };
			return { as: "aged", form: value.form, digits: value.digits, days: daysOf(recency, captured), of: distinct };
		case "text":
		case "serial":
			return length === undefined ? value : orderedText(stats, type, distinct);
		case "number": {
			// So many digits as most have; numbers below zero come first.
			const least = length === undefined ? value.from : Math.floor(10 ** (Math.min(15, length.p50) - 1));
			const from =
				sign !== undefined && sign.negative > 0
					? -Math.round(sign.negative * distinct)
					: distinct > least * 9
						? value.from
						: least;
			return { ...value, from: value.from === 0 ? 0 : from, step: 1 };
		}
		case "amount": {
			const unit = 10 ** -Math.min(value.scale, 4);
			const low = sign !== undefined && sign.negative > 0 ? -value.to * sign.negative : value.from;
			const step = Math.max(unit, Math.floor((value.to - low) / distinct / unit) * unit);
			return { as: "number", from: Math.round(low / unit) * unit, step, scale: value.scale };
		}
		case "json":
			return length === undefined ? value : { as: "json", length: length.mean };
		case "bytes":
			return length === undefined ? value : { ...value, length: Math.max(1, Math.min(2000, Math.round(length.p50))) };
		case "member":
			return value;
		default:
			return value;
	}
}

/** As many years in a row as the original has. */
function yearsOf(value: Extract<ValuePlan, { readonly as: "moment" }>, distinct: number): ValuePlan {
	const years = Math.min(distinct, LAST_YEAR - FIRST_YEAR + 1);
	const from = Math.max(FIRST_YEAR, Math.min(value.from, LAST_YEAR - years + 1));
	return { ...value, from, to: from + years - 1, of: distinct };
}

function orderedText({ length, prefixes }: ColumnStatistics, type: ColumnType, distinct: number): ValuePlan {
	const room = type.base === "tinytext" ? 255 : /text/.test(type.base) ? 20_000 : (type.length ?? 1);
	const digits = Math.max(1, Math.ceil(Math.log(Math.max(2, distinct)) / Math.log(36)));
	const inRoom = (bytes: number) => Math.max(Math.min(digits, room), Math.min(room, Math.round(bytes)));
	const { mean = 10, p50 = mean, p95 = mean, max = mean } = length ?? {};
	return {
		as: "ordered-text",
		of: distinct,
		lengths: {
			least: inRoom(Math.max(2 * p50 - p95, p50 / 2)),
			p50: inRoom(p50),
			p95: inRoom(p95),
			most: inRoom(Math.min(max, 4 * p95)),
		},
		prefixes: [prefixes?.[4] ?? distinct, prefixes?.[8] ?? distinct, prefixes?.[16] ?? distinct].map((groups) =>
			Math.max(1, Math.min(groups, distinct)),
		) as [number, number, number],
	};
}
