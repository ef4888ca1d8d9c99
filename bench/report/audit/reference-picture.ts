import { auditContext } from "../../../schema/audit/context.ts";
import { leadsWith } from "../../../schema/audit/facts/keys.ts";
import type { Reference } from "../../../schema/audit/facts/references.ts";
import type { SchemaModel } from "../../../schema/model.ts";
import { type Html, html } from "../html/html.ts";

/** A reference, and whether an index leads with its columns. */
interface DrawnReference {
	readonly reference: Reference;
	readonly missing: boolean;
}

/**
 * Every table that others refer to, with a square for each reference: red where no index leads with it, and then named.
 * Those that lack most come first. A graph of a hundred tables would be a knot; this stays readable.
 */
export function referencePicture(model: SchemaModel): Html {
	const context = auditContext(model);
	const drawn = context.references.map((reference) => ({
		reference,
		missing: !context.keys(reference.table).some((key) => leadsWith(key, reference.columns)),
	}));
	const byTarget = [...Map.groupBy(drawn, ({ reference }) => reference.refTable.name)].toSorted(
		([a, ofA], [b, ofB]) => missingOf(ofB) - missingOf(ofA) || ofB.length - ofA.length || a.localeCompare(b),
	);
	return html`<dl class="references">${byTarget.map(([name, ofTarget]) => rowOf(name, ofTarget))}</dl>`;
}

function missingOf(references: readonly DrawnReference[]): number {
	return references.filter(({ missing }) => missing).length;
}

function rowOf(name: string, references: readonly DrawnReference[]): Html {
	const ordered = references.toSorted((a, b) => Number(b.missing) - Number(a.missing));
	const squares = ordered.map(({ reference, missing }) => {
		const title = `${nameOf(reference)}${missing ? ": no index" : ""}`;
		return html`<i class="${missing ? "missing" : "served"}" title="${title}"></i>`;
	});
	const missing = ordered.filter((drawn) => drawn.missing).map(({ reference }) => nameOf(reference));
	const text = missing.length === 0 ? undefined : html`<span>${missing.join(", ")}</span>`;
	const label = `${references.length} references, ${missing.length} without an index`;
	return html`<dt>${name}</dt><dd><b role="img" aria-label="${label}">${squares}</b>${text}</dd>`;
}

function nameOf({ table, columns }: Reference): string {
	return `${table.name}.${columns.join("+")}`;
}
