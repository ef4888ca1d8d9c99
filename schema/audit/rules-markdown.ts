import { FLAG_OF_NEEDS } from "./rule.ts";
import { RULE_IDS, RULES } from "./rules.ts";

/** The part of docs/audit.md that says what each rule looks for, made from the rules themselves. */
export function rulesMarkdown(): string {
	return RULE_IDS.map((id) => {
		const { title, severity, documentation, needs } = RULES[id];
		const kind = `${severity === "error" ? "error" : "warning"}${needs === undefined ? "" : `, with \`${FLAG_OF_NEEDS[needs]}\` only`}`;
		return `### ${title}\n\n\`${id}\` · ${kind}\n\n${documentation}\n`;
	}).join("\n");
}
