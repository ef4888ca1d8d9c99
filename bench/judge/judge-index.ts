import type { Scenario } from "../../scenarios/suite.ts";
import type { IndexRecord, RunMode, ScenarioRecord, StratumRecord } from "../record/schema.ts";
import type { Attribution } from "../record/studies/attribution.ts";
import { describeRemedies, interactionsWith } from "./attributed.ts";
import { evidentRegression } from "./evident-regression.ts";
import { isGivenUp } from "./given-up.ts";
import { type AnsweredStratum, strataOfIndex, uses } from "./strata-of-index.ts";
import { workFactor } from "./work-change.ts";

type Judged = Pick<IndexRecord, "usedBy" | "verdict" | "reasons">;
type Unmeasured = Pick<Scenario, "id" | "tier" | "indexes">;

/**
 * Whether an index earns its keep, from the strata whose plan goes through it.
 * One that only a covered twin could serve, or that nothing resolved faster uses, is `drop`; the latter only when nothing
 * is left that could speak for it.
 * @param attribution charges it with regressions whose plan it changes without being part of it.
 * A stratum that the clock left open although evidence shows more work counts against it like one that got slower.
 * @param unmeasured scenarios of the suite that the run has not measured: left out by --only, or not reached.
 */
export function judgeIndex(
	index: Pick<IndexRecord, "name" | "coveredBy">,
	scenarios: readonly ScenarioRecord[],
	attribution?: Attribution,
	unmeasured: readonly Unmeasured[] = [],
	mode: RunMode = "timed",
): Judged {
	const answered = strataOfIndex(index.name, scenarios, attribution);
	const users = answered.filter(({ inPlan }) => inPlan);
	const usedBy = scenarios.filter(({ strata }) => strata.some((one) => uses(one, index.name))).map(({ id }) => id);
	const having = (verdict: StratumRecord["verdict"]) => users.filter(({ stratum }) => stratum.verdict === verdict);
	const name = ({ scenario, stratum }: AnsweredStratum) => `${scenario.id} ${stratum.id}`;
	const faster = having("faster");
	const slower = answered.filter(({ stratum }) => stratum.verdict === "slower");
	const evident = answered.filter(({ stratum }) => evidentRegression(stratum, mode) !== undefined);
	const unresolved = having("unresolved");
	const open = unresolved.filter((user) => !evident.includes(user));
	const reasons: string[] = [];
	if (faster.length > 0) reasons.push(`Faster: ${faster.map((u) => `${name(u)} (${times(u.stratum)})`).join(", ")}.`);
	for (const user of slower) {
		const remedies = describeRemedies(user.scenario.id, user.stratum.id, attribution);
		reasons.push([`Slower: ${name(user)} (${times(user.stratum)}). ${user.stratum.reason}`, ...remedies].join(" "));
	}
	for (const user of evident) {
		const what = evidentRegression(user.stratum, mode) === "given-up" ? "Given up" : "More work";
		reasons.push(`${what}: ${name(user)} (${times(user.stratum)}). ${user.stratum.reason}`);
	}
	reasons.push(...interactionsWith(index.name, attribution));
	if (open.length > 0) reasons.push(`Unresolved: ${open.map(name).join(", ")}.`);
	if (index.coveredBy.length > 0) {
		reasons.unshift(`Covered by ${index.coveredBy.join(", ")}: "before" is not free of it.`);
		return { usedBy, verdict: "drop", reasons };
	}
	const worse = slower.length + evident.length;
	if (faster.length > 0) return { usedBy, verdict: worse > 0 ? "keep-with-care" : "keep", reasons };
	if (unresolved.length > 0) return { usedBy, verdict: "unresolved", reasons };
	const doubt = whyTooEarly(index.name, scenarios, unmeasured);
	if (doubt !== undefined) return { usedBy, verdict: "unresolved", reasons: [doubt, ...reasons] };
	reasons.push(usedBy.length === 0 ? "No plan of this run uses it." : "No scenario that uses it got faster.");
	return { usedBy, verdict: "drop", reasons };
}

/**
 * Why no verdict can be had of an index that nothing got faster with; undefined where every scenario that matters was
 * measured. Of an index that no measured scenario is meant for, any scenario may turn out to use it; those beyond the
 * core matter only where they say that they could.
 */
function whyTooEarly(
	index: string,
	scenarios: readonly ScenarioRecord[],
	unmeasured: readonly Unmeasured[],
): string | undefined {
	const meant = scenarios.some(({ indexes }) => indexes.includes(index));
	const core = unmeasured.filter(({ tier = "core" }) => tier === "core");
	const waiting = (meant ? core : unmeasured).filter(({ indexes }) => indexes.includes(index));
	if (waiting.length > 0)
		return `Not measured in this run: ${waiting.map(({ id }) => id).join(", ")}, which could use it.`;
	if (meant) return undefined;
	if (scenarios.length === 0) return "Nothing was measured.";
	return core.length === 0 ? undefined : "No scenario of this run could use it, and the suite has more.";
}

function times(stratum: StratumRecord): string {
	if (isGivenUp(stratum)) return "one arm was given up";
	if (stratum.change !== undefined && stratum.verdict !== "unresolved") return shown(stratum.change.factor);
	const factor = workFactor(stratum) ?? 1;
	return `${shown(factor)} ${factor > 1 ? "less" : "more"} work`;
}

/** Either way: "2.0x", "16x". */
function shown(factor: number): string {
	const size = factor >= 1 ? factor : 1 / factor;
	return `${size >= 10 ? size.toFixed(0) : size.toFixed(1)}x`;
}
