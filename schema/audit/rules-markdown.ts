import { RULE_IDS, RULES } from "./rules.ts";

/** The part of docs/audit.md that says what each rule looks for, made from the rules themselves. */
export function rulesMarkdown(): string {
	return RULE_IDS.map((id) => {
		const { title, severity, documentation, needsSource } = RULES[id];
		const kind = `${severity === "error" ? "error" : "warning"}${needsSource === true ? ", with `--source` only" : ""}`;
		return `### ${title}\n\n\`${id}\` · ${kind}\n\n${documentation}\n`;
	}).join("\n");
}
