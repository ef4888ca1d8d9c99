import { homedir } from "node:os";
import { join } from "node:path";

/** Below the cache folder: what Node.js and the loader of TypeScript make of source files. */
export const COMPILED = "compiled";

/** Where unpacked servers and kept datasets live unless INDEX_IMPACT_CACHE says otherwise; safe to delete at any time. */
export function defaultCacheFolder(environment: Readonly<Record<string, string | undefined>>): string {
	const named = environment.INDEX_IMPACT_CACHE;
	if (named) return named;
	return join(environment.XDG_CACHE_HOME || join(homedir(), ".cache"), "index-impact");
}
