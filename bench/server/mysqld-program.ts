import { runProgram } from "../../base/run-program.ts";

/** A mysqld that can be run: the executable (or the loader that runs it) and what always comes first. */
export interface MysqldProgram {
	readonly command: string;
	readonly leading: readonly string[];
	/** As the server reports it, e.g. "9.7.4". */
	readonly version: string;
}

export interface MysqldVersion {
	readonly version: string;
	readonly mariadb: boolean;
}

/** Asks the program itself. @returns undefined when it does not run or says something else. */
export async function mysqldVersion(
	program: Pick<MysqldProgram, "command" | "leading">,
): Promise<MysqldVersion | undefined> {
	const { stdout, failed } = await runProgram(program.command, [...program.leading, "--version"], {
		reject: false,
		timeout: 20_000,
		stdin: "ignore",
	});
	return failed ? undefined : parseMysqldVersion(stdout);
}

/** What `mysqld --version` says. @returns undefined when it is not understood. */
export function parseMysqldVersion(text: string): MysqldVersion | undefined {
	const match = /\bVer\s+(\d+\.\d+\.\d+)/.exec(text);
	return match ? { version: match[1] ?? "", mariadb: /mariadb/i.test(text) } : undefined;
}
