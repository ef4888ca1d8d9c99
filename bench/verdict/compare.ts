import { sameWork } from "../evidence-match.ts";
import type { Change, RunMode, StratumRecord } from "../record/schema.ts";
import { hodgesLehmann } from "../statistics/hodges-lehmann.ts";
import { holmAdjust, holmLevels } from "../statistics/holm.ts";
import { logRatios, reductionPct, speedupFactor } from "../statistics/log-ratio.ts";
import { signedRankTest } from "../statistics/signed-rank.ts";

/** Chance of any false timing verdict in a run. */
export const ALPHA = 0.05;

/**
 * Whether both arms did the same work: then the index changes nothing, whatever a clock says. A null run asks the
 * clock all the same, since its verdicts are the test of the clock.
 */
export function decidedByEvidence(stratum: Pick<StratumRecord, "before" | "after">, mode: RunMode): boolean {
	return mode !== "null" && sameWork(stratum.before, stratum.after);
}

/**
 * The change of every stratum that has pairs, in the order given. Holm's correction runs over the strata that timing
 * decides; those that evidence decides are not tested, and their interval is a plain 95 %.
 */
export function compareAll(strata: readonly StratumRecord[], mode: RunMode): readonly (Change | undefined)[] {
	const tested = strata.map((stratum) => stratum.pairs.length > 0 && !decidedByEvidence(stratum, mode));
	const ratios = strata.map((stratum) => logRatios(stratum.pairs));
	const p = ratios.map((d) => (d.length > 0 ? signedRankTest(d).p : 1));
	const testedP = p.filter((_, i) => tested[i]);
	const adjusted = holmAdjust(testedP);
	const levels = holmLevels(testedP, ALPHA);
	let next = 0;
	return ratios.map((d, i): Change | undefined => {
		if (d.length === 0) return undefined;
		const position = tested[i] ? next++ : undefined;
		const wanted = (position === undefined ? undefined : levels[position]) ?? 1 - ALPHA;
		const found = hodgesLehmann(d, wanted);
		return {
			reductionPct: reductionPct(found.estimate),
			ci: [reductionPct(found.interval[1]), reductionPct(found.interval[0])],
			level: found.reachable ? wanted : found.level,
			factor: speedupFactor(found.estimate),
			p: p[i] ?? 1,
			pAdjusted: (position === undefined ? undefined : adjusted[position]) ?? 1,
			pairs: d.length,
			method: found.reachable ? found.method : `${found.method}; too few pairs for ${(100 * wanted).toFixed(2)} %`,
		};
	});
}
