import { seededRandom } from "../../statistics/random.ts";

/** How often intervals contained the truth. */
export interface CoverageRow {
	/** Which interval, of what. */
	readonly subject: string;
	readonly noise: string;
	/** Sample sizes, and what else sets the case apart. */
	readonly setting: string;
	readonly nominalPct: number;
	/** Of the intervals given; null if none was. */
	readonly coveragePct: number | null;
	/** Share of runs in which an interval was given at all. */
	readonly givenPct: number;
	readonly runs: number;
	/** Whether the harness relies on it; the others are shown to say why not. */
	readonly used: boolean;
}

/** One simulated interval. */
export interface Outcome {
	/** null: declined to give an interval. */
	readonly covered: boolean | null;
	/** Confidence claimed. */
	readonly level: number;
}

export function covers([low, high]: readonly [number, number], truth: number): boolean {
	return low <= truth && truth <= high;
}

/** Runs one case many times; the case's own name is the seed, so that a row does not depend on the others. */
export function coverageRow(
	label: Pick<CoverageRow, "subject" | "noise" | "setting"> & { readonly used?: boolean },
	runs: number,
	once: (random: () => number, run: number) => Outcome,
): CoverageRow {
	const random = seededRandom(`${label.subject}/${label.noise}/${label.setting}`);
	let given = 0;
	let covered = 0;
	let level = 0;
	for (let run = 0; run < runs; run++) {
		const outcome = once(random, run);
		level += outcome.level / runs;
		if (outcome.covered !== null) given++;
		if (outcome.covered) covered++;
	}
	return {
		subject: label.subject,
		noise: label.noise,
		setting: label.setting,
		nominalPct: 100 * level,
		coveragePct: given === 0 ? null : (100 * covered) / given,
		givenPct: (100 * given) / runs,
		runs,
		used: label.used ?? true,
	};
}
