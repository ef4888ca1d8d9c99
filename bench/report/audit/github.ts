import type { AuditAnswer } from "./answer.ts";
import { usageText } from "./usage-words.ts";
import { adviceOf, sentenceOf } from "./words.ts";

/** GitHub's workflow commands, one a finding, which show it beside the line of a pull request. */
export function renderAuditGithub({ findings }: AuditAnswer): string {
	return findings
		.map((finding) => {
			const { severity, place, rule, table } = finding;
			const usage = usageText(finding);
			const at = [
				...(place === undefined ? [] : [`file=${property(place.file)}`, `line=${place.line}`]),
				...(place?.column === undefined ? [] : [`col=${place.column}`]),
				`title=${property(`${table}: ${rule}`)}`,
			];
			const message = `${sentenceOf(finding)}${usage === undefined ? "" : ` (${usage})`}. ${adviceOf(finding)}.`;
			return `::${severity === "error" ? "error" : "warning"} ${at.join(",")}::${data(message)}\n`;
		})
		.join("");
}

/** Escapes as GitHub's own toolkit does. */
function data(text: string): string {
	return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
	return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
