import { escapeHtml } from "../html/escape.ts";
import { scrolled, section } from "../html/verdict-tables.ts";
import type { ReportSection, ReportTable } from "./section.ts";

/** Rows of a first table that stays in sight when the rest is folded. */
const FEW_ROWS = 10;

/** A section of the page; `folded` leaves the lead and a short first table in sight. */
export function sectionHtml({ id, title, lead, tables, notes }: ReportSection, state?: "folded"): string {
	const list = notes.length === 0 ? "" : `<ul>${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("")}</ul>`;
	const [first, ...others] = tables;
	const inSight = first === undefined || (state === "folded" && first.rows.length > FEW_ROWS) ? [] : [first];
	const rest = `${(inSight.length === 0 ? tables : others).map(tableHtml).join("")}${list}`;
	const shown = `<p>${escapeHtml(lead)}</p>${inSight.map(tableHtml).join("")}`;
	if (state === undefined || rest === "") return section(id, title, `${shown}${rest}`);
	const summary = `Details of ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
	return section(id, title, `${shown}<details><summary>${escapeHtml(summary)}</summary>${rest}</details>`);
}

/** A table that becomes a list on a narrow screen. */
export function tableHtml({ caption, titles, rows, code = [] }: ReportTable): string {
	const names = titles.map((title) => title.replace(/:$/, ""));
	const right = titles.map((title) => title.endsWith(":"));
	const number = (at: number) => (right[at] ? ' class="number"' : "");
	const head = names.map((name, at) => `<th scope="col"${number(at)}>${escapeHtml(name)}</th>`).join("");
	const body = rows.map((row) => {
		const cells = row.map((text, at) => {
			const shown = code.includes(at) ? `<code>${escapeHtml(text)}</code>` : escapeHtml(text);
			if (at === 0) return `<th scope="row">${shown}</th>`;
			return `<td${number(at)} data-label="${escapeHtml(names[at] ?? "")}">${shown}</td>`;
		});
		return `<tr>${cells.join("")}</tr>`;
	});
	const title = caption === undefined ? "" : `<caption>${escapeHtml(caption)}</caption>`;
	return scrolled(
		caption ?? names.join(", "),
		`<table class="stack">${title}<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`,
	);
}
