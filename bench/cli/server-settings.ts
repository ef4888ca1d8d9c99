import { resolve } from "node:path";
import { defaultCacheFolder } from "../../base/cache-folder.ts";
import type { ServerSettings } from "../server/server.ts";
import type { ServerFlags } from "./flags/table.ts";

/** Where the MySQL comes from, by the flags and the environment. */
export function serverSettings(flags: ServerFlags, environment: NodeJS.ProcessEnv): ServerSettings {
	const byVariable = flags.server === "url" || flags.server === "auto" ? environment.DATABASE_URL : undefined;
	const url = flags.url ?? byVariable;
	return {
		source: flags.server,
		...(url === undefined ? {} : { url }),
		...(flags.tlsCa === undefined ? {} : { tlsCa: flags.tlsCa }),
		allowSharedServer: flags.allowSharedServer,
		mysql: flags.mysql,
		...(flags.image === undefined ? {} : { image: flags.image }),
		cacheFolder: resolve(defaultCacheFolder(environment)),
		cacheLimitBytes: 1e9 * flags.cacheLimit,
	};
}
