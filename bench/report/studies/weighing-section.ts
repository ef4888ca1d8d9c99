import type { ClaimRecord } from "../../record/schema.ts";
import { formatCount } from "../format.ts";
import { savedWithInterval } from "../time-saved.ts";
import type { ReportSection } from "./section.ts";

const STATED = "stated weights";
const OTHERS = ["equal weights", "geometric mean"] as const;

/** Every claim under each way to weigh its scenarios. */
export function weighingSection(claims: readonly ClaimRecord[]): ReportSection {
	const firm = claims.filter((claim) =>
		Object.values(claim.alternatives).every(({ verdict }) => verdict === claim.verdict),
	);
	return {
		id: "weighing",
		title: "Claims under other weights",
		lead: `${firm.length} of ${formatCount(claims.length, "claim")} have the same verdict under ${[STATED, ...OTHERS].join(", ")}.`,
		tables: [
			{
				titles: ["Claim", "Scenarios:", STATED, ...OTHERS],
				rows: claims.map((claim) => [
					claim.statement,
					String(claim.scope.length),
					claim.observed === null ? "n/a" : cell({ ...claim.observed, verdict: claim.verdict }),
					...OTHERS.map((way) => {
						const other = claim.alternatives[way];
						return other === undefined ? "n/a" : cell(other);
					}),
				]),
			},
		],
		notes: [
			"Weights are assumed executions on a busy day. Equal weights count each scenario's time alike; the geometric mean counts its ratio, by the stated weights.",
		],
	};
}

function cell({ reductionPct, ci, verdict }: ClaimRecord["alternatives"][string]): string {
	return `${savedWithInterval(reductionPct, ci)} ${verdict}`;
}
