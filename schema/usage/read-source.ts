import { statSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { BenchError, messageOf } from "../../base/errors.ts";
import { parseSource } from "../load/source-file.ts";
import type { SchemaModel } from "../model.ts";
import { moduleUses } from "./module-uses.ts";
import type { ReadModules } from "./tally.ts";
import type { ModuleUses } from "./use.ts";

const MODULE = /(?<!\.d)\.[cm]?[jt]sx?$/;

/** What tells that a module may use the database; others are not parsed, which saves most of the time. */
const WORTH_PARSING = /drizzle|schema|\.query\b|\bsql\b|\bSELECT\b|\b(?:eq|and|inArray)\(/;

/**
 * How the application's modules use the schema. Modules that do not parse are named and left out; node_modules are not
 * looked into. @param patterns globs, relative to the folder. @throws BenchError kind "usage" where they name no file.
 */
export async function readSource(
	folder: string,
	patterns: readonly string[],
	model: SchemaModel,
): Promise<ReadModules> {
	const root = resolve(folder);
	const paths = new Set<string>();
	for (const pattern of patterns) {
		const before = paths.size;
		const exclude = (name: string) => /(?:^|[\\/])(?:node_modules|dist|\.git)(?:$|[\\/])/.test(name);
		for await (const path of glob(pattern, { cwd: root, exclude })) {
			// A folder may be called "x.ts" too.
			if (MODULE.test(path) && statSync(join(root, path)).isFile()) paths.add(join(root, path));
		}
		if (paths.size === before) {
			throw new BenchError(
				"usage",
				`There is no source file ${pattern} in ${folder}.`,
				'Name the application\'s own code, relative to the project: --source "server/**/*.ts".',
			);
		}
	}
	const modules: ModuleUses[] = [];
	const unreadable: { readonly file: string; readonly reason: string }[] = [];
	for (const path of [...paths].sort()) {
		const file = relative(root, path).split(sep).join("/");
		try {
			const text = await readFile(path, "utf8");
			if (!WORTH_PARSING.test(text)) {
				modules.push({ uses: [], touches: [] });
				continue;
			}
			const parsed = parseSource(path, file, text);
			if ("message" in parsed) unreadable.push({ file, reason: `line ${parsed.place.line}: ${parsed.message}` });
			else modules.push(moduleUses(parsed, model));
		} catch (thrown) {
			if (!(thrown instanceof Error && "code" in thrown)) throw thrown;
			unreadable.push({ file, reason: messageOf(thrown) });
		}
	}
	return { modules, unreadable };
}
