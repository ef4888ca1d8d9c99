import type { Interval } from "../../record/schema.ts";
import { formatNumber } from "../format.ts";

/** How many times as much: 1.25x, 12x. */
export function times(factor: number): string {
	return `${figure(factor)}x`;
}

/** With its interval: 1.25x [1.1, 1.4]. */
export function timesWithInterval({ factor, ci }: { readonly factor: number; readonly ci: Interval }): string {
	return `${times(factor)} [${figure(ci[0])}, ${figure(ci[1])}]`;
}

/** A figure with the interval it has, if any: 1.2 ms [1.1 ms, 1.3 ms]. */
export function withInterval(value: number, ci: Interval | undefined, format: (value: number) => string): string {
	return ci === undefined ? format(value) : `${format(value)} [${format(ci[0])}, ${format(ci[1])}]`;
}

function figure(value: number): string {
	return formatNumber(value, value < 1.995 ? 2 : value < 9.95 ? 1 : 0);
}
