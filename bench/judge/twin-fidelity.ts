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
	if (first === undefined || told.length < strata.length) return undefined;
	const rows = told.map(({ rowsExamined }) => rowsExamined);
	const [least, most, { original }] = [Math.min(...rows), Math.max(...rows), first];
	const above = original > UNLIKE * Math.max(most, FEW_ROWS);
	const below = Math.max(original, FEW_ROWS) * UNLIKE < least;
	return above || below ? { kind: "twin-unlike", original, least, most } : undefined;
}
