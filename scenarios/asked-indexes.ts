import { BenchError } from "../base/errors.ts";
import { sameIndex } from "../mysql/index-spec.ts";
import { parseIndexSpec } from "../schema/index-spec.ts";
import { outerParts } from "../schema/index-text.ts";
import type { IndexSet, IndexSpec, Suite } from "./suite.ts";

/** The sets of a suite by name: its own, or none and all of the indexes under test. */
export function indexSetsOf({ indexSets, indexes }: Suite): readonly IndexSet[] {
	return (
		indexSets ?? [
			{ id: "none", title: "none", indexes: [] },
			{ id: "all", title: "all under test", indexes },
		]
	);
}

/**
 * One set of `--index-set`: sets of the suite, indexes of it by name, and `table(column)`, separated by commas.
 * @throws BenchError kind "usage" for a part that is none of these.
 */
export function askedSet(text: string, suite: Suite): IndexSet {
	const sets = indexSetsOf(suite);
	const known = knownIndexes(suite);
	const indexes = new Map<string, IndexSpec>();
	for (const part of outerParts(text) ?? [text]) {
		const set = sets.find(({ id }) => id === part);
		for (const index of set?.indexes ?? [indexNamed(part, known, sets, suite)]) indexes.set(index.name, index);
	}
	const title = sets.find(({ id }) => id === text)?.title ?? text;
	return { id: text, title, indexes: [...indexes.values()] };
}

/**
 * The candidate of one `--try`.
 * @throws BenchError kind "usage" for what is no index, or is under test already.
 */
export function askedCandidate(text: string, suite: Suite): IndexSpec {
	const spec = parseIndexSpec(text, suite.tables);
	const tested = suite.indexes.find((index) => sameIndex(index, spec));
	if (tested !== undefined) {
		throw new BenchError(
			"usage",
			`--try ${text} is ${tested.name}, which is under test already.`,
			"Leave it out: its report says what it does.",
		);
	}
	return knownIndexes(suite).find((index) => sameIndex(index, spec)) ?? spec;
}

/** What the suite suggests for these scenarios, in its order. */
export function remediesFor(suite: Suite, scenarios: readonly string[]) {
	return suite.scenarios.flatMap(({ id, remedy }) =>
		remedy !== undefined && scenarios.includes(id) ? [{ scenario: id, index: remedy }] : [],
	);
}

/** Every index of the suite that has a name: those under test, of its sets, and remedies. */
function knownIndexes(suite: Suite): readonly IndexSpec[] {
	const sets = indexSetsOf(suite).flatMap((set) => set.indexes);
	return [...suite.indexes, ...sets, ...suite.scenarios.flatMap(({ remedy }) => remedy ?? [])];
}

function indexNamed(part: string, known: readonly IndexSpec[], sets: readonly IndexSet[], suite: Suite): IndexSpec {
	const named = known.find(({ name }) => name === part);
	if (named !== undefined) return named;
	if (!part.includes("(")) {
		const names = [...sets.map(({ id }) => id), ...new Set(known.map(({ name }) => name))].join(", ");
		throw new BenchError(
			"usage",
			`--index-set ${part} is neither a set nor an index of the suite ${suite.id}.`,
			`It has ${names}; or write "table(column, column)".`,
		);
	}
	const spec = parseIndexSpec(part, suite.tables);
	return known.find((index) => sameIndex(index, spec)) ?? spec;
}
