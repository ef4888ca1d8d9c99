import { Command, CommanderError, Option } from "commander";
import { BenchError, messageOf } from "../../../base/errors.ts";
import { refuseContradictions } from "./contradictions.ts";
import { type Flag, type Flags, type Values, WrongValue } from "./flag.ts";
import { flagName, nearest, variableName } from "./variables.ts";

/** What stands after the flags. */
export interface Operand {
	/** "<base>" where it must be given, "[run]" where not. */
	readonly name: string;
	readonly help: string;
}

/** How a command is typed, and what its help says. */
export interface Usage<F extends Flags> {
	/** After the program's name: "bench". */
	readonly name: string;
	/** One or two sentences. */
	readonly description: string;
	readonly flags: F;
	readonly operands?: readonly Operand[];
	/** What stands after two dashes is a command of its own, and none of its flags is ours. */
	readonly takesCommand?: true;
	/** Words after the name, and what they do. */
	readonly examples?: readonly (readonly [words: string, what: string])[];
	/** Lines at the end of the help. */
	readonly notes?: string;
}

/** Where flags come from besides the command line. */
export interface Surroundings {
	readonly environment: NodeJS.ProcessEnv;
	/** Where relative paths of variables and defaults start. */
	readonly home: string;
	/** The program's name, before the command's: "index-impact". */
	readonly program: string;
	/** What a run that is continued was started with. */
	readonly restored?: Readonly<Record<string, unknown>>;
}

export interface Given<F extends Flags> {
	readonly flags: Values<F>;
	readonly operands: readonly string[];
}

/** `--no-clock` as `--clock none`: a flag that commander would take for another one. */
function withoutNegations(argv: readonly string[], flags: Flags): readonly string[] {
	const end = argv.indexOf("--");
	if (end >= 0) return [...withoutNegations(argv.slice(0, end), flags), ...argv.slice(end)];
	const negatable = Object.entries(flags).filter(([, flag]) => flag.canBeNone === true);
	const full = new Map(negatable.map(([key]) => [flagName(key).replace(/^--/, "--no-"), flagName(key)]));
	return argv.flatMap((word) => {
		const name = full.get(word);
		return name === undefined ? [word] : [name, "none"];
	});
}

/**
 * What a command gets: of each flag what was typed, else what a continued run was started with, else its variable of the
 * environment, else its default. Relative paths that are typed start at the working directory.
 * @returns the help text where that was asked for.
 * @throws BenchError kind "usage" for what is no flag of the command, or no value of a flag, and for contradictions.
 */
export function parseUsage<F extends Flags>(
	usage: Usage<F>,
	argv: readonly string[],
	{ environment, home, program, restored }: Surroundings,
): Given<F> | { readonly help: string } {
	const { command, texts } = commandOf(usage, program);
	let help = "";
	command.configureOutput({ writeOut: (text) => (help += text) });
	const typed = withoutNegations(
		argv[0] === "--" && usage.takesCommand === undefined ? argv.slice(1) : argv,
		usage.flags,
	);
	try {
		command.parse([...typed], { from: "user" });
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		if (error.code === "commander.helpDisplayed") return { help };
		throw asMistake(error, typed, usage, command.name());
	}
	const bare: Readonly<Record<string, unknown>> = command.opts();
	const entries = Object.entries(usage.flags).map(([key, flag]): [string, unknown] => {
		const given = bare[key] === true || isNegated(bare, key) ? true : texts.get(key);
		const before = restored?.[key];
		if (given !== undefined) return [key, typedValue(key, flag, given, before)];
		if (before !== undefined) return [key, before];
		// A continued run was started by default where its record says nothing, whatever the environment holds by now.
		const byDefault = restored !== undefined && flag.restored === true;
		const variable = byDefault ? undefined : variableValue(key, flag, environment, home);
		return [key, variable ?? flag.otherwise(home)];
	});
	const flags = Object.fromEntries(entries) as Values<F>;
	refuseContradictions(usage.flags, flags, environment, restored);
	return { flags, operands: command.args };
}

/** Commander takes --no-migration for the opposite of --migration, whether or not there is such a flag. */
function isNegated(bare: Readonly<Record<string, unknown>>, key: string): boolean {
	const positive = /^no(?<first>[A-Z])(?<rest>.*)$/.exec(key)?.groups;
	return positive !== undefined && bare[`${positive.first?.toLowerCase()}${positive.rest}`] === false;
}

