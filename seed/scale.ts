import { BenchError } from "../base/errors.ts";

/** How much data: a named scale, or a factor on the volumes of `production`. */
export type Scale =
	| { readonly name: "smoke" | "terp"; readonly factor: null }
	| { readonly name: string; readonly factor: number };

const SMALLEST = 0.01;
export const LARGEST_SCALE = 100;

/**
 * The scale a user named: smoke, terp, production, x10, or any factor from 0.01 to 100 (also written "x0.5").
 * @throws BenchError kind "usage" for anything else.
 */
export function parseScale(text: string): Scale {
	if (text === "smoke" || text === "terp") return { name: text, factor: null };
	if (text === "production") return { name: text, factor: 1 };
	const digits = /^x?(\d+(?:\.\d+)?)$/.exec(text)?.[1];
	const factor = Number(digits);
	if (digits === undefined || factor < SMALLEST || factor > LARGEST_SCALE) {
		throw new BenchError(
			"usage",
			`"${text}" is not a scale.`,
			`Use smoke, terp, production, x10 or a factor from ${SMALLEST} to ${LARGEST_SCALE}.`,
		);
	}
	return factor === 1 ? { name: "production", factor } : { name: `x${factor}`, factor };
}
