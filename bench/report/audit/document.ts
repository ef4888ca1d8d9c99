import type { Finding } from "../../../schema/audit/finding.ts";
import type { AuditAnswer } from "./answer.ts";
import { usageText } from "./usage-words.ts";
import { adviceOf, sentenceOf, specText } from "./words.ts";

/** The one document that `--json` prints: the findings as data, beside each the sentences that people are shown. */
export function auditDocument(answer: AuditAnswer) {
	return {
		schemaVersion: 1,
		summary: {
			...answer.summary,
			errors: answer.findings.filter(({ severity }) => severity === "error").length,
			warnings: answer.findings.filter(({ severity }) => severity === "warn").length,
			waived: answer.waived.length,
		},
		findings: answer.findings.map(described),
		waived: answer.waived.map(({ finding, reason, by }) => ({ ...described(finding), waivedBy: by, reason })),
		waiverProblems: answer.problems,
		unreadable: answer.unreadable,
		...(answer.drift === undefined ? {} : { drift: answer.drift }),
	};
}

function described(finding: Finding) {
	const usage = usageText(finding);
	return {
		...finding,
		message: sentenceOf(finding),
		advice: adviceOf(finding),
		...(usage !== undefined ? { usageMessage: usage } : {}),
		// As --try and --index-set take it.
		...(specOf(finding) !== undefined ? { indexSpec: specOf(finding) } : {}),
	};
}

function specOf({ remedy }: Finding): string | undefined {
	switch (remedy?.kind) {
		case "add":
			return specText(remedy.index);
		case "move":
			return specText(remedy.to);
		case "replace":
			return specText(remedy.by);
		default:
			return undefined;
	}
}
