import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where base/cache-folder.ts says. It is said again in JavaScript, since this runs before the first file of TypeScript: loading
 * what reads TypeScript takes longer than all that the cache saves. A test holds both together.
 */
export function compiledFolder({ INDEX_IMPACT_CACHE: own, XDG_CACHE_HOME: caches }) {
	return join(own || join(caches || join(homedir(), ".cache"), "index-impact"), "compiled");
}

/**
 * Has Node.js keep what it makes of our source, in the tool's own cache folder: every command then starts in half the time.
 * Where the folder cannot be written, nothing is kept and nothing is said.
 */
export function enableCompileCache() {
	module.enableCompileCache?.(compiledFolder(process.env));
}
