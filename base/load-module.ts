import { extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** This package, whose functions a user's module imports: it may be run without being installed there. */
const OWN = join(import.meta.dirname, "..", `index${extname(import.meta.filename)}`);

/** What Node.js says of modules that it cannot load and a bundler can: no endings, path aliases, enums, a package of its own name. */
const NOT_BY_NODE = new Set([
	"ERR_MODULE_NOT_FOUND",
	"ERR_UNSUPPORTED_DIR_IMPORT",
	"ERR_UNKNOWN_FILE_EXTENSION",
	"ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX",
	"ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING",
]);

type Module = Readonly<Record<string, unknown>>;

/**
 * A module of a user's, in this process: as Node.js loads it, or where that cannot, as a bundler would.
 * @param address file URL. @throws whatever the module throws, or says of its syntax.
 */
export async function loadModule(address: string): Promise<Module> {
	try {
		return await import(address);
	} catch (error) {
		if (!(error instanceof Error && "code" in error && NOT_BY_NODE.has(String(error.code)))) throw error;
		return await loadAsBundled(fileURLToPath(address));
	}
}

/** The same without Node.js' own way, which warns of folders without a "type". @param file absolute. */
export async function loadAsBundled(file: string): Promise<Module> {
	const { createJiti } = await import("jiti");
	// Without fsCache: false it would write into the project's node_modules.
	const options = { fsCache: false, interopDefault: false, alias: { "index-impact": OWN } };
	const address = pathToFileURL(file).href;
	return await withAliases((tsconfigPaths) => createJiti(address, { ...options, tsconfigPaths })).import(file);
}

/**
 * A loader with the path aliases of the nearest tsconfig.json; without them where that cannot be read, since it may extend one
 * of a package that is not installed here.
 */
export function withAliases<T>(make: (tsconfigPaths: boolean) => T): T {
	try {
		return make(true);
	} catch {
		return make(false);
	}
}
