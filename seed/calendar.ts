import { type FieldBytes, fieldBytes, type RowWriter } from "./row-writer.ts";

const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of an ISO date. */
export function dayNumber(iso: string): number {
	return Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
}

/** The ISO date of a day. */
export function isoDate(day: number): string {
	return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Share of a day's business by weekday, Sunday first. */
export type WeekdayWeights = readonly [number, number, number, number, number, number, number];

/** A span of days with its business per day, and the days' texts made once. */
export class Calendar {
	readonly first: number;
	readonly last: number;
	/** Share of all business that falls before each day; one more entry than days, the last being 1. */
	readonly before: Float64Array;

	/** @param first ISO date. @param last ISO date, included. */
	constructor(first: string, last: string, weights: WeekdayWeights) {
		this.first = dayNumber(first);
		this.last = dayNumber(last);
		const days = this.last - this.first + 1;
		this.before = new Float64Array(days + 1);
		for (let day = 0; day < days; day++) {
			// 1970-01-01 was a Thursday.
			const weekday = (this.first + day + 4) % 7;
			this.before[day + 1] = (this.before[day] as number) + (weights[weekday] ?? 0);
		}
		const total = this.before[days] as number;
		for (let day = 0; day <= days; day++) this.before[day] = (this.before[day] as number) / total;
	}

	get days(): number {
		return this.last - this.first + 1;
	}

	/** Events in order of time, `count` of them over the span: where each day starts. */
	schedule(count: number): Schedule {
		const starts = Float64Array.from(this.before, (share) => Math.round(share * count));
		return new Schedule(this.first, starts);
	}
}

/** Which events happen on which day. */
export class Schedule {
	/** The first event of each day; the last entry is the number of events. */
	readonly starts: Float64Array;
	private readonly first: number;
	private recent = 0;

	constructor(first: number, starts: Float64Array) {
		this.first = first;
		this.starts = starts;
	}

	/** Place of the event's day in the span, from 0. */
	placeOf(event: number): number {
		let place = this.recent;
		// Rows are made in order, so the day of the last row is nearly always right.
		if (event >= (this.starts[place] as number) && event < (this.starts[place + 1] as number)) return place;
		let low = 0;
		let high = this.starts.length - 1;
		while (high - low > 1) {
			place = (low + high) >>> 1;
			if (event < (this.starts[place] as number)) high = place;
			else low = place;
		}
		this.recent = low;
		return low;
	}

	/** Day number of the event. */
	dayOf(event: number): number {
		return this.first + this.placeOf(event);
	}

	/** Where in its day an event is, 0 up to 1. */
	partOf(event: number): number {
		const place = this.placeOf(event);
		const start = this.starts[place] as number;
		return (event - start) / ((this.starts[place + 1] as number) - start);
	}
}

const textOfDay = new Map<number, FieldBytes>();

/** An ISO date as a field's bytes. */
export function dayBytes(day: number): FieldBytes {
	let bytes = textOfDay.get(day);
	if (bytes === undefined) {
		bytes = fieldBytes(isoDate(day));
		textOfDay.set(day, bytes);
	}
	return bytes;
}

/** Writes a date field. */
export function writeDay(out: RowWriter, day: number): void {
	out.field(dayBytes(day));
}

/** Writes a timestamp field. @param second of the day. */
export function writeMoment(out: RowWriter, day: number, second: number): void {
	out.raw(dayBytes(day));
	const hour = Math.floor(second / 3600);
	const minute = Math.floor((second - hour * 3600) / 60);
	out.clock(hour, minute, second - hour * 3600 - minute * 60);
}
