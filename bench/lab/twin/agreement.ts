import { workFactor, workOf } from "../../judge/work-change.ts";
import { planSignature } from "../../record/plan-signature.ts";
import type { RunRecord, ScenarioVerdict, StratumRecord } from "../../record/schema.ts";

/** One stratum as it was judged on the original and on the twin. */
export interface StratumPair {
	readonly stratum: string;
	readonly original: ScenarioVerdict;
	readonly twin: ScenarioVerdict;
	/** Work before divided by work after; absent where it is unknown. */
	readonly factors?: readonly [original: number, twin: number];
	/** Work of the twin divided by that of the original, before and after the indexes. */
	readonly work?: readonly [before: number, after: number];
	readonly samePlans: boolean;
	readonly plans: { readonly original: string; readonly twin: string };
}

/** How alike the decisions on a twin are to those on its original. */
export interface Agreement {
	/** Strata that the original resolves: faster, slower or no change. */
	readonly strata: number;
	/** Those of them with the same verdict on the twin. */
	readonly agree: number;
	/** Faster on one and slower on the other. */
	readonly opposite: number;
	/** Cohen's kappa of all four verdicts (Cohen, Educational and Psychological Measurement 20, 1960). */
	readonly kappa: number | null;
	/** Spearman's rank correlation of the factors of work. */
	readonly factorSpearman: number | null;
	/** Share of the strata whose work is within 1.5 times in both arms. */
	readonly workWithin1_5: number | null;
	/** Share of all strata whose plans are the same in both arms. */
	readonly planParity: number | null;
}

const WORK_BAND = 1.5;
/** Microseconds: beside a statement's own cost, less work is nothing. */
const LEAST_WORK = 100;

/** Strata that both runs have measured without a failure, in the order of the first. */
export function pairsOf(original: RunRecord, twin: RunRecord): readonly StratumPair[] {
	const others = new Map(strataOf(twin).map((one) => [one.name, one.stratum]));
	return strataOf(original).flatMap(({ name, stratum }): readonly StratumPair[] => {
		const other = others.get(name);
		if (other === undefined || stratum.verdict === "invalid" || other.verdict === "invalid") return [];
		const factors = [workFactor(stratum), workFactor(other)] as const;
		const before = ratio(workOf(other.before), workOf(stratum.before));
		const after = ratio(workOf(other.after), workOf(stratum.after));
		return [
			{
				stratum: name,
				original: stratum.verdict,
				twin: other.verdict,
				...(factors[0] === undefined || factors[1] === undefined ? {} : { factors: [factors[0], factors[1]] as const }),
				...(before === undefined || after === undefined ? {} : { work: [before, after] as const }),
				samePlans: planText(stratum) === planText(other),
				plans: { original: planText(stratum), twin: planText(other) },
			},
		];
	});
}

function strataOf({ scenarios }: RunRecord) {
	return scenarios.flatMap(({ id, strata }) => strata.map((stratum) => ({ name: `${id} ${stratum.id}`, stratum })));
}

function planText({ before, after }: StratumRecord): string {
	return `${planSignature(before.plan)} / ${planSignature(after.plan)}`;
}

function ratio(of: number | undefined, to: number | undefined): number | undefined {
	return of === undefined || to === undefined ? undefined : Math.max(of, LEAST_WORK) / Math.max(to, LEAST_WORK);
}

/** @returns null for what has no strata to speak of. */
export function agreementOf(pairs: readonly StratumPair[]): Agreement {
	const resolved = pairs.filter(({ original }) => original !== "unresolved");
	const factors = pairs.flatMap(({ factors }) => (factors === undefined ? [] : [factors]));
	const worked = pairs.flatMap(({ work }) => (work === undefined ? [] : [work]));
	const within = worked.filter((both) => both.every((one) => Math.abs(Math.log(one)) <= Math.log(WORK_BAND)));
	return {
		strata: resolved.length,
		agree: resolved.filter(({ original, twin }) => original === twin).length,
		opposite: resolved.filter(({ original, twin }) => isOpposite(original, twin)).length,
		kappa: kappaOf(pairs.map(({ original, twin }) => [original, twin])),
		factorSpearman: spearman(factors),
		workWithin1_5: share(within.length, worked.length),
		planParity: share(pairs.filter(({ samePlans }) => samePlans).length, pairs.length),
	};
}

function isOpposite(one: ScenarioVerdict, other: ScenarioVerdict): boolean {
	return (one === "faster" && other === "slower") || (one === "slower" && other === "faster");
}

function share(part: number, whole: number): number | null {
	return whole === 0 ? null : part / whole;
}

/** Agreement beyond chance of two judges over the same cases; null where chance alone would have them agree. */
export function kappaOf(verdicts: readonly (readonly [string, string])[]): number | null {
	const count = verdicts.length;
	const kinds = new Set(verdicts.flat());
	const observed = verdicts.filter(([a, b]) => a === b).length / count;
	const chance = [...kinds].reduce((sum, kind) => {
		const [first, second] = [0, 1].map((at) => verdicts.filter((pair) => pair[at] === kind).length / count);
		return sum + (first ?? 0) * (second ?? 0);
	}, 0);
	return count === 0 || chance === 1 ? null : (observed - chance) / (1 - chance);
}

/** Pearson's correlation of ranks; ties have their mean rank. Null for fewer than three pairs, or where one side is all ties. */
export function spearman(pairs: readonly (readonly [number, number])[]): number | null {
	if (pairs.length < 3) return null;
	const [x, y] = [ranks(pairs.map(([a]) => a)), ranks(pairs.map(([, b]) => b))];
	const mean = (pairs.length + 1) / 2;
	const sum = (of: (at: number) => number) => pairs.reduce((total, _, at) => total + of(at), 0);
	const dx = (at: number) => (x[at] ?? mean) - mean;
	const dy = (at: number) => (y[at] ?? mean) - mean;
	const spread = Math.sqrt(sum((at) => dx(at) ** 2) * sum((at) => dy(at) ** 2));
	return spread === 0 ? null : sum((at) => dx(at) * dy(at)) / spread;
}

function ranks(values: readonly number[]): readonly number[] {
	const sorted = values.toSorted((a, b) => a - b);
	return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
}
