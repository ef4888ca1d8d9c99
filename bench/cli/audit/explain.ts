import { BenchError } from "../../../base/errors.ts";
import { FLAG_OF_NEEDS } from "../../../schema/audit/rule.ts";
import { isRuleId, RULE_IDS, RULES } from "../../../schema/audit/rules.ts";
import { nearest } from "../flags/variables.ts";

/** What one rule, or all of them, look for and why. @throws BenchError kind "usage" for what is no rule. */
export function explainRules(name: string, asJson: boolean): string {
	if (name !== "all" && !isRuleId(name)) {
		const near = nearest(name, RULE_IDS);
		throw new BenchError(
			"usage",
			`There is no rule ${name}.${near === undefined ? "" : ` Did you mean ${near}?`}`,
			"See all with: index-impact audit --explain all.",
		);
	}
	const rules = (name === "all" ? RULE_IDS : [name as (typeof RULE_IDS)[number]]).map((id) => {
		const { title, severity, documentation, needs } = RULES[id];
		const flag = needs === undefined ? {} : { needs: FLAG_OF_NEEDS[needs] };
		return { id, title, severity, documentation, needsSource: needs === "source", ...flag };
	});
	if (asJson) return `${JSON.stringify(rules)}\n`;
	return rules
		.map(({ id, title, severity, documentation, needs: flag }) => {
			const needs = flag === undefined ? "" : `, with ${flag} only`;
			return `${title}\n${id}, ${severity}${needs}\n\n${wrapped(documentation)}\n`;
		})
		.join("\n");
}

/** Lines of at most 90 signs. */
function wrapped(text: string): string {
	return text.replaceAll(/(.{1,90})(?:\s+|$)/g, "$1\n").trimEnd();
}
