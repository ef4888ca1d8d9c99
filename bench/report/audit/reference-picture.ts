import { auditContext } from "../../../schema/audit/context.ts";
import { leadsWith } from "../../../schema/audit/facts/keys.ts";
import type { Reference } from "../../../schema/audit/facts/references.ts";
import type { Finding } from "../../../schema/audit/finding.ts";
import type { SchemaModel } from "../../../schema/model.ts";
import { type Html, html, joined } from "../html/html.ts";

const ROW = 18;
const NAME_WIDTH = 300;
const TOP = 10;
/** Arcs over very many rows would need a very wide page. */
const WIDEST = 460;

/**
 * All tables under each other, those that others refer to first, with an arc for each reference: grey where an index
 * leads with its columns, red where none does. The mark before a name is the worst that was found there.
 */
export function referencePicture(model: SchemaModel, findings: readonly Finding[]): Html {
	const context = auditContext(model);
	const names = ordered(model, context.references);
	const rows = new Map(names.map((name, at) => [name, TOP + at * ROW + ROW / 2]));
	const width = NAME_WIDTH + WIDEST + 20;
	const height = TOP * 2 + names.length * ROW;
	const arcs = context.references.map((reference) => {
		const missing = !context.keys(reference.table).some((key) => leadsWith(key, reference.columns));
		return arc(reference, rows, missing);
	});
	// What is missing is drawn last, so that it lies on top.
	const drawn = arcs.toSorted((a, b) => Number(a.missing) - Number(b.missing)).map(({ markup }) => markup);
	const worst = Map.groupBy(findings, ({ table }) => table);
	const labels = names.map((name) => label(name, rows.get(name) ?? 0, worst.get(name) ?? []));
	const count = arcs.filter(({ missing }) => missing).length;
	const parts = [
		html`<svg class="references" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-label="${names.length} tables and ${arcs.length} references, ${count} of them without an index">`,
		...drawn,
		...labels,
		html`</svg>`,
	];
	return joined(parts, "\n");
}

/** Tables that most others refer to come first, so that arcs of one target lie together. */
function ordered(model: SchemaModel, references: readonly Reference[]): readonly string[] {
	const referred = Map.groupBy(references, ({ refTable }) => refTable.name);
	const names = [...new Set(model.tables.map(({ name }) => name))];
	return names.toSorted(
		(a, b) => (referred.get(b)?.length ?? 0) - (referred.get(a)?.length ?? 0) || a.localeCompare(b),
	);
}

function arc(reference: Reference, rows: ReadonlyMap<string, number>, missing: boolean) {
	const { table, columns, refTable, refColumns } = reference;
	const from = rows.get(table.name) ?? 0;
	const to = rows.get(refTable.name) ?? 0;
	const reach = NAME_WIDTH + 14 + Math.min(WIDEST, 14 + Math.abs(from - to) * 0.45);
	const title = `${table.name}(${columns.join(", ")}) refers to ${refTable.name}(${refColumns.join(", ")})${missing ? ": no index" : ""}`;
	const path = `M${NAME_WIDTH} ${from} C${reach} ${from} ${reach} ${to} ${NAME_WIDTH} ${to === from ? to + 6 : to}`;
	const markup = html`<path class="${missing ? "missing" : "served"}" d="${path}"><title>${title}</title></path>`;
	return { missing, markup };
}

function label(name: string, y: number, findings: readonly Finding[]): Html {
	const errors = findings.filter(({ severity }) => severity === "error").length;
	const kind = errors > 0 ? "error" : findings.length > 0 ? "warn" : "fine";
	const shown = name.length > 38 ? `${name.slice(0, 37)}…` : name;
	const title = `${name}: ${errors} errors, ${findings.length - errors} warnings`;
	const mark = { error: "✕", warn: "!", fine: "·" }[kind];
	return html`${[
		html`<g class="${kind}"><title>${title}</title>`,
		html`<text class="mark" x="8" y="${y + 4}">${mark}</text>`,
		html`<text x="${NAME_WIDTH - 8}" y="${y + 4}" text-anchor="end">${shown}</text></g>`,
	]}`;
}
