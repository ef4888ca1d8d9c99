import { BenchError } from "../../../base/errors.ts";
import type { Flags } from "./flag.ts";
import { flagName } from "./variables.ts";

/** Flags by key, as a command got them. */
type Given = Readonly<Record<string, unknown>>;

/**
 * Refuses flags that contradict each other, or lack what they need, as the table of flags says.
 * @param restored what a run that is continued was started with; nobody typed it now.
 * @throws BenchError kind "usage" for the first of them.
 */
export function refuseContradictions(
	flags: Flags,
	given: Given,
	environment: NodeJS.ProcessEnv,
	restored: Given = {},
): void {
	for (const [key, { contradicts = [], needs = [] }] of Object.entries(flags)) {
		const value = given[key];
		if (!isSet(value)) continue;
		for (const { flag, is, when, why } of contradicts) {
			const other = given[flag];
			if (!isSet(other) || (is !== undefined && other !== is) || when?.(given) === false) continue;
			throw new BenchError(
				"usage",
				`${shown(key, value, is === undefined)} and ${shown(flag, other, is === undefined)} contradict each other${why === undefined ? "" : `: ${flagName(key)} ${why}`}.`,
				"Leave one of them out.",
			);
		}
		for (const { flag, orVariable, is, remedy } of needs) {
			if ((is !== undefined && value !== is) || isSet(given[flag])) continue;
			if (orVariable !== undefined && environment[orVariable]) continue;
			const origin = restored[key] === value ? ", with which the run was started," : "";
			const sentence = `${shown(key, value, is === undefined)}${origin} needs ${flagName(flag)}.`;
			throw new BenchError("usage", sentence, remedy);
		}
	}
}

function isSet(value: unknown): boolean {
	return value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
}

/** A flag as one would type it, without values that may be secret or long. */
function shown(key: string, value: unknown, nameAlone: boolean): string {
	return nameAlone || key === "url" || typeof value !== "string" ? flagName(key) : `${flagName(key)} ${value}`;
}
