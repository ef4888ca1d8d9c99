import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { BenchError } from "../../base/errors.ts";
import { EXPORT_FORMATS, type ExportTarget, parseExport } from "../report/export/exporters.ts";
import type { ServerSource } from "../server/server.ts";
import { refuseUnknownTwins, twinOf } from "./environment-twins.ts";

/** Flags of every command that needs a MySQL, as given or by default. */
export interface ServerFlags {
	readonly server: ServerSource | "auto";
	readonly url?: string;
	readonly tlsCa?: string;
	readonly allowSharedServer: boolean;
	readonly mysql: string;
	readonly image?: string;
	/** Gigabytes. */
	readonly cacheLimit: number;
}

/** Flags of every command that needs a dataset. */
export interface DatasetFlags extends ServerFlags {
	readonly suite: string;
	readonly scale: string;
	readonly seed: number;
}

export interface BenchFlags extends DatasetFlags {
	readonly only?: string;
	readonly design: "paired" | "sequential";
	readonly budget?: number;
	readonly queryTimeout: number;
	readonly countersOnly: boolean;
	readonly null: boolean;
	readonly full: boolean;
	readonly indexSet: readonly string[];
	readonly try: readonly string[];
	/** Sizes of a scale curve; true for the usual ones. */
	readonly curve?: string | true;
	/** Sessions of the load study; true for the usual numbers. */
	readonly load?: string | true;
	readonly gate: boolean;
	readonly waivers?: string;
	readonly keep: boolean;
	readonly junit?: string;
	readonly export: readonly ExportTarget[];
	readonly out: string;
	readonly resume?: string;
	readonly json: boolean;
}

/** By default. */
export const QUERY_TIMEOUT_SECONDS = 300;

const EXIT_CODES_HELP = `
Exit codes: 0 done (and the gate, if asked, holds) · 1 the gate fails · 2 bad flag, config or input file
            3 no usable server or environment · 4 the measurement failed part-way (partial record kept) · 130 interrupted
Every flag has an environment twin: --scale smoke is INDEX_IMPACT_SCALE=smoke.`;

/** A flag with its environment twin INDEX_IMPACT_<FLAG>. */
export function flag(flags: string, description: string): Option {
	const option = new Option(flags, description);
	return option.env(twinOf(option.name()));
}

export function wholeNumber(text: string): number {
	if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("It takes a whole number, such as 1.");
	return Number(text);
}

export function positiveNumber(text: string): number {
	const value = Number(text);
	if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("It takes a number above 0.");
	return value;
}

/** A command that throws instead of ending the process, so that one place owns exit codes. */
export function command(name: string, description: string): Command {
	return new Command(`pnpm ${name}`)
		.description(description)
		.helpOption("-h, --help", "show this help")
		.showSuggestionAfterError(true)
		.configureOutput({ writeErr: () => {} })
		.exitOverride();
}

export function withServerFlags(target: Command): Command {
	return target
		.addOption(
			flag("--server <source>", "where the MySQL comes from")
				.choices(["auto", "container", "packages", "local", "url"])
				.default("auto"),
		)
		.addOption(flag("--url <url>", "a server of yours, mysql://user:password@host:port (also DATABASE_URL)"))
		.addOption(flag("--tls-ca <file>", "certificate authority (PEM) that the URL's server must be certified by"))
		.addOption(flag("--allow-shared-server", "use the URL's server even if others seem to depend on it").default(false))
		.addOption(flag("--mysql <tag>", "tag of the official image when a container is used").default("8.4"))
		.addOption(flag("--image <name>", "any other MySQL image for the container"))
		.addOption(
			flag(
				"--cache-limit <gigabytes>",
				"kept data folders take no more, nor do an engine's images; the least recently used go first",
			)
				.default(20)
				.argParser(positiveNumber),
		);
}

/** @param scale default of --scale. */
export function withDatasetFlags(target: Command, scale = "production"): Command {
	return withServerFlags(target)
		.addOption(
			flag("--suite <id>", "what is measured: perf-001, or a file of your own, ./my-suite.ts").default("perf-001"),
		)
		.addOption(
			flag("--scale <scale>", "smoke, terp, production, x10, or a factor of production from 0.01 to 100").default(
				scale,
			),
		)
		.addOption(
			flag("--seed <number>", "the same seed gives the same data and the same order").default(1).argParser(wholeNumber),
		);
}

