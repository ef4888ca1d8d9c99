import type { Log, Result } from "sarif";
import type { Finding } from "../../../schema/audit/finding.ts";
import { RULE_IDS, RULES } from "../../../schema/audit/rules.ts";
import type { WaivedFinding } from "../../../schema/audit/waivers.ts";
import type { AuditAnswer } from "./answer.ts";
import { usageText } from "./usage-words.ts";
import { adviceOf, sentenceOf } from "./words.ts";

const LEVELS = { error: "error", warn: "warning" } as const;

/**
 * The answer as SARIF 2.1.0, which code hosts and editors show; waived findings are there as suppressed. Its form is held
 * against the types of the standard's schema.
 */
export function renderAuditSarif(answer: AuditAnswer, version: string): string {
	const document = {
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		version: "2.1.0",
		runs: [
			{
				tool: {
					driver: {
						name: "index-impact",
						version,
						rules: RULE_IDS.map((id) => ({
							id,
							name: id.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
							shortDescription: { text: RULES[id].title },
							fullDescription: { text: RULES[id].documentation },
							defaultConfiguration: { level: LEVELS[RULES[id].severity] },
						})),
					},
				},
				columnKind: "utf16CodeUnits",
				results: [
					...answer.findings.map((finding) => resultOf(finding)),
					...answer.waived.map((waived) => resultOf(waived.finding, waived)),
				],
			},
		],
	} satisfies Log;
	return `${JSON.stringify(document, null, 2)}\n`;
}

function resultOf(finding: Finding, waived?: WaivedFinding): Result {
	const { rule, severity, place, id, table, columns, confidence } = finding;
	const usage = usageText(finding);
	const text = `${sentenceOf(finding)}${usage === undefined ? "" : ` (${usage})`}. ${adviceOf(finding)}.`;
	return {
		ruleId: rule,
		ruleIndex: RULE_IDS.indexOf(rule),
		level: LEVELS[severity],
		message: { text },
		...(place === undefined
			? {}
			: {
					locations: [
						{
							physicalLocation: {
								artifactLocation: { uri: encodeURI(place.file), uriBaseId: "%SRCROOT%" },
								region: {
									startLine: place.line,
									...(place.column !== undefined ? { startColumn: place.column } : {}),
								},
							},
						},
					],
				}),
		partialFingerprints: { "finding/v1": id },
		properties: { table, columns, confidence },
		...(waived === undefined
			? {}
			: {
					suppressions: [{ kind: waived.by === "comment" ? "inSource" : "external", justification: waived.reason }],
				}),
	};
}
