import type { IndexRecord, ScenarioRecord, StratumRecord } from "../record/schema.ts";
import type { Attribution } from "../record/studies/attribution.ts";
import { describeRemedies, interactionsWith, isChargedWith } from "./attributed.ts";

type Judged = Pick<IndexRecord, "usedBy" | "verdict" | "reasons">;

/** Whether the plan with the indexes goes through this one. */
export function uses(stratum: StratumRecord, indexName: string): boolean {
	return stratum.after.plan.some((step) => step.key?.split(",").includes(indexName));
}

/**
 * Whether an index earns its keep, from the strata whose plan goes through it.
 * One that only a covered twin could serve, or that nothing resolved faster uses, is `drop`.
 * @param attribution charges it with regressions whose plan it changes without being part of it.
 */
export function judgeIndex(
	index: Pick<IndexRecord, "name" | "coveredBy">,
	scenarios: readonly ScenarioRecord[],
	attribution?: Attribution,
): Judged {
	const users = scenarios.flatMap((scenario) =>
		scenario.strata.filter((stratum) => uses(stratum, index.name)).map((stratum) => ({ scenario, stratum })),
	);
	const usedBy = [...new Set(users.map(({ scenario }) => scenario.id))];
	const having = (verdict: StratumRecord["verdict"]) => users.filter(({ stratum }) => stratum.verdict === verdict);
	const name = ({ scenario, stratum }: (typeof users)[number]) => `${scenario.id} ${stratum.id}`;
	const faster = having("faster");
	const charged = scenarios.flatMap((scenario) =>
		scenario.strata
			.filter((stratum) => stratum.verdict === "slower" && !uses(stratum, index.name))
			.filter((stratum) => isChargedWith(index.name, scenario.id, stratum.id, attribution))
			.map((stratum) => ({ scenario, stratum })),
	);
	const slower = [...having("slower"), ...charged];
	const open = having("unresolved");
	const reasons: string[] = [];
	if (faster.length > 0) reasons.push(`Faster: ${faster.map((u) => `${name(u)} (${times(u.stratum)})`).join(", ")}.`);
	for (const user of slower) {
		const remedies = describeRemedies(user.scenario.id, user.stratum.id, attribution);
		reasons.push([`Slower: ${name(user)} (${times(user.stratum)}). ${user.stratum.reason}`, ...remedies].join(" "));
	}
	reasons.push(...interactionsWith(index.name, attribution));
	if (open.length > 0) reasons.push(`Unresolved: ${open.map(name).join(", ")}.`);
	if (index.coveredBy.length > 0) {
		reasons.unshift(`Covered by ${index.coveredBy.join(", ")}: "before" is not free of it.`);
		return { usedBy, verdict: "drop", reasons };
	}
	if (faster.length > 0) return { usedBy, verdict: slower.length > 0 ? "keep-with-care" : "keep", reasons };
	const candidates = scenarios.filter((scenario) => scenario.indexes.includes(index.name));
	if (open.length > 0) return { usedBy, verdict: "unresolved", reasons };
	if (candidates.length === 0) {
		return { usedBy, verdict: "unresolved", reasons: ["No scenario of this run could use it.", ...reasons] };
	}
	reasons.push(users.length === 0 ? "No plan of this run uses it." : "No scenario that uses it got faster.");
	return { usedBy, verdict: "drop", reasons };
}

function times(stratum: StratumRecord): string {
	if (stratum.change === undefined && (stratum.before.timedOutSeconds ?? stratum.after.timedOutSeconds) !== undefined) {
		return "one arm was given up";
	}
	const factor = stratum.change?.factor ?? 1;
	const size = factor >= 1 ? factor : 1 / factor;
	return `${size >= 10 ? size.toFixed(0) : size.toFixed(1)}x`;
}
