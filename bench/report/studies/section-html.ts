import { escapeHtml } from "../html/escape.ts";
import { section } from "../html/verdict-tables.ts";
import type { ReportSection, ReportTable } from "./section.ts";

/** A section of the page. */
export function sectionHtml({ id, title, lead, tables, notes }: ReportSection): string {
	const list = notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("");
	return section(
		id,
		title,
		`<p>${escapeHtml(lead)}</p>${tables.map(tableHtml).join("")}${list === "" ? "" : `<ul>${list}</ul>`}`,
	);
}

function tableHtml({ caption, titles, rows, code = [] }: ReportTable): string {
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
	return `<table class="stack">${title}<thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}
