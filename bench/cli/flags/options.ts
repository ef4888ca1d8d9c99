import { BenchError } from "../../../base/errors.ts";
import type { RunOptions } from "../../record/options.ts";
import { type Flag, type Flags, type Values, WrongValue } from "./flag.ts";
import { flagName } from "./variables.ts";

/** What a run is continued with: of the flags, those that the table restores, where they are not as by default. */
export function optionsOf<F extends Flags>(table: F, given: Values<F>): RunOptions {
	const kept = Object.entries(table).filter(
		([key, flag]) => flag.restored === true && isGiven(flag.otherwise(process.cwd()), given[key]),
	);
	return Object.fromEntries(kept.map(([key]) => [key, given[key]])) as RunOptions;
}

function isGiven(otherwise: unknown, value: unknown): boolean {
	return value !== undefined && JSON.stringify(value) !== JSON.stringify(otherwise);
}

/**
 * The values of flags that a record's options stand for.
 * @param run names the record in what is said of it.
 * @throws BenchError kind "usage" for an option that is no flag any more, or whose value its flag does not take.
 */
export function restoredValues(table: Flags, options: RunOptions, run: string): Readonly<Record<string, unknown>> {
	const entries = Object.entries(options).map(([key, value]): [string, unknown] => {
		const flag = Object.hasOwn(table, key) ? table[key] : undefined;
		if (flag?.restored !== true) throw notTaken(run, `no run takes ${flagName(key)}`);
		return [key, restored(flag, key, value, run)];
	});
	return Object.fromEntries(entries);
}

/** What a command got when the record's options were all that was asked of it. @param home where defaults start. */
export function startedWith<F extends Flags>(
	table: F,
	restored: Readonly<Record<string, unknown>>,
	home: string,
): Values<F> {
	const entries = Object.entries(table).map(([key, flag]) => [key, restored[key] ?? flag.otherwise(home)]);
	return Object.fromEntries(entries) as Values<F>;
}

function restored(flag: Flag<unknown>, key: string, value: unknown, run: string): unknown {
	const bare = flag.kind === "switch" || flag.kind === "optional";
	if (value === true && bare) return true;
	const read = (one: unknown) => {
		if (typeof one !== "string" && typeof one !== "number") throw new WrongValue("It takes text or a number.");
		return flag.read(String(one), process.cwd());
	};
	try {
		if (flag.kind === "many" && Array.isArray(value)) return value.map(read);
		if (flag.kind === "one" || flag.kind === "optional") return read(value);
	} catch (error) {
		if (!(error instanceof WrongValue)) throw error;
	}
	throw notTaken(run, `${flagName(key)} does not take ${JSON.stringify(value)?.slice(0, 60)}`);
}

function notTaken(run: string, why: string): BenchError {
	return new BenchError(
		"usage",
		`${run} cannot be continued: of the options in its record, ${why}.`,
		"Use the index-impact that wrote it, or measure again.",
	);
}
