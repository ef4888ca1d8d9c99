import { columnsOf } from "../facts/keys.ts";
import { lossesOf, type Redundancy, redundancies } from "../facts/redundancy.ts";
import { defineRule } from "../rule.ts";

export const redundantIndex = defineRule({
	id: "redundant-index",
	title: "Index that another index covers",
	severity: "warn",
	documentation:
		"The index is the leading part of another one, or it begins with all columns of a unique key or of the primary " +
		"key. The other index finds the same rows. It is not always useless: the short one is narrower and keeps rows of " +
		"one value in the order of the primary key, and the long one may answer a query alone. What would be lost is " +
		"said; measure before you drop. The pairs are those of `sys.schema_redundant_indexes`.",
	check: ({ model, keys }) =>
		model.tables.flatMap((table) => {
			const pairs = redundancies(keys(table)).filter(
				({ how, redundant }) => how !== "same-columns" && redundant.origin === "declared",
			);
			const duplicates = new Set(
				redundancies(keys(table))
					.filter(({ how }) => how === "same-columns")
					.map(({ redundant }) => redundant),
			);
			return [...Map.groupBy(pairs, ({ redundant }) => redundant)]
				.filter(([redundant]) => !duplicates.has(redundant))
				.map(([redundant, all]) => {
					const pair = closest(all);
					const place = redundant.declared?.place ?? table.place;
					return {
						table: table.name,
						columns: columnsOf(redundant.parts),
						index: redundant.name,
						...(place !== undefined ? { place } : {}),
						evidence: { coveredBy: pair.dominant.name, how: howOf(pair), losses: lossesOf(pair, table) },
						remedy: { kind: "drop" as const, table: table.name, index: redundant.name },
						confidence: pair.how === "leading-part" ? ("likely" as const) : ("possible" as const),
						why: { kind: "values-decide" as const },
					};
				});
		}),
});

/** The one that serves most alike: a leading part before what begins with a unique key, and the shortest of those. */
function closest(pairs: readonly Redundancy[]): Redundancy {
	const [first, ...rest] = pairs.toSorted(
		(a, b) =>
			Number(a.how !== "leading-part") - Number(b.how !== "leading-part") ||
			a.dominant.parts.length - b.dominant.parts.length,
	);
	if (first === undefined) throw new Error(`An index without pairs is not redundant (${rest.length}).`);
	return first;
}

function howOf({
	how,
	dominant,
}: Redundancy): "leading-part" | "leads-primary-key" | "beyond-primary-key" | "beyond-unique" {
	const primary = dominant.origin === "primary";
	if (how === "leading-part") return primary ? "leads-primary-key" : "leading-part";
	return primary ? "beyond-primary-key" : "beyond-unique";
}
