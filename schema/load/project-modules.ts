import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createJiti, type Jiti } from "jiti";
import { COMPILED, defaultCacheFolder } from "../../base/cache-folder.ts";
import { BenchError } from "../../base/errors.ts";
import { withAliases } from "../../base/load-module.ts";
import { quickTransform } from "./quick-transform.ts";
import { importsOf, parseSource, placeAt, type SourceFile } from "./source-file.ts";

/**
 * The modules of a project, loaded as its bundler would: extensionless imports, path aliases, enums.
 * It works for the process's whole life, so it belongs into a process of its own.
 */
export class ProjectModules {
	readonly folder: string;
	readonly #quick: Jiti;
	readonly #thorough: Jiti;

	/** @param folder absolute; the nearest tsconfig.json from there says which aliases there are. */
	constructor(folder: string) {
		this.folder = realpathSync(folder);
		const from = join(this.folder, "schema");
		const options = { interopDefault: false, jsx: true, virtualModules: quickModules(this.folder) };
		// By itself it would keep what it makes of each file in the project's node_modules.
		const kept = join(defaultCacheFolder(process.env), COMPILED);
		const thorough = { ...options, fsCache: join(kept, "schemas"), sourceMaps: true };
		this.#thorough = withAliases((tsconfigPaths) => createJiti(from, { ...thorough, tsconfigPaths }));
		const transform = quickTransform((module) => this.#thorough.transform(module));
		const quick = { ...options, fsCache: join(kept, "schemas-line-for-line"), transform };
		this.#quick = withAliases((tsconfigPaths) => createJiti(from, { ...quick, tsconfigPaths }));
	}

	/** Runs a module and returns its exports. */
	async load(path: string): Promise<Readonly<Record<string, unknown>>> {
		try {
			return await this.#quick.import(path);
		} catch {
			// What fails may do so for the quick way alone; if not, the other one says with more care why.
			return await this.#thorough.import(path);
		}
	}

	/** The file behind an import, or undefined where there is none. */
	resolve(specifier: string, from: string): string | undefined {
		try {
			const url = this.#quick.esmResolve(specifier, { parentURL: pathToFileURL(from).href, try: true });
			if (url?.startsWith("file:")) return fileURLToPath(url);
			return url?.startsWith("/") ? url : undefined;
		} catch {
			return undefined;
		}
	}

	/** A path as it is shown. */
	shown(path: string): string {
		return relative(this.folder, path).split(sep).join("/");
	}

	/**
	 * The sources of modules and of all that they import, without those of installed packages.
	 * @throws BenchError kind "usage" for a syntax error, or an import that leads nowhere, with file and line.
	 */
	sources(entries: readonly string[]): readonly SourceFile[] {
		const found = new Map<string, SourceFile>();
		const queue = [...entries];
		for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
			if (found.has(path)) continue;
			const file = this.shown(path);
			const source = parseSource(path, file, readFileSync(path, "utf8"));
			if ("message" in source) {
				throw new BenchError(
					"usage",
					`${file}, line ${source.place.line}, has a syntax error: ${source.message}.`,
					"Correct the file; nothing of it can be read before.",
				);
			}
			found.set(path, source);
			queue.push(...this.#imported(source));
		}
		return [...found.values()];
	}

	#imported(source: SourceFile): readonly string[] {
		return importsOf(source).flatMap(({ specifier, at }) => {
			if (/^(node|data|https?):/.test(specifier)) return [];
			const path = this.resolve(specifier, source.path);
			if (path === undefined || !existsSync(path)) {
				// A package may still be found another way when it is run; a file that is not there is not.
				if (!specifier.startsWith(".")) return [];
				const { line } = placeAt(source.file, source.text, at);
				throw new BenchError(
					"usage",
					`${source.file}, line ${line}, imports ${specifier}, which is not there.`,
					"Correct the import, or add the file.",
				);
			}
			return isOwnSource(path) ? [path] : [];
		});
	}

	/** Version of the drizzle-orm that the project's modules import; undefined where it is not found. */
	ormVersion(from: string): string | undefined {
		const entry = this.resolve("drizzle-orm", from);
		for (let folder = entry && dirname(entry); folder && folder !== dirname(folder); folder = dirname(folder)) {
			const file = join(folder, "package.json");
			if (!existsSync(file)) continue;
			const { name, version } = JSON.parse(readFileSync(file, "utf8")) as { name?: string; version?: string };
			if (name === "drizzle-orm") return version;
		}
		return undefined;
	}
}

function isOwnSource(path: string): boolean {
	return /\.[cm]?[jt]sx?$/.test(path) && !path.split(sep).includes("node_modules");
}

/** What nearly every schema imports, and what takes longest as ECMAScript modules. */
const SLOW = ["drizzle-orm", "drizzle-orm/mysql-core"];

/**
 * The application's own drizzle-orm as CommonJS, in which form it is there in a tenth of the time. Where the folder does not
 * lead to it, or has it in one form alone, its modules find it as they always do.
 */
function quickModules(folder: string): Record<string, unknown> {
	const require = createRequire(join(folder, "schema"));
	try {
		return Object.fromEntries(SLOW.map((name) => [name, require(name)]));
	} catch {
		return {};
	}
}
