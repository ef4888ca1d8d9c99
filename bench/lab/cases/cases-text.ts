import type { CaseFindings } from "./case-findings.ts";

/** What a run of cases found, for a terminal. */
export function casesText(found: CaseFindings): string {
	const { slowdowns, slowdownsByEvidence, slowdownsByGate, gains, gainsByEvidence } = found;
	const lines = [
		`${found.cases} cases, ${found.strata} queries, of which an index changed ${found.changed}.`,
		`Opposite verdicts: ${found.opposite}. Unresolved by evidence alone: ${found.unresolvedPct} %.`,
		`Wrong verdicts on an index: ${found.wrongIndexVerdicts} of ${found.judgedIndexes}.`,
		`Slow-downs of 1.25 times and more: ${slowdowns}; found by evidence ${slowdownsByEvidence}, by the gate ${slowdownsByGate}.`,
		`Slow-downs of 1.5 times and more that pass: ${found.missedBy150}.`,
		`Gains of 1.25 times and more: ${gains}; found by evidence ${gainsByEvidence}.`,
		`Evidence of both arms from one execution: ${found.shared} queries, wrongly ${found.wronglyShared}.`,
		...found.failures.flatMap(({ kind, told, repeat }) => ["", `${kind}: ${told}`, `  ${repeat}`]),
	];
	return `${lines.join("\n")}\n`;
}
