import { existsSync, readdirSync, statSync } from "node:fs";
import { glob } from "node:fs/promises";
import { join, resolve } from "node:path";
import { BenchError } from "../../base/errors.ts";

const MODULE = /(?<!\.d)\.[cm]?[jt]sx?$/;

/**
 * The modules that a `schema` of drizzle.config names: files, folders (not those within them) and globs.
 * @throws BenchError kind "usage" naming the first that is not there.
 */
export async function schemaFiles(
	folder: string,
	patterns: readonly string[],
	namedBy: string,
): Promise<readonly string[]> {
	const found = new Set<string>();
	for (const pattern of patterns) {
		const paths = await pathsOf(folder, pattern);
		const files = paths.flatMap((path) =>
			statSync(path).isDirectory()
				? readdirSync(path)
						.filter((name) => MODULE.test(name) && statSync(join(path, name)).isFile())
						.map((name) => join(path, name))
				: [path],
		);
		if (files.length === 0) {
			throw new BenchError(
				"usage",
				`There is no schema file ${pattern} in ${folder} (named by ${namedBy}).`,
				"Name the file, folder or glob where the tables are, relative to the project: --schema ./src/schema.ts.",
			);
		}
		for (const file of files.sort()) found.add(file);
	}
	return [...found];
}

async function pathsOf(folder: string, pattern: string): Promise<readonly string[]> {
	const exact = resolve(folder, pattern);
	if (existsSync(exact)) return [exact];
	const extended = [".ts", ".mts", ".js", ".mjs"].map((ending) => `${exact}${ending}`).find(existsSync);
	if (extended !== undefined) return [extended];
	const matches: string[] = [];
	for await (const match of glob(pattern, { cwd: folder })) matches.push(match);
	const paths = matches.filter((path) => !/(^|[\\/])node_modules[\\/]/.test(path)).map((path) => resolve(folder, path));
	return paths.filter((path) => statSync(path).isDirectory() || MODULE.test(path)).sort();
}
