import { existsSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { BenchError } from "../../base/errors.ts";
import { runProgram } from "../../base/run-program.ts";
import type { SchemaModel } from "../model.ts";
import { loadSchema } from "./load-schema.ts";
import type { SchemaRequest } from "./request.ts";

/**
 * The schema as it was at a git revision: its files are written into a folder of their own, which is removed again. The
 * project's own files, index and branches are not touched; its installed packages are used as they are now.
 * @throws BenchError kind "usage" for a folder outside git, an unknown revision, or a schema that cannot be loaded there.
 */
export async function schemaAtRevision(
	request: SchemaRequest,
	revision: string,
	signal?: AbortSignal,
): Promise<SchemaModel> {
	const folder = await realpath(resolve(request.folder));
	const top = await topOf(folder);
	const commit = await commitOf(folder, revision);
	const copy = await realpath(await mkdtemp(join(tmpdir(), "index-impact-revision-")));
	try {
		// An index file of its own: the project's is somebody's work.
		const environment = { GIT_INDEX_FILE: join(copy, "index") };
		const files = join(copy, "files");
		await git(top, ["read-tree", commit], environment);
		await git(top, ["checkout-index", "--all", `--prefix=${files}${sep}`], environment);
		await linkPackages(top, folder, files);
		const there = join(files, relative(top, folder));
		if (!existsSync(there)) throw unknown(`At ${revision} there is no folder ${relative(top, folder)}.`);
		return await loadSchema({ ...request, folder: there }, signal).catch((error: unknown) => {
			if (!(error instanceof BenchError)) throw error;
			throw new BenchError(error.kind, `At ${revision}: ${error.message.replaceAll(there, ".")}`, error.remedy, {
				cause: error,
			});
		});
	} finally {
		await rm(copy, { recursive: true, force: true });
	}
}

/** Installed packages are in no revision: those of every folder from the repository's top down to the project. */
async function linkPackages(top: string, folder: string, files: string): Promise<void> {
	for (let at = folder; ; at = dirname(at)) {
		const packages = join(at, "node_modules");
		const there = join(files, relative(top, at), "node_modules");
		if (existsSync(packages) && !existsSync(there)) {
			await mkdir(dirname(there), { recursive: true });
			await symlink(packages, there, "junction");
		}
		if (at === top) return;
	}
}

async function topOf(folder: string): Promise<string> {
	const { exitCode, stdout } = await runProgram("git", ["-C", folder, "rev-parse", "--show-toplevel"], {
		reject: false,
	});
	if (exitCode !== 0) throw unknown("The project is in no git repository, so there is no revision to compare with.");
	return await realpath(String(stdout).trim());
}

async function commitOf(folder: string, revision: string): Promise<string> {
	const asked = ["-C", folder, "rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
	const { exitCode, stdout } = await runProgram("git", asked, { reject: false });
	if (exitCode !== 0) {
		throw unknown(`There is no revision ${revision} here; a shallow clone has none but its own.`);
	}
	return String(stdout).trim();
}

async function git(
	top: string,
	words: readonly string[],
	environment: Readonly<Record<string, string>>,
): Promise<void> {
	await runProgram("git", ["-C", top, ...words], { env: environment });
}

function unknown(message: string): BenchError {
	return new BenchError("usage", message, "Name a branch, tag or commit, as in --diff main; in CI fetch it first.");
}
