import { basename, dirname } from "node:path";
import { endProcess } from "./end-process.ts";
import { type Program, runProgram } from "./program.ts";

/** Runs a program as the whole of this process. */
export async function startProgram(program: Program): Promise<void> {
	const home = process.cwd();
	const typed = typedIn(process.env, process.argv[1] ?? "", home);
	await endProcess((signal) => {
		// From here on a path that was typed is found, and one that is shown can be typed again.
		if (typed !== undefined) process.chdir(typed);
		return runProgram(program, process.argv.slice(2), process.env, signal, home);
	});
}

/**
 * The folder in which somebody typed a command that a package manager's script started in the package's own: a command
 * that such a script starts by way of another program has been told its folder by that.
 */
export function typedIn(environment: NodeJS.ProcessEnv, script: string, folder: string): string | undefined {
	const { INIT_CWD: typed, npm_lifecycle_script: line, npm_package_json: manifest } = environment;
	if (!typed || !line || !manifest || dirname(manifest) !== folder) return undefined;
	return line.includes(basename(script)) ? typed : undefined;
}
