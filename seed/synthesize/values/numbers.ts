import type { RandomStream } from "../../random-stream.ts";
import { fieldBytes, type RowWriter } from "../../row-writer.ts";
import type { ValuePlan } from "../plan.ts";
import type { Render } from "./rendering.ts";

type Of<As> = Extract<ValuePlan, { readonly as: As }>;

const MINUS = fieldBytes("-");
const POINT = fieldBytes(".");

/** from + step * number, with all digits after the point, as the server writes decimals. */
export function renderNumber({ from, step, scale }: Of<"number">): Render {
	// Steps above one that are no whole numbers leave gaps of two sizes.
	if (scale === 0) return (number, out) => out.int(Math.floor(from + step * number));
	return (number, out) => writeScaled(out, from + step * number, scale);
}

/** Drawn anew for each number, in steps of one digit after the point. */
export function renderAmount({ from, to, scale }: Of<"amount">, stream: RandomStream): Render {
	// Digits that JavaScript's numbers hold; what a wider column has beyond them is zero.
	const drawn = Math.min(scale, 4);
	const unit = 10 ** drawn;
	const low = Math.ceil(from * unit);
	const steps = Math.max(1, Math.floor(to * unit) - low + 1);
	return (number, out) => {
		const whole = low + Math.floor(stream.at(number).unit() * steps);
		if (scale === 0) out.int(whole);
		else writeUnits(out, whole, drawn, scale);
	};
}

/** Quarters, which float and double hold exactly; float prints six digits. */
export function renderReal({ from, to }: Of<"real">, stream: RandomStream): Render {
	const low = Math.ceil(from * 4);
	const steps = Math.max(1, Math.floor(to * 4) - low + 1);
	return (number, out) => {
		const value = (low + Math.floor(stream.at(number).unit() * steps)) / 4;
		if (value === Math.floor(value)) out.int(value);
		else out.text(String(value));
	};
}

function writeScaled(out: RowWriter, value: number, scale: number): void {
	writeUnits(out, Math.round(value * 10 ** Math.min(scale, 4)), Math.min(scale, 4), scale);
}

/** @param units of the `drawn`th digit after the point. */
function writeUnits(out: RowWriter, units: number, drawn: number, scale: number): void {
	const size = units < 0 ? -units : units;
	const unit = 10 ** drawn;
	const whole = Math.floor(size / unit);
	if (units < 0) out.raw(MINUS);
	out.digits(whole, 1);
	out.raw(POINT);
	out.digits(size - whole * unit, drawn);
	for (let left = scale - drawn; left > 0; left -= 15) out.digits(0, Math.min(15, left));
	out.endField();
}
