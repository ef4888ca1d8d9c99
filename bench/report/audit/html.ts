import type { Finding } from "../../../schema/audit/finding.ts";
import { RULES } from "../../../schema/audit/rules.ts";
import type { SchemaModel } from "../../../schema/model.ts";
import { type Html, html, joined, ownSource } from "../html/html.ts";
import { type AuditAnswer, countText, placeText, scopeText } from "./answer.ts";
import { referencePicture } from "./reference-picture.ts";
import { usageText } from "./usage-words.ts";
import { adviceOf, sentenceOf } from "./words.ts";

const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1a1a1a, #e8e8e8); --soft: light-dark(#5c5c5c, #a8a8a8);
	--line: light-dark(#d8d8d8, #444); --bad: light-dark(#b3261e, #ff8a80); --doubt: light-dark(#8a5a00, #ffca6b); --served: light-dark(#9aa4ad, #6b7680); }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
p.doc { color: var(--soft); max-width: 45rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
td { overflow-wrap: anywhere; } td.error { color: var(--bad); } td.warn { color: var(--doubt); }
dl.references { display: grid; grid-template-columns: minmax(8rem, auto) 1fr; gap: .15rem 1rem; } dt { text-align: right; overflow-wrap: anywhere; }
dd { margin: 0; border-bottom: 1px solid var(--line); } dd b { display: inline-flex; flex-wrap: wrap; gap: 2px; vertical-align: -2px; margin-right: .6rem; } dd span { color: var(--soft); font-size: .85em; overflow-wrap: anywhere; }
dd i { width: 12px; height: 12px; border-radius: 2px; } i.missing { background: var(--bad); } i.served { background: var(--served); }
p.key i { display: inline-block; width: 12px; height: 12px; border-radius: 2px; }
`;

/** The answer as one HTML file that needs nothing else: a picture of the references, then rule by rule a table. */
export function renderAuditHtml(answer: AuditAnswer, model: SchemaModel): string {
	const { findings } = answer;
	const rules = [...Map.groupBy(findings, ({ rule }) => rule)];
	const page = [
		html`<!doctype html><html lang="en"><head><meta charset="utf-8">`,
		html`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
		html`<meta name="viewport" content="width=device-width, initial-scale=1">`,
		html`<title>Index audit</title><style>${ownSource(STYLE)}</style></head><body>`,
		html`<h1>${countText(findings)} ${scopeText(answer)}</h1>`,
		html`<h2>Who refers to what</h2>`,
		html`<p class="doc key">A square is a reference to the table on its left: <i class="served"></i> an index leads with it, <i class="missing"></i> none does.</p>`,
		referencePicture(model),
		...rules.flatMap(([rule, ofRule]) => [
			html`<h2 id="${rule}">${RULES[rule].title} (${ofRule.length})</h2>`,
			html`<p class="doc">${RULES[rule].documentation}</p>`,
			html`<table><thead><tr><th>Table</th><th>What is wrong</th><th>What to do</th><th>Place</th></tr></thead><tbody>`,
			...ofRule.map(rowOf),
			html`</tbody></table>`,
		]),
		html`</body></html>\n`,
	];
	return joined(page, "\n").markup;
}

function rowOf(finding: Finding): Html {
	const usage = usageText(finding);
	const cells = [
		html`<td class="${finding.severity}">${finding.table}</td>`,
		html`<td>${sentenceOf(finding)}${usage === undefined ? undefined : html`<br><small>${usage}</small>`}</td>`,
		html`<td>${adviceOf(finding)}</td>`,
		html`<td>${finding.place === undefined ? "" : placeText(finding.place)}</td>`,
	];
	return html`<tr>${cells}</tr>`;
}
