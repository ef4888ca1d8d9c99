import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runProgram } from "../../base/run-program.ts";

/** A check that takes longer is given up; the edit is then not type-checked. */
const LONGEST_MS = 180_000;

/** What the project's own compiler says of it: errors without their line numbers, which edits move. */
export type TypeErrors = readonly string[];

/** The project's own compiler; undefined without a tsconfig.json or without typescript. */
export function projectCompiler(folder: string): string | undefined {
	if (!existsSync(join(folder, "tsconfig.json"))) return undefined;
	try {
		const manifest = createRequire(join(folder, "package.json")).resolve("typescript/package.json");
		const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin?: { tsc?: string } };
		return bin?.tsc === undefined ? undefined : join(dirname(manifest), bin.tsc);
	} catch {
		return undefined;
	}
}

/** Checks the whole project without writing anything; undefined where that took too long or did not work. */
export async function typeErrors(
	folder: string,
	compiler: string,
	signal?: AbortSignal,
): Promise<TypeErrors | undefined> {
	// What a project has the compiler write between runs would be a file of the user's that changes.
	const nothingWritten = ["--noEmit", "--composite", "false", "--incremental", "false", "--tsBuildInfoFile", "null"];
	const result = await runProgram(
		process.execPath,
		[compiler, "-p", "tsconfig.json", "--pretty", "false", ...nothingWritten],
		{
			reject: false,
			timeout: LONGEST_MS,
			cwd: folder,
			...(signal ? { cancelSignal: signal } : {}),
		},
	);
	if (result.exitCode === 0) return [];
	const errors = `${result.stdout}`.split("\n").flatMap((line) => {
		const { file, code, text } =
			/^(?<file>.+?)\(\d+,\d+\): error (?<code>TS\d+): (?<text>.*)$/.exec(line)?.groups ?? {};
		return code === undefined ? [] : [`${file}: ${code}: ${text}`];
	});
	return errors.length === 0 ? undefined : errors;
}

/** The first error that is there now and was not before, each counted as often as it occurs. */
export function newError(before: TypeErrors, after: TypeErrors): string | undefined {
	const left = new Map<string, number>();
	for (const error of before) left.set(error, (left.get(error) ?? 0) + 1);
	return after.find((error) => {
		const count = left.get(error) ?? 0;
		left.set(error, count - 1);
		return count <= 0;
	});
}
