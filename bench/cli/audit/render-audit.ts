import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../../../base/source-place.ts";
import type { SchemaModel } from "../../../schema/model.ts";
import type { AuditAnswer } from "../../report/audit/answer.ts";
import type { AuditFormat } from "../flags/audit-flags.ts";

/** The answer in one of its forms; each is loaded only when it is asked for. */
export async function renderAudit(
	answer: AuditAnswer,
	form: AuditFormat | "terminal" | "json",
	model: SchemaModel,
): Promise<string> {
	switch (form) {
		case "terminal": {
			const { renderAuditTerminal } = await import("../../report/audit/terminal.ts");
			const { FORCE_COLOR, NO_COLOR } = process.env;
			const color = FORCE_COLOR !== undefined ? FORCE_COLOR !== "0" : process.stdout.isTTY === true && !NO_COLOR;
			return renderAuditTerminal(answer, color);
		}
		case "json": {
			const { auditDocument } = await import("../../report/audit/document.ts");
			return `${JSON.stringify(auditDocument(answer))}\n`;
		}
		case "markdown":
			return (await import("../../report/audit/markdown.ts")).renderAuditMarkdown(answer);
		case "github":
			return (await import("../../report/audit/github.ts")).renderAuditGithub(answer);
		case "html":
			return (await import("../../report/audit/html.ts")).renderAuditHtml(answer, model);
		case "sarif": {
			const { renderAuditSarif } = await import("../../report/audit/sarif.ts");
			const manifest = await readFile(join(packageRoot(), "package.json"), "utf8");
			return renderAuditSarif(answer, JSON.parse(manifest).version);
		}
	}
}
