import { varianceOf } from "./student-margin.ts";

/** How much a machine's pace differs from one minute of a run to the next. */
export interface MachineSpread {
	/** Standard deviation of the logarithm of the time that the same work takes when looked at once. */
	readonly sd: number;
	/** Degrees of freedom that it is known with. */
	readonly df: number;
}

/** Fewer works do not tell how far two looks lie apart. */
const LEAST_LOOKS = 6;

/**
 * The spread between two looks at the same work minutes apart, from several works: the standard deviation of ln(one /
 * other) over the square root of two, since both looks vary. What all works have in common, such as caches that filled in
 * between, is taken out with the mean.
 * @param looks milliseconds of each work at one time and at another.
 * @returns undefined where the works are too few to tell.
 */
export function machineSpread(looks: readonly (readonly [number, number])[]): MachineSpread | undefined {
	if (looks.length < LEAST_LOOKS) return undefined;
	const d = looks.map(([one, other]) => Math.log(one / other));
	return { sd: Math.sqrt(varianceOf(d) / 2), df: d.length - 1 };
}