/** @param given the texts that were typed; true for a switch, or a flag without its value. */
function typedValue(key: string, flag: Flag<unknown>, given: true | readonly string[], before: unknown): unknown {
	if (given === true) return true;
	const values = given.map((text) => readValue(flagName(key), flag, text, process.cwd()));
	if (flag.kind !== "many") return values.at(-1);
	return [...(Array.isArray(before) ? before : []), ...values];
}

/** What the environment says of a flag, if anything; an empty variable says nothing. */
function variableValue(key: string, flag: Flag<unknown>, environment: NodeJS.ProcessEnv, home: string): unknown {
	const name = variableName(key);
	const text = flag.hasVariable === false ? "" : (environment[name] ?? "");
	if (text === "") return undefined;
	if (flag.kind === "switch") return !SAYS_NO.includes(text.toLowerCase());
	if (flag.kind === "optional" && SAYS_YES.includes(text.toLowerCase())) return true;
	if (flag.kind !== "many") return readValue(name, flag, text, home);
	return text.split(flag.separator ?? ";").map((part) => readValue(name, flag, part, home));
}

const SAYS_NO = ["0", "false", "no", "off"];
const SAYS_YES = ["1", "true", "yes", "on"];

function readValue(source: string, flag: Flag<unknown>, text: string, folder: string): unknown {
	try {
		return flag.read(text, folder);
	} catch (error) {
		if (!(error instanceof WrongValue)) throw error;
		throw new BenchError("usage", `${source}: '${text}' is invalid.`, messageOf(error), { cause: error });
	}
}

const EXIT_CODES = `
Exit codes: 0 done (and the gate, if asked, holds) · 1 the gate fails · 2 bad flag, config or input file
            3 no usable server or environment · 4 the measurement failed part-way (partial record kept) · 130 interrupted
Every flag has a variable of the environment: --json is INDEX_IMPACT_JSON=1.
`;

/** The command as commander parses it, and the texts that it will have found by flag. */
function commandOf<F extends Flags>(usage: Usage<F>, program: string) {
	const { name, description, flags, operands = [], examples = [], notes = "" } = usage;
	const texts = new Map<string, readonly string[]>();
	const whole = program === "" ? name : `${program} ${name}`;
	const command = new Command(whole)
		.description(description)
		.helpOption("-h, --help", "show this help")
		.showSuggestionAfterError(false)
		.configureOutput({ writeErr: () => {} })
		.exitOverride();
	for (const operand of operands) command.argument(operand.name, operand.help);
	for (const [key, flag] of Object.entries(flags)) {
		const option = new Option(`${flagName(key)} ${flag.value}`.trim(), flag.help).helpGroup(flag.group);
		if (flag.usual !== undefined) option.default(flag.usual);
		if (flag.choices !== undefined) option.choices(flag.choices);
		if (flag.value !== "") {
			option.argParser((text: string) => {
				texts.set(key, [...(texts.get(key) ?? []), text]);
				return text;
			});
		}
		command.addOption(option);
	}
	const lines = examples.map(([words, what]) => `  ${`${whole} ${words}`.trim().padEnd(56)}  ${what}`);
	if (lines.length > 0) command.addHelpText("after", `\nExamples:\n${lines.join("\n")}`);
	command.addHelpText("after", `${notes === "" ? "" : `\n${notes}`}${EXIT_CODES}`.trimEnd());
	return { command, texts };
}

/** What commander complains of, with the flag that was probably meant. */
function asMistake(error: CommanderError, typed: readonly string[], { flags }: Usage<Flags>, name: string): BenchError {
	const sentence = error.message.slice(error.message.startsWith("error: ") ? "error: ".length : 0);
	const known = Object.keys(flags).map(flagName);
	const wrong = typed
		.map((word) => word.split("=")[0] ?? "")
		.find((word) => /^--./.test(word) && !known.includes(word));
	const meant = error.code === "commander.unknownOption" && wrong !== undefined ? nearest(wrong, known) : undefined;
	return new BenchError(
		"usage",
		`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${sentence.endsWith(".") ? "" : "."}`,
		`${meant === undefined ? "" : `Did you mean ${meant}? `}See ${name} --help.`,
		{ cause: error },
	);
}
