import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { BenchError } from "../../base/errors.ts";
import { packageRoot } from "../../base/source-place.ts";
import type { Flags } from "./flags/flag.ts";
import { type Given, parseUsage, type Usage } from "./flags/parse.ts";
import { nearest, refuseUnknownVariables } from "./flags/variables.ts";

/** What a command works in. */
export interface CommandContext {
	readonly environment: NodeJS.ProcessEnv;
	/** Aborted on Ctrl-C: the command saves what it has and ends soon. */
	readonly signal: AbortSignal;
	/** Where relative paths of variables and defaults start; typed paths start at the working directory. */
	readonly home: string;
	/** Parses the command line again as that of a run which was started with these values. */
	readonly program: string;
}

/** A command: how it is typed, and its work, which returns the exit code. */
export interface CliCommand<F extends Flags = Flags> extends Usage<F> {
	readonly run: (given: Given<F>, context: CommandContext, argv: readonly string[]) => Promise<number>;
}

/** A command of the list. Its module is loaded only when it is asked for, so that the list is quick to show. */
export interface Entry {
	readonly name: string;
	/** The heading of the list that it stands under. */
	readonly group: string;
	/** One line, without a full stop. */
	readonly summary: string;
	// biome-ignore lint/suspicious/noExplicitAny: commands of all flags stand in one list.
	readonly load: () => Promise<{ readonly command: CliCommand<any> }>;
}

/** A program of several commands. */
export interface Program {
	/** As one types it. */
	readonly name: string;
	readonly description: string;
	readonly entries: readonly Entry[];
	/** The flags of all commands, for variables of the environment that none reads. */
	readonly flags: () => Promise<Flags>;
	readonly examples: string;
}

/** Helps the compiler to infer the flags of a command. */
export function defineCommand<const F extends Flags>(command: CliCommand<F>): CliCommand<F> {
	return command;
}

/** Runs the command that the words name, or shows help or version. @returns the exit code. @throws BenchError */
export async function runProgram(
	program: Program,
	words: readonly string[],
	environment: NodeJS.ProcessEnv,
	signal: AbortSignal,
	home: string,
): Promise<number> {
	const [name, ...argv] = words[0] === "--" ? words.slice(1) : words;
	if (name === undefined || name === "help" || name === "--help" || name === "-h") {
		process.stdout.write(overview(program));
		return 0;
	}
	if (name === "--version" || name === "-V") {
		const manifest = await readFile(join(packageRoot(), "package.json"), "utf8");
		process.stdout.write(`${JSON.parse(manifest).version}\n`);
		return 0;
	}
	const entry = program.entries.find((candidate) => candidate.name === name);
	if (entry === undefined) throw unknownCommand(program, name);
	const { command } = await entry.load();
	const surroundings = { environment, home, program: program.name };
	const parsed = parseUsage(command, argv, surroundings);
	if ("help" in parsed) {
		process.stdout.write(parsed.help);
		return 0;
	}
	refuseUnknownVariables(environment, { ...(await program.flags()), ...command.flags });
	return await command.run(parsed, { ...surroundings, signal }, argv);
}

function unknownCommand({ name: program, entries }: Program, name: string): BenchError {
	const meant = nearest(
		name,
		entries.map((entry) => entry.name),
	);
	const what = name.startsWith("-")
		? `A command stands before its flags; ${name} is none`
		: `There is no command ${name}`;
	const guess = meant === undefined ? "" : `Did you mean ${meant}? `;
	return new BenchError("usage", `${what}.`, `${guess}See ${program} --help.`);
}

function overview({ name, description, entries, examples }: Program): string {
	const command = new Command(name)
		.usage("<command> [flags]")
		.description(description)
		.helpOption("-h, --help", "show this help; after a command, that of the command")
		.option("-V, --version", "show the version")
		.helpCommand(false)
		.addHelpText("after", `\n${examples}`);
	for (const { name, group, summary } of entries) {
		command.addCommand(new Command(name).helpOption(false).description(summary).helpGroup(group));
	}
	let text = "";
	command.configureOutput({ writeOut: (part) => (text += part) });
	command.outputHelp();
	return text;
}
