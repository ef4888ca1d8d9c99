import type { MachineSpread } from "./machine-spread.ts";
import { type MixStratum, ratioParts } from "./mixture.ts";
import { marginOf, marginOfMeans, mean, type VariancePart } from "./student-margin.ts";

/** How much of a sum its largest parts are. */
export interface Concentration {
	/** Of each operation, weighted milliseconds saved; in the order given. */
	readonly saved: readonly number[];
	/** Positions of the operations that save most, the largest first. */
	readonly largest: readonly number[];
	/** Weighted milliseconds that all save together. */
	readonly totalSaved: number;
	/**
	 * The part of the total that the largest save, in percent, and its interval. More than 100 where the others lose;
	 * null where the total's own interval does not exclude nothing, since a part of nothing is no figure.
	 */
	readonly share: { readonly pct: number; readonly interval: readonly [number, number] } | null;
}

export interface ConcentrationOptions {
	/** How many operations count as few. */
	readonly top: number;
	/** Confidence of the interval. */
	readonly level: number;
	/** How much the machine's pace differs between the trials; where it is not known, each series has to tell. */
	readonly machine?: MachineSpread | undefined;
}

/**
 * Share of the total time saved, sum of w * mean(before - after), that the `top` operations carry which save most. The
 * interval is Student's by the delta method: s = T / (T + R) moves with the largest's savings by (1 - s) / total and with
 * the others' by -s / total (Cochran, Sampling Techniques, 6.4). Which operations are the largest is taken as found, so
 * the share is a little too large where several save alike.
 *
 * Trials last seconds and the machine's states minutes, so that a trial does not show how much its times would have
 * differed at another time: as for a mix of work, the spread between looks minutes apart is put in (`machineSpread`).
 * Simulated with 9 and 24 pairs on made-up and recorded machines, a nominal 95 % covers the truth in 96 to 100 of 100
 * cases. Without it each series is counted at its effective size, and a recorded machine brings that down to 64.
 * @param operations of each, its classes of work, two pairs or more in each.
 */
export function concentrationOf(
	operations: readonly (readonly MixStratum[])[],
	{ top, level, machine }: ConcentrationOptions,
): Concentration {
	const series = operations.map((strata) =>
		strata.map(({ weight, pairs }) => pairs.map(([before, after]) => weight * (before - after))),
	);
	const saved = series.map((parts) => sum(parts.map((part) => sum(part) / part.length)));
	const largest = saved
		.map((_, position) => position)
		.sort((a, b) => (saved[b] ?? 0) - (saved[a] ?? 0))
		.slice(0, top);
	const totalSaved = sum(saved);
	const marginWith = (factorOf: (position: number) => number) =>
		machine === undefined
			? marginOfMeans(
					series.flatMap((parts, at) => parts.map((part) => part.map((value) => factorOf(at) * value))),
					level,
				)
			: marginOf(savedParts(operations, factorOf, machine), level);
	const known = Math.abs(totalSaved) > marginWith(() => 1);
	if (!known || totalSaved <= 0) return { saved, largest, totalSaved, share: null };
	const share = sum(largest.map((position) => saved[position] ?? 0)) / totalSaved;
	const margin = marginWith((position) => (largest.includes(position) ? 1 - share : -share) / totalSaved);
	const interval = [100 * (share - margin), 100 * (share + margin)] as const;
	return { saved, largest, totalSaved, share: { pct: 100 * share, interval } };
}

/**
 * What makes a sum of factor * w * (mean before - mean after) uncertain. With B and A for the means, a class of work
 * varies by (A + B) / 2 times its log ratio, which its pairs show; and by B - A times the pace that the machine had during
 * its trial, which no trial shows from within. Where the arms had a pace each, by B and by A.
 */
function savedParts(
	operations: readonly (readonly MixStratum[])[],
	factorOf: (position: number) => number,
	machine: MachineSpread,
): readonly VariancePart[] {
	let paces = 0;
	const own = operations.flatMap((strata, position) =>
		ratioParts(strata).map(({ variance, df }, i): VariancePart => {
			const { weight = 0, pairs = [], apart } = strata[i] ?? {};
			const [before, after] = [mean(pairs.map(([b]) => b)), mean(pairs.map(([, a]) => a))];
			const scale = (factorOf(position) * weight) ** 2;
			paces += scale * (apart === true ? before ** 2 + after ** 2 : (before - after) ** 2);
			return { variance: scale * ((before + after) / 2) ** 2 * variance, df };
		}),
	);
	return [...own, { variance: machine.sd ** 2 * paces, df: machine.df }];
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
