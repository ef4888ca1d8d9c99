import type { Values } from "./flag.ts";
import { OUTCOMES } from "./outcome-flags.ts";
import { QUESTIONS } from "./question-flags.ts";
import { SERVER } from "./server-flags.ts";

/**
 * Every flag of every command. Command line, variables of the environment, help, types, refusals and what a continued run
 * goes on with derive from it. To add one: an entry in the part that it belongs to, and its name in a command's list.
 */
export const FLAGS = { ...SERVER, ...QUESTIONS, ...OUTCOMES };

/** Some flags of the table. */
export function pick<const Name extends keyof typeof FLAGS>(
	...names: readonly Name[]
): { readonly [N in Name]: (typeof FLAGS)[N] } {
	return Object.fromEntries(names.map((name) => [name, FLAGS[name]])) as { [N in Name]: (typeof FLAGS)[N] };
}

/** Of every command that needs a MySQL. */
export const SERVER_FLAGS = pick("server", "url", "tlsCa", "allowSharedServer", "mysql", "image", "cacheLimit");

/** Of every command that needs a dataset. */
export const DATASET_FLAGS = { ...SERVER_FLAGS, ...pick("suite", "schema", "config", "scale", "seed") };

/** Of every command that reads runs: where it looks for them. */
export const RUNS_FLAG = { out: { ...FLAGS.out, help: "the folder of the runs" } };

/** Files for other tools, made from the record. */
export const OUTPUT_FLAGS = pick("junit", "export");

export const BENCH_FLAGS = {
	...DATASET_FLAGS,
	...pick(
		"diff",
		"drop",
		"query",
		"only",
		"shard",
		"design",
		"budget",
		"queryTimeout",
		"countersOnly",
		"fresh",
		"null",
	),
	...pick("full", "indexSet", "try", "curve", "load"),
	...pick("gate", "clock", "openHarm", "waivers", "keep", "junit", "export", "out", "json", "resume"),
};

export type ServerFlags = Values<typeof SERVER_FLAGS>;
export type DatasetFlags = Values<typeof DATASET_FLAGS>;
export type BenchFlags = Values<typeof BENCH_FLAGS>;
