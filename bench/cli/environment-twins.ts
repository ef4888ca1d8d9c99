import { Command, CommanderError } from "commander";
import { BenchError } from "../../base/errors.ts";

const PREFIX = "INDEX_IMPACT_";

/**
 * Flags of all commands that have a twin in the environment. A job's environment may hold those of several commands, so
 * each command knows them all, and refuses what none of them does.
 */
const TWINS = [
	...["server", "url", "tls-ca", "allow-shared-server", "mysql", "image", "cache-limit", "suite", "scale", "seed"],
	...[
		"only",
		"design",
		"budget",
		"query-timeout",
		"counters-only",
		"null",
		"full",
		"index-set",
		"try",
		"curve",
		"load",
	],
	...["gate", "waivers", "keep", "junit", "export", "out", "resume", "json", "format", "describe"],
	...["rounds", "sessions", "verdicts", "raw", "chart", "page", "to", "runs", "endurance", "soak"],
];

/** Read from the environment alone: the cache folder, and the container engine of the project's own tests. */
const WITHOUT_FLAG = ["cache", "engine"];

/** The variable that stands for a flag. @throws an Error when it is missing above: that is a bug. */
export function twinOf(name: string): string {
	if (!TWINS.includes(name)) throw new Error(`--${name} is not among the twins`);
	return variableOf(name);
}

/**
 * Refuses variables of the tool's name that no command reads: a misspelt one would silently measure something else.
 * @throws BenchError kind "usage" with the nearest known name.
 */
export function refuseUnknownTwins(environment: Readonly<Record<string, string | undefined>>): void {
	const known = [...TWINS, ...WITHOUT_FLAG];
	const unknown = Object.keys(environment).filter(
		(name) => name.startsWith(PREFIX) && !known.some((flag) => variableOf(flag) === name),
	);
	const [first] = unknown.toSorted();
	if (first === undefined) return;
	const meant = nearest(flagOf(first), known);
	throw new BenchError(
		"usage",
		`No command reads the environment variable ${first}.`,
		meant === undefined
			? "Unset it, or see --help: every --flag is INDEX_IMPACT_<FLAG>."
			: `Did you mean ${variableOf(meant)}?`,
	);
}

function variableOf(flag: string): string {
	return `${PREFIX}${flag.replaceAll("-", "_").toUpperCase()}`;
}

function flagOf(variable: string): string {
	return variable.slice(PREFIX.length).replaceAll("_", "-").toLowerCase();
}

/** The flag that a misspelt one is most likely to be, as the parser of command lines guesses it. */
function nearest(flag: string, known: readonly string[]): string | undefined {
	const parser = new Command().exitOverride().configureOutput({ writeErr: () => {} });
	for (const name of known) parser.option(`--${name}`);
	try {
		parser.parse([`--${flag}`], { from: "user" });
		return undefined;
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		return /Did you mean (?:one of )?--([a-z-]+)/.exec(error.message)?.[1];
	}
}
