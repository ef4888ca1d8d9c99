import { shellWord } from "../shell-words.ts";
import type { Flags, Values } from "./flag.ts";
import { flagName } from "./variables.ts";

/** What a run is continued with: of the flags, those that the table restores, where they are not as by default. */
export function restorable<F extends Flags>(table: F, given: Values<F>): Readonly<Record<string, unknown>> {
	const kept = Object.entries(table).filter(
		([key, flag]) => flag.restored === true && isGiven(flag.otherwise(""), given[key]),
	);
	return Object.fromEntries(kept.map(([key]) => [key, given[key]]));
}

function isGiven(otherwise: unknown, value: unknown): boolean {
	return value !== undefined && JSON.stringify(value) !== JSON.stringify(otherwise);
}

/** The command that does the same again, as one types it: of the flags, those that a run is continued with. */
export function commandText<F extends Flags>(name: string, table: F, given: Values<F>): string {
	const words = Object.entries(restorable(table, given)).flatMap(([key, value]) =>
		(Array.isArray(value) ? value : [value]).map((one) =>
			one === true ? flagName(key) : `${flagName(key)} ${shellWord(String(one))}`,
		),
	);
	return [name, ...words].join(" ");
}
