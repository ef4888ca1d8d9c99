import { dayBytes } from "../../calendar.ts";
import type { RandomStream } from "../../random-stream.ts";
import { fieldBytes, type RowWriter } from "../../row-writer.ts";
import type { ValuePlan } from "../plan.ts";
import type { Render } from "./rendering.ts";

type MomentPlan = Extract<ValuePlan, { readonly as: "moment" }>;

const DAY = 86_400;
const SPACE = fieldBytes(" ");
const COLON = fieldBytes(":");
const POINT = fieldBytes(".");

/** Moments in the order of the numbers, but for a shift of each. */
export function renderMoment(plan: MomentPlan, stream: RandomStream): Render {
	const { form, digits, from, to, of } = plan;
	if (form === "year") return (number, out) => out.int(from + Math.floor(spread(number, of) * (to - from + 1)));
	if (form === "time") {
		return (number, out) => {
			writeClock(out, plan.unique ? number % DAY : stream.at(number).below(DAY), digits, stream);
			out.endField();
		};
	}
	const days = to - from;
	const secondOf = (number: number): number => {
		if (plan.unique)
			return form === "date" ? (from + number) * DAY : from * DAY + Math.floor((number * days * DAY) / of);
		const start = stream.at(number).unit();
		const shift = plan.shiftDays === 0 ? 0 : stream.unit() * plan.shiftDays;
		return Math.floor((from + ((number + start) / of) * days + shift) * DAY);
	};
	if (form === "date") return (number, out) => out.field(dayBytes(Math.floor(secondOf(number) / DAY)));
	return (number, out) => writeMoment(out, secondOf(number), digits, stream);
}

/** Moments by a table of days: a number's place in it is the moment's. */
export function renderAged(plan: Extract<ValuePlan, { readonly as: "aged" }>, stream: RandomStream): Render {
	const { form, digits, days, of } = plan;
	const cells = days.length - 1;
	const secondOf = (number: number): number => {
		const at = Math.min(0.999_999_999, (number + 0.5) / Math.max(1, of)) * cells;
		const cell = Math.floor(at);
		const low = days[cell] as number;
		return Math.floor((low + ((days[cell + 1] as number) - low) * (at - cell)) * DAY);
	};
	if (form === "date") return (number, out) => out.field(dayBytes(Math.floor(secondOf(number) / DAY)));
	return (number, out) => {
		if (digits > 0) stream.at(number);
		writeMoment(out, secondOf(number), digits, stream);
	};
}

/** @param second since 1970. */
function writeMoment(out: RowWriter, second: number, digits: number, stream: RandomStream): void {
	const day = Math.floor(second / DAY);
	const inDay = second - day * DAY;
	out.raw(dayBytes(day));
	if (digits === 0) {
		const minute = (inDay / 60) | 0;
		const hour = (minute / 60) | 0;
		out.clock(hour, minute - hour * 60, inDay - minute * 60);
		return;
	}
	out.raw(SPACE);
	writeClock(out, inDay, digits, stream);
	out.endField();
}

function spread(number: number, of: number): number {
	return Math.min(0.999_999, number / Math.max(1, of));
}

/** @param digits of the second's fraction, drawn from the stream. */
function writeClock(out: RowWriter, second: number, digits: number, stream: RandomStream): void {
	const hour = Math.floor(second / 3600);
	const minute = Math.floor((second - hour * 3600) / 60);
	out.digits(hour, 2);
	out.raw(COLON);
	out.digits(minute, 2);
	out.raw(COLON);
	out.digits(second - hour * 3600 - minute * 60, 2);
	if (digits === 0) return;
	out.raw(POINT);
	out.digits(stream.below(10 ** digits), digits);
}
