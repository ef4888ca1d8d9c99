import { type Html, html, isNothing } from "../html/html.ts";
import { scrolled, section } from "../html/verdict-tables.ts";
import type { ReportSection, ReportTable } from "./section.ts";

/** Rows of a first table that stays in sight when the rest is folded. */
const FEW_ROWS = 10;

/** A section of the page; `folded` leaves the lead and a short first table in sight. */
export function sectionHtml({ id, title, lead, tables, notes }: ReportSection, state?: "folded"): Html {
	const list = notes.length === 0 ? undefined : html`<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
	const [first, ...others] = tables;
	const inSight = first === undefined || (state === "folded" && first.rows.length > FEW_ROWS) ? [] : [first];
	const rest = [(inSight.length === 0 ? tables : others).map(tableHtml), list];
	const shown = html`<p>${lead}</p>${inSight.map(tableHtml)}`;
	if (state === undefined || isNothing(rest)) return section(id, title, [shown, rest]);
	const summary = `Details of ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
	return section(id, title, html`${shown}<details><summary>${summary}</summary>${rest}</details>`);
}

/** A table that becomes a list on a narrow screen. */
export function tableHtml({ caption, titles, rows, code = [] }: ReportTable): Html {
	const names = titles.map((title) => title.replace(/:$/, ""));
	const right = titles.map((title) => title.endsWith(":"));
	const number = (at: number) => (right[at] ? html` class="number"` : undefined);
	const head = names.map((name, at) => html`<th scope="col"${number(at)}>${name}</th>`);
	const body = rows.map((row) => {
		const cells = row.map((text, at) => {
			const shown = code.includes(at) ? html`<code>${text}</code>` : text;
			if (at === 0) return html`<th scope="row">${shown}</th>`;
			return html`<td${number(at)} data-label="${names[at] ?? ""}">${shown}</td>`;
		});
		return html`<tr>${cells}</tr>`;
	});
	const title = caption === undefined ? undefined : html`<caption>${caption}</caption>`;
	return scrolled(
		caption ?? names.join(", "),
		html`<table class="stack">${title}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`,
	);
}
