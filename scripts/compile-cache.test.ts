import { join } from "node:path";
import { expect, test } from "vitest";
import { COMPILED, defaultCacheFolder } from "../base/cache-folder.ts";

test.each([
	{},
	{ INDEX_IMPACT_CACHE: "/own" },
	{ INDEX_IMPACT_CACHE: "", XDG_CACHE_HOME: "/caches" },
	{ XDG_CACHE_HOME: "" },
])("what is compiled lies in the tool's cache folder: %j", async (environment) => {
	// By a name that the compiler does not follow: it knows no types of the JavaScript that runs before all else.
	const { compiledFolder } = await import(join(import.meta.dirname, "compile-cache.js"));
	expect(compiledFolder(environment)).toBe(join(defaultCacheFolder(environment), COMPILED));
});
