import type { Change, RunMode, StratumRecord } from "../record/schema.ts";
import { hodgesLehmann } from "../statistics/hodges-lehmann.ts";
import { holmAdjust, holmLevels } from "../statistics/holm.ts";
import { logRatios, reductionPct, speedupFactor } from "../statistics/log-ratio.ts";
import { signedRankTest } from "../statistics/signed-rank.ts";
import { sameWork } from "./evidence-match.ts";
import type { Arms } from "./given-up.ts";
import { workBeyond, workOf } from "./work-change.ts";

/** Chance of any false verdict among the strata whose outcome no evidence foretells. */
export const ALPHA = 0.05;

/** Confidence of the interval of a change that evidence foretells: what the least number of pairs, eight, can attain. */
export const FORETOLD_LEVEL = 0.99;

/** So much more or less work at every plausible price leaves no doubt which arm is the slower. */
const FORETELLING_WORK_FACTOR = 3;

/** In microseconds of work: many times next to nothing may still be nothing to the clock. */
const LEAST_FORETELLING_GAP = 250;

/**
 * What evidence leaves for the clock to find out.
 * - settled: both arms did the same work, so the index changes nothing, whatever a clock says. A null run asks the clock
 *   all the same, since its verdicts are the test of the clock.
 * - foretold: one arm did many times the work of the other. That nothing changed is no serious hypothesis any more, so
 *   the comparison is none of those among which chance could find a false one.
 * - open: everything else.
 */
export type Footing = "settled" | "foretold" | "open";

/** What the evidence of both arms leaves for the clock. */
export function footingOf({ before, after }: Arms, mode: RunMode): Footing {
	if (mode === "null") return "open";
	if (sameWork(before, after)) return "settled";
	const work = workBeyond(before, after, FORETELLING_WORK_FACTOR);
	const gap = Math.abs((workOf(before) ?? 0) - (workOf(after) ?? 0));
	return (work === "less" || work === "more") && gap >= LEAST_FORETELLING_GAP ? "foretold" : "open";
}

/** Whether the clock points where evidence does; a change that contradicts it is tested as if nothing were foretold. */
function asForetold({ before, after }: Arms, d: readonly number[]): boolean {
	const faster = d.filter((ratio) => ratio < 0).length;
	const less = workBeyond(before, after, FORETELLING_WORK_FACTOR) === "less";
	return less ? 2 * faster > d.length : 2 * faster < d.length;
}

/**
 * The change of every stratum that has pairs, in the order given. Holm's correction runs over the open strata alone.
 * Those that evidence settles are not tested, and their interval is a plain 95 %; those that it foretells have a 99 %
 * interval each.
 * @param elsewhere comparisons of the same run on other machines, counted as open: what is found here stands when all are
 * put together.
 */
export function compareAll(
	strata: readonly (Arms & Pick<StratumRecord, "pairs">)[],
	mode: RunMode,
	elsewhere = 0,
): readonly (Change | undefined)[] {
	const ratios = strata.map((stratum) => logRatios(stratum.pairs));
	const footings = strata.map((stratum, i) => {
		const footing = footingOf(stratum, mode);
		return footing === "foretold" && !asForetold(stratum, ratios[i] ?? []) ? "open" : footing;
	});
	const p = ratios.map((d) => (d.length > 0 ? signedRankTest(d).p : 1));
	const testedP = p.filter((_, i) => footings[i] === "open" && strata[i]?.pairs.length !== 0);
	const family = [...testedP, ...Array<number>(elsewhere).fill(1)];
	const adjusted = holmAdjust(family);
	const levels = holmLevels(family, ALPHA);
	let next = 0;
	return ratios.map((d, i): Change | undefined => {
		if (d.length === 0) return undefined;
		const position = footings[i] === "open" ? next++ : undefined;
		const alone = footings[i] === "foretold" ? FORETOLD_LEVEL : 1 - ALPHA;
		const wanted = (position === undefined ? undefined : levels[position]) ?? alone;
		const found = hodgesLehmann(d, wanted);
		return {
			reductionPct: reductionPct(found.estimate),
			ci: [reductionPct(found.interval[1]), reductionPct(found.interval[0])],
			level: found.reachable ? wanted : found.level,
			...(found.reachable ? {} : { wantedLevel: wanted }),
			factor: speedupFactor(found.estimate),
			p: p[i] ?? 1,
			pAdjusted:
				footings[i] === "foretold" ? (p[i] ?? 1) : ((position === undefined ? undefined : adjusted[position]) ?? 1),
			pairs: d.length,
			method: found.method,
		};
	});
}
