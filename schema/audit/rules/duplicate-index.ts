import { columnsOf } from "../facts/keys.ts";
import { lossesOf, type Redundancy, redundancies } from "../facts/redundancy.ts";
import { uniqueWord } from "../facts/unique-word.ts";
import { defineRule } from "../rule.ts";

export const duplicateIndex = defineRule({
	id: "duplicate-index",
	title: "Two indexes on the same columns",
	severity: "warn",
	documentation:
		"Two indexes have the same columns in the same order. Every insert pays for both and no query needs the second. A " +
		"frequent form is `.unique()` on a column and an `index()` on the same column: the unique key is an index already. " +
		"Drop the one that is not unique.",
	check: ({ model, keys }) =>
		model.tables.flatMap((table) =>
			redundancies(keys(table))
				.filter(({ how, redundant }) => how === "same-columns" && redundant.origin === "declared")
				.filter(({ redundant }, position, all) => all.findIndex((other) => other.redundant === redundant) === position)
				.map(keepNamedUnique)
				.map((pair) => {
					const { redundant, dominant } = pair;
					const place = redundant.declared?.place ?? table.place;
					return {
						table: table.name,
						columns: columnsOf(redundant.parts),
						index: redundant.name,
						...(place !== undefined ? { place } : {}),
						evidence: { sameAs: dominant.name, sameAsUnique: dominant.unique, losses: lossesOf(pair, table) },
						remedy: { kind: "drop" as const, table: table.name, index: redundant.name },
						confidence: "certain" as const,
						why: { kind: "schema-says-so" as const },
					};
				}),
		),
});

/** Of two plain ones the one that is called unique stays: it was meant to be, and another rule says so. */
function keepNamedUnique(pair: Redundancy): Redundancy {
	const { redundant, dominant } = pair;
	const named = uniqueWord(redundant.name, columnsOf(redundant.parts)) === "unique";
	return named && !dominant.unique && dominant.origin === "declared"
		? { ...pair, redundant: dominant, dominant: redundant }
		: pair;
}
