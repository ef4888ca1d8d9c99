import type { IndexDifference, IndexDrift } from "../../drift/index-drift.ts";
import type { Place, SchemaModel } from "../../model.ts";
import type { FoundBy, Severity } from "../finding.ts";
import { columnsOf } from "./keys.ts";

type DriftRule = "migration-drift" | "database-drift";

/** What both rules find. */
type DriftFinding = Omit<FoundBy<DriftRule>, "evidence"> & {
	readonly evidence: { readonly difference: IndexDifference };
};

/**
 * Differences as findings. An index on a column that does not exist is left to the rules that speak of it: it is in no
 * database for that reason alone.
 */
export function driftFindings(drift: readonly IndexDrift[], model: SchemaModel): readonly DriftFinding[] {
	return drift.filter(isDifference).map((difference) => {
		const { kind, table } = difference;
		const place = placeOf(difference, model);
		return {
			table,
			columns: "parts" in difference ? columnsOf(difference.parts) : [],
			...("index" in difference ? { index: difference.index } : {}),
			about: kind,
			...(place === undefined ? {} : { place }),
			evidence: { difference },
			severity: severityOf(difference),
			confidence: hasExpression(difference) ? "possible" : "certain",
			why: { kind: "server-shows-it" },
		};
	});
}

function isDifference(drift: IndexDrift): drift is IndexDifference {
	if (drift.kind === "named-otherwise") return false;
	return drift.kind !== "index-only-in-schema" || drift.parts.every((part) => !("undefined" in part));
}

/** What the schema says and the database lacks is an error. What is there beside it may be somebody else's. */
function severityOf(difference: IndexDifference): Severity {
	const { kind } = difference;
	if (hasExpression(difference)) return "warn";
	return kind === "index-only-in-schema" || kind === "table-only-in-schema" || kind === "uniqueness-differs"
		? "error"
		: "warn";
}

/** MySQL keeps expressions in its own words, so that two texts may still mean the same. */
function hasExpression(difference: IndexDifference): boolean {
	return "parts" in difference && difference.parts.some((part) => "expression" in part);
}

function placeOf(difference: IndexDifference, { tables }: SchemaModel): Place | undefined {
	if ("place" in difference && difference.place !== undefined) return difference.place;
	const table = tables.find(({ name }) => name === difference.table);
	const named = "index" in difference ? difference.index : undefined;
	return table?.indexes.find(({ name }) => name === named)?.place ?? table?.place;
}
