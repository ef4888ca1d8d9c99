import type { MeasuredRun, MeasuredScenario } from "../record/measured.ts";
import type { StratumReason } from "../record/reasons/stratum-reason.ts";

/** So many times more or fewer rows than any stratum has are not the same query's doing. */
const UNLIKE = 3;
/** Rows: below this the server's own look-ups are most of what it counts. */
const FEW_ROWS = 200;

/**
 * Whether the twin is unlike its original for a scenario: what the original's server counted per execution, on average over
 * all parameters, lies far outside of all that the strata have here. How often which parameters are asked for is not known,
 * so that any mixture of the strata will do. Only at the size of the original, and where "before" is the schema as it was.
 */
export function twinUnlike(
	{ strata }: MeasuredScenario,
	{ dataset, published }: Pick<MeasuredRun, "dataset" | "published">,
): StratumReason | undefined {
	if (dataset.scale !== "production" || (published.drops ?? []).length > 0) return undefined;
	const told = strata.flatMap(({ fidelity }) => fidelity ?? []);
	const [first] = told;
	const otherwise = first?.passed && passesOtherwise(first.passed);
	if (otherwise !== undefined) return otherwise;
	if (first === undefined || told.length < strata.length) return undefined;
	const rows = told.map(({ rowsExamined }) => rowsExamined);
	const [least, most, { original }] = [Math.min(...rows), Math.max(...rows), first];
	const above = original > UNLIKE * Math.max(most, FEW_ROWS);
	const below = Math.max(original, FEW_ROWS) * UNLIKE < least;
	return above || below ? { kind: "twin-unlike", original, least, most } : undefined;
}

/** So many times more or fewer rows passed are another way of lying in the order; the worst of many keys varies more. */
const UNLIKE_DEPTH = { p50: 3, max: 5 } as const;

function passesOtherwise({
	here,
	original,
}: NonNullable<NonNullable<MeasuredScenario["strata"][number]["fidelity"]>["passed"]>): StratumReason | undefined {
	for (const which of ["p50", "max"] as const) {
		const [a, b] = [Math.max(original[which], FEW_ROWS), Math.max(here[which], FEW_ROWS)];
		if (Math.max(a / b, b / a) > UNLIKE_DEPTH[which])
			return { kind: "twin-passes-otherwise", original: original[which], here: here[which], worst: which === "max" };
	}
	return undefined;
}
