import type { IndexRecord, ScenarioRecord, StratumRecord } from "../record/schema.ts";

type Judged = Pick<IndexRecord, "usedBy" | "verdict" | "reasons">;

/** Whether the plan with the indexes goes through this one. */
function uses(stratum: StratumRecord, indexName: string): boolean {
	return stratum.after.plan.some((step) => step.key?.split(",").includes(indexName));
}

/**
 * Whether an index earns its keep, from the strata whose plan goes through it.
 * One that only a covered twin could serve, or that nothing resolved faster uses, is `drop`.
 */
export function judgeIndex(
	index: Pick<IndexRecord, "name" | "coveredBy">,
	scenarios: readonly ScenarioRecord[],
): Judged {
	const users = scenarios.flatMap((scenario) =>
		scenario.strata.filter((stratum) => uses(stratum, index.name)).map((stratum) => ({ scenario, stratum })),
	);
	const usedBy = [...new Set(users.map(({ scenario }) => scenario.id))];
	const having = (verdict: StratumRecord["verdict"]) => users.filter(({ stratum }) => stratum.verdict === verdict);
	const name = ({ scenario, stratum }: (typeof users)[number]) => `${scenario.id} ${stratum.id}`;
	const faster = having("faster");
	const slower = having("slower");
	const open = having("unresolved");
	const reasons: string[] = [];
	if (faster.length > 0) reasons.push(`Faster: ${faster.map((u) => `${name(u)} (${times(u.stratum)})`).join(", ")}.`);
	for (const user of slower) reasons.push(`Slower: ${name(user)} (${times(user.stratum)}). ${user.stratum.reason}`);
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
	const factor = stratum.change?.factor ?? 1;
	const size = factor >= 1 ? factor : 1 / factor;
	return `${size >= 10 ? size.toFixed(0) : size.toFixed(1)}x`;
}
