import { isNamedIn } from "../../mysql/index-spec.ts";
import type { IndexReason } from "../record/reasons/index-reason.ts";
import type { IndexId } from "../record/schema.ts";
import type { IndexEvidence, Unmeasured } from "./index-evidence.ts";
import { uses } from "./strata-of-index.ts";

/**
 * Why a run can say nothing of an index, whatever its figures: the scale is smoke, nothing that it could serve was
 * compared, or only a part was measured. Undefined where it can.
 */
export function whyUndecided(index: IndexId, evidence: IndexEvidence): IndexReason | undefined {
	const { scenarios, unmeasured = [], smoke = false } = evidence;
	if (smoke) return { kind: "smoke-scale" };
	if (scenarios.length === 0) return { kind: "nothing-measured" };
	const meant = scenarios.filter(
		({ indexes, strata }) => isNamedIn(indexes, index) || strata.some((stratum) => uses(stratum, index)),
	);
	const strata = (meant.length > 0 ? meant : scenarios).flatMap((scenario) => scenario.strata);
	if (strata.length > 0 && strata.every(({ verdict }) => verdict === "invalid")) return { kind: "nothing-compared" };
	const waiting = core(unmeasured).filter(({ indexes }) => isNamedIn(indexes, index));
	return waiting.length === 0 ? undefined : notMeasured(waiting);
}

/**
 * Why it is too early to drop an index with which nothing got faster; undefined where every scenario that matters was
 * measured. Of an index that no measured scenario is meant for, any scenario may turn out to use it; those beyond the
 * core matter only where they say that they could.
 */
export function whyTooEarly(index: IndexId, { scenarios, unmeasured = [] }: IndexEvidence): IndexReason | undefined {
	const invalid = scenarios.some(
		({ indexes, strata }) => isNamedIn(indexes, index) && strata.some(({ verdict }) => verdict === "invalid"),
	);
	if (invalid) return { kind: "none-resolved" };
	if (scenarios.some(({ indexes }) => isNamedIn(indexes, index))) return undefined;
	const waiting = unmeasured.filter(({ indexes }) => isNamedIn(indexes, index));
	if (waiting.length > 0) return notMeasured(waiting);
	return core(unmeasured).length === 0 ? undefined : { kind: "suite-has-more" };
}

function core(unmeasured: readonly Unmeasured[]): readonly Unmeasured[] {
	return unmeasured.filter(({ tier = "core" }) => tier === "core");
}

function notMeasured(waiting: readonly Unmeasured[]): IndexReason {
	return { kind: "not-measured", scenarios: waiting.map(({ id }) => id) };
}
