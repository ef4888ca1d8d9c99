import { closest, distance } from "fastest-levenshtein";
import { BenchError } from "../../../base/errors.ts";
import type { Flags } from "./flag.ts";

const PREFIX = "INDEX_IMPACT_";

/** Read from the environment alone: the cache folder, and the container engine of the project's own tests. */
const WITHOUT_FLAG = ["INDEX_IMPACT_CACHE", "INDEX_IMPACT_ENGINE"];

/** `queryTimeout` as it is typed: --query-timeout. */
export function flagName(key: string): string {
	return `--${kebab(key)}`;
}

/** `queryTimeout` in the environment: INDEX_IMPACT_QUERY_TIMEOUT. */
export function variableName(key: string): string {
	return `${PREFIX}${kebab(key).replaceAll("-", "_").toUpperCase()}`;
}

function kebab(key: string): string {
	return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The word that a misspelt one is most likely to be; none where it is like none of them. */
export function nearest(word: string, known: readonly string[]): string | undefined {
	if (known.length === 0) return undefined;
	const found = closest(word, known);
	const alike = 1 - distance(word, found) / Math.max(word.length, found.length);
	return alike > 0.4 ? found : undefined;
}

/**
 * Refuses variables of the tool's name that no command reads: a misspelt one would silently measure something else. A
 * job's environment may hold those of several commands.
 * @param table the flags of all commands.
 * @throws BenchError kind "usage" with the nearest known name.
 */
export function refuseUnknownVariables(environment: NodeJS.ProcessEnv, table: Flags): void {
	const read = Object.entries(table).flatMap(([key, { hasVariable }]) =>
		hasVariable === false ? [] : [variableName(key)],
	);
	const known = [...read, ...WITHOUT_FLAG];
	const [first] = Object.keys(environment)
		.filter((name) => name.startsWith(PREFIX) && !known.includes(name))
		.toSorted();
	if (first === undefined) return;
	const names = known.map((name) => name.slice(PREFIX.length));
	const meant = nearest(first.slice(PREFIX.length), names);
	throw new BenchError(
		"usage",
		`No command reads the environment variable ${first}.`,
		meant === undefined
			? "Unset it, or see --help: every --flag is INDEX_IMPACT_<FLAG>."
			: `Did you mean ${PREFIX}${meant}?`,
	);
}