export function withBenchFlags(target: Command): Command {
	withDatasetFlags(target)
		.addOption(
			flag(
				"--only <glob>",
				"scenarios to run, core or not, by id or by index: financial/*, *balance, idx_sales_batch_id",
			),
		)
		.addOption(
			flag("--design <design>", "paired: both arms side by side; sequential: before, CREATE INDEX, after")
				.choices(["paired", "sequential"])
				.default("paired"),
		)
		.addOption(
			flag(
				"--budget <seconds>",
				"time for measuring; default 110, at small scales 20, in proportion for more than the core scenarios",
			).argParser(positiveNumber),
		)
		.addOption(
			flag("--query-timeout <seconds>", "a query that takes longer is given up, and said so; the run goes on")
				.default(QUERY_TIMEOUT_SECONDS)
				.argParser(positiveNumber),
		)
		.addOption(
			flag(
				"--counters-only",
				"judge by plans and counters alone: nothing is timed, the same verdicts every time",
			).default(false),
		)
		.addOption(flag("--null", "both arms without the indexes: every faster or slower is a false alarm").default(false))
		.addOption(
			flag(
				"--full",
				"also every scenario of the suite that is not core, every study of the indexes, and a scale curve, however long",
			).default(false),
		)
		.addOption(
			flag(
				"--index-set <list>",
				'a set of indexes to compare: its name, indexes, "table(column)", separated by commas; repeatable',
			)
				.argParser(texts)
				.default([], "none"),
		)
		.addOption(
			flag("--try <index>", 'an index to try beside those under test: "table(column, column)"; repeatable')
				.argParser(texts)
				.default([], "none"),
		)
		.addOption(
			flag(
				"--curve [scales]",
				"a run per size: how latency grows, from where an index pays; terp to x10 unless listed, with --full a tenth to ten times its scale, or none",
			),
		)
		.addOption(
			flag("--load [sessions]", "throughput and latency of the weighted mix under load; 1,4,16 sessions unless listed"),
		)
		.addOption(
			flag("--gate", "exit 1 when a scenario got slower or is invalid, or an index is not used").default(false),
		)
		.addOption(flag("--waivers <file>", "regressions that the gate accepts, each with reason and bound"))
		.addOption(flag("--keep", "add the run to history.jsonl in the folder of --out").default(false));
	return withOutputFlags(target)
		.addOption(flag("--out <folder>", "where the run's folder is made").default("results"))
		.addOption(flag("--resume <run>", "continue an interrupted run from its folder"))
		.addOption(flag("--json", "print the record on standard output and nothing else there").default(false))
		.addHelpText("after", EXIT_CODES_HELP);
}

/** Files for other tools, made from the record. */
export function withOutputFlags(target: Command): Command {
	return target
		.addOption(flag("--junit <file>", "write the verdicts as JUnit XML; what the gate fails on is a failure"))
		.addOption(
			flag(
				"--export <format=file>",
				`write the ratios for a benchmark tracker: ${EXPORT_FORMATS.join(" or ")}; repeatable`,
			)
				.argParser(exportTargets)
				.default([], "none"),
		);
}

/** In the environment twin a semicolon separates several. */
function texts(text: string, before: readonly string[]): readonly string[] {
	return [...before, ...text.split(";").map((part) => part.trim())];
}

/** In the environment twin a comma separates several. */
function exportTargets(text: string, before: readonly ExportTarget[]): readonly ExportTarget[] {
	const parts = text.split(/,(?=[a-z-]+=)/);
	const targets = parts.map(parseExport);
	if (targets.some((target) => target === undefined)) {
		throw new InvalidArgumentError(`It takes a format and a file: ${EXPORT_FORMATS[0]}=ratios.json.`);
	}
	return [...before, ...targets.filter((target) => target !== undefined)];
}

/**
 * Parses the arguments of a command.
 * @returns the options and operands, or the help text if that was asked for.
 * @throws BenchError kind "usage" for anything that is not a flag of the command, or no variable of any.
 */
export function parseFlags<T>(
	target: Command,
	argv: readonly string[],
): { flags: T; operands: readonly string[] } | { help: string } {
	let help = "";
	target.configureOutput({ writeOut: (text) => (help += text) });
	try {
		target.parse([...argv], { from: "user" });
		refuseUnknownTwins(process.env);
		return { flags: target.opts() as T, operands: target.args };
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		if (error.code === "commander.helpDisplayed") return { help };
		const [first = "", ...rest] = error.message.replace(/^error: /, "").split("\n");
		const suggestion = rest.join(" ").trim();
		throw new BenchError(
			"usage",
			`${first.charAt(0).toUpperCase()}${first.slice(1).replace(/\.?$/, ".")}`,
			`${suggestion ? `${suggestion.replace(/^\(|\)$/g, "")} ` : ""}See ${target.name()} --help.`,
			{ cause: error },
		);
	}
}
